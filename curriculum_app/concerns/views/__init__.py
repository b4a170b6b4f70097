"""Pages of concerns."""

from curriculum_app.concerns.views import answering, beginning, lists
from curriculum_app.concerns.views.blueprint import bp

__all__ = ["answering", "beginning", "bp", "lists"]
