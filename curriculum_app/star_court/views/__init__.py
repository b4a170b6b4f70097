"""Pages of hand-offs: for staff, and the one for a recipient who has nothing but a link."""

from curriculum_app.star_court.views import drafts, lists, opening, packets, progress
from curriculum_app.star_court.views.blueprint import bp

__all__ = ["bp", "drafts", "lists", "opening", "packets", "progress"]
