"""Three months later: in which days a girl is asked again, and what a try to reach her came to."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

# Days after the group's last session, both included: the evaluation of 2021 asked about three months later.
FIRST_DAY, LAST_DAY = 76, 120


class TryOutcome(StrEnum):
    """What came of one try to reach her. After the last two nobody tries again."""

    READY = "ready"
    LATER = "later"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    DECLINED = "declined"
    NOT_SAFE = "not_safe"

    @property
    def ends(self) -> bool:
        """Whether it is the last try."""
        return self in {TryOutcome.DECLINED, TryOutcome.NOT_SAFE}


def asked_until(last_session_on: date) -> date:
    """The last day on which she is asked."""
    return last_session_on + timedelta(days=LAST_DAY)


def last_sessions_due(today: date) -> tuple[date, date]:
    """The first and the last day of a group's last session whose girls are asked `today`."""
    return today - timedelta(days=LAST_DAY), today - timedelta(days=FIRST_DAY)
