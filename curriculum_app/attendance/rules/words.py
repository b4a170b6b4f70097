"""The words of attendance: every coded value that a mark, a visit or a make-up can hold.

The values are what forms post and columns store; what people read for them stands in `presenters`.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a girl was during one session. No status at all means that nobody has said."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    NOT_EXPECTED = "not_expected"


ATTENDED = frozenset({Status.PRESENT, Status.LATE, Status.LEFT_EARLY})
PARTLY = frozenset({Status.LATE, Status.LEFT_EARLY})
ABSENT = frozenset({Status.EXCUSED, Status.UNEXCUSED})

# One letter a status, in the order of the buttons: the keys on the sheet and the letters of the paper.
LETTERS = {
    "P": Status.PRESENT,
    "L": Status.LATE,
    "E": Status.LEFT_EARLY,
    "X": Status.EXCUSED,
    "A": Status.UNEXCUSED,
}


class Reason(StrEnum):
    """Why a girl was absent."""

    SCHOOL = "school"
    COURT = "court"
    MEDICAL = "medical"
    TRANSPORT = "transport"
    ILLNESS = "illness"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"
    MOVED_PLACEMENT = "moved_placement"
    RELEASED = "released"
    FACILITY_SUSPENDED_PARTICIPATION = "facility_suspended_participation"
    ASSENT_WITHDRAWN = "assent_withdrawn"
    PARENT_WITHDREW = "parent_withdrew"
    SAFETY_SEPARATION = "safety_separation"
    OTHER = "other"


class Verdict(StrEnum):
    """What became of one operation."""

    APPLIED = "applied"
    SAME = "same"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class Source(StrEnum):
    """How an operation reached the program."""

    PAGE = "page"
    PAPER = "paper"
    TABLET = "tablet"
    FILE = "file"
    PROGRAM = "program"


class HowMadeUp(StrEnum):
    """How a missed lesson was made up."""

    ONE_TO_ONE = "one_to_one"
    SMALL_GROUP = "small_group"
    OTHER_GROUP = "other_group"
    VIDEO = "video"


class VisitState(StrEnum):
    """Where a walk-in stands until a coordinator has decided."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why a walk-in got no seat. Never names another girl: a keep-apart pair is only `cannot_join`."""

    NOT_ELIGIBLE = "not_eligible"
    GROUP_FULL = "group_full"
    GROUP_CLOSED = "group_closed"
    CANNOT_JOIN = "cannot_join"
    ANOTHER_GROUP = "another_group"
    DID_NOT_WANT = "did_not_want"
    MISTAKE = "mistake"
