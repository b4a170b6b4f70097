"""The clocks of one concern, computed from instants alone: a lock, a lost network or a seal cannot pause them.

Sources: Penal Code 11166(a): by telephone immediately or as soon as practicably possible, and a written report within
36 hours of receiving the information. Penal Code 11166(j)(2) and (3): a county probation or welfare department tells
law enforcement within 24 hours of receiving information that a child who receives child welfare services is
commercially sexually exploited, or is at risk of it and missing; that duty is the agency's own and a limit here.
Holidays and weekends are hours like all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from curriculum_app.concerns.rules.words import ClockKind, Known, NoticeKind

WRITTEN_WITHIN = timedelta(hours=36)
A_MINUTE = timedelta(minutes=1)
MAY_APPLY = frozenset({Known.YES, Known.UNSURE})


class ClockState(StrEnum):
    """Where a clock stands."""

    OPEN = "open"
    DONE = "done"
    NOT_REQUIRED = "not_required"


@dataclass(frozen=True)
class Step:
    """What was recorded about one clock: when it was done, or when somebody said that it is not required."""

    done_at: datetime | None = None
    waived_at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What the clocks follow from. `cross_hours` is 0 where the agency has no duty of its own to cross-report."""

    learned_at: datetime
    phone: Step = Step()
    written: Step = Step()
    cross: Step = Step()
    exploited: Known | None = None
    cross_hours: int = 0


@dataclass(frozen=True)
class Clock:
    """One clock: until when (UTC), and what was recorded of it."""

    kind: ClockKind
    due_at: datetime
    step: Step

    @property
    def state(self) -> ClockState:
        """Open until something was recorded."""
        if self.step.done_at is not None:
            return ClockState.DONE
        return ClockState.OPEN if self.step.waived_at is None else ClockState.NOT_REQUIRED

    @property
    def is_open(self) -> bool:
        """Whether something still has to be done."""
        return self.state is ClockState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it was done after its end. The call has no end to be late for: it is due at once."""
        done_at = self.step.done_at
        return self.kind is not ClockKind.PHONE and done_at is not None and done_at > self.due_at

    def minutes_left(self, at: datetime) -> int:
        """Whole minutes until the end, negative after it."""
        return (self.due_at - at) // A_MINUTE


def clocks_of(facts: Facts) -> tuple[Clock, ...]:
    """The clocks of one disclosure, the first to end first: call now, cross-report where it applies, write."""
    found = [Clock(ClockKind.PHONE, facts.learned_at, facts.phone)]
    if facts.cross_hours and facts.exploited in MAY_APPLY:
        found.append(Clock(ClockKind.CROSS, facts.learned_at + timedelta(hours=facts.cross_hours), facts.cross))
    found.append(Clock(ClockKind.WRITTEN, facts.learned_at + WRITTEN_WITHIN, facts.written))
    return tuple(sorted(found, key=lambda clock: clock.due_at))


def stage(clock: Clock, at: datetime, *, first: timedelta, last: timedelta) -> NoticeKind | None:
    """Which warning an open clock has reached at `at`: `first` before its end, `last` before it, or it has ended."""
    if not clock.is_open:
        return None
    left = clock.due_at - at
    if left <= timedelta(0):
        return NoticeKind.OVERDUE
    if left <= last:
        return NoticeKind.LAST
    return NoticeKind.FIRST if left <= first else None
