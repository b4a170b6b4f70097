"""What can be done about attendance; every change of a mark goes through `apply_marks`."""

from curriculum_app.attendance.service.apply import apply_marks
from curriculum_app.attendance.service.guests import book_chair, free_chair, mark_guest
from curriculum_app.attendance.service.make_ups import NewMakeUp, make_up, void_make_up
from curriculum_app.attendance.service.not_held import call_off
from curriculum_app.attendance.service.refusals import NotOnThisSheet
from curriculum_app.attendance.service.visits import decline_visit, enrol_visit, record_visit

__all__ = [
    "NewMakeUp",
    "NotOnThisSheet",
    "apply_marks",
    "book_chair",
    "call_off",
    "decline_visit",
    "enrol_visit",
    "free_chair",
    "make_up",
    "mark_guest",
    "record_visit",
    "void_make_up",
]
