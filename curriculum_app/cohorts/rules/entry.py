"""Whether a group still takes new girls.

Groups close after their second meeting (domain.md: an assumed default, kept as a number on each cohort),
because trust in the room is built in the first weeks. Joining later is a coordinator's decision with a
recorded reason. Whom the programme is for at all is `participants.rules`' matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from curriculum_app.cohorts.rules.states import SessionState

ENTRY_CLOSES_AFTER = 2
SMALLEST_GROUP = 1
LARGEST_GROUP = 30


@dataclass(frozen=True, slots=True)
class Meeting:
    """One session as far as the entry rule looks at it."""

    held_on: date
    state: SessionState


def meetings_so_far(meetings: Iterable[Meeting], today: date) -> int:
    """How many meetings the group has had: those held, and past ones whose sheet nobody has closed yet.

    A meeting that did not happen is none, so a lockdown in week two does not close the group.
    """
    return sum(1 for meeting in meetings if _happened(meeting, today))


def is_entry_open(meetings: Iterable[Meeting], closes_after: int, today: date) -> bool:
    """Whether a girl may join without a reason: fewer than `closes_after` meetings lie behind the group."""
    return meetings_so_far(meetings, today) < closes_after


def seats_free(capacity: int, seats_taken: int) -> int:
    """Seats that are left, never below zero."""
    return max(capacity - seats_taken, 0)


def _happened(meeting: Meeting, today: date) -> bool:
    if meeting.state is SessionState.HELD:
        return True
    return meeting.state is SessionState.PLANNED and meeting.held_on < today
