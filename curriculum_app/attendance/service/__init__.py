"""What can be done about attendance; every change of a mark goes through `apply_marks`."""

from curriculum_app.attendance.service.apply import apply_marks
from curriculum_app.attendance.service.refusals import NotOnThisSheet

__all__ = ["NotOnThisSheet", "apply_marks"]
