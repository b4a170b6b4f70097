"""Routes of assessments: the page of a session's sittings, paper, and the tablet at which a girl answers."""

from curriculum_app.assessments.views import follow_ups, paper, sittings, tablet
from curriculum_app.assessments.views.blueprint import bp

__all__ = ["bp", "follow_ups", "paper", "sittings", "tablet"]
