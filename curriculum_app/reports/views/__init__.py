"""Routes of reports: completion and fidelity, trainings, outcomes, their files, and the de-identified export."""

from curriculum_app.reports.views import completion, export, outcomes, trainings, yearly
from curriculum_app.reports.views.blueprint import bp

__all__ = ["bp", "completion", "export", "outcomes", "trainings", "yearly"]
