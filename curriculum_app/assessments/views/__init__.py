"""Routes of assessments: the facilitator's page of sittings, and the tablet at which a girl answers."""

from curriculum_app.assessments.views import sittings, tablet
from curriculum_app.assessments.views.blueprint import bp

__all__ = ["bp", "sittings", "tablet"]
