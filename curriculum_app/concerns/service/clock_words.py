"""Clocks in words: what still has to be done, by when, and what was recorded. Who reads decides who is spoken of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.concerns.rules.clocks import Clock, ClockState, stage
from curriculum_app.concerns.rules.words import ClockKind, NoticeKind
from curriculum_app.core.dates import zoned_moment
from curriculum_app.core.limits import Limits

CLOCKS = {
    ClockKind.PHONE: _l("Phone call"),
    ClockKind.CROSS: _l("The agency's report to law enforcement"),
    ClockKind.WRITTEN: _l("Written report (SS 8572)"),
}


@dataclass(frozen=True)
class ClockLine:
    """One clock: its name, where it stands as a tag, and a sentence or two."""

    name: str
    tag: str
    tone: str
    icon: str
    sentence: str
    is_open: bool
    is_urgent: bool


@dataclass(frozen=True)
class Reader:
    """How a clock speaks: to the reporter herself, of her by name, or of nobody."""

    name: str = ""
    is_author: bool = False


@dataclass(frozen=True)
class Watch:
    """This instant, and how long before an end the warnings come."""

    at: datetime
    first: timedelta
    last: timedelta


def watch(at: datetime, limits: Limits) -> Watch:
    """The watch at `at` with the limits of its day."""
    return Watch(at, timedelta(hours=limits.first_warning_hours), timedelta(hours=limits.last_warning_hours))


def clock_lines(clocks: Iterable[Clock], reader: Reader, on: Watch) -> tuple[ClockLine, ...]:
    """Every clock of one concern."""
    return tuple(clock_line(each, reader, on) for each in clocks)


def clock_line(clock: Clock, reader: Reader, on: Watch) -> ClockLine:
    """One clock in words."""
    name = str(CLOCKS[clock.kind])
    if clock.state is ClockState.NOT_REQUIRED:
        return ClockLine(name, _("Not required"), "neutral", "minus", _recorded(clock, reader), False, False)
    if clock.state is ClockState.DONE:
        tag, tone = (_("Recorded late"), "wait") if clock.is_late else (_("Recorded"), "good")
        return ClockLine(name, tag, tone, "check", _recorded(clock, reader), False, False)
    reached = stage(clock, on.at, first=on.first, last=on.last)
    tone = {None: "info", NoticeKind.FIRST: "wait"}.get(reached, "stop")
    tag = _open_tag(clock, on.at)
    return ClockLine(name, tag, tone, "clock", _still(clock, reader), True, tone == "stop")


def _open_tag(clock: Clock, at: datetime) -> str:
    left = clock.minutes_left(at)
    if clock.kind is ClockKind.PHONE:
        return str(_("Now"))
    if clock.due_at <= at:
        return str(_("Time was over %(time)s ago", time=duration(-left)))
    return str(_("%(time)s left", time=duration(left)))


def _still(clock: Clock, reader: Reader) -> str:
    """What has to be done, and by when."""
    due = zoned_moment(clock.due_at)
    if clock.kind is ClockKind.PHONE:
        if reader.is_author:
            return str(_("You still have to call."))
        if reader.name:
            return str(_("No call is recorded yet. %(name)s still has to call.", name=reader.name))
        return str(_("No call is recorded yet."))
    if reader.is_author:
        return str(_("You still have to send it. Due %(when)s.", when=due))
    return str(_("Nothing is recorded as sent yet. Due %(when)s.", when=due))


def _recorded(clock: Clock, reader: Reader) -> str:
    if clock.step.done_at is None:
        return str(_("Recorded here as not required, with a reason."))
    when = zoned_moment(clock.step.done_at)
    if clock.kind is ClockKind.PHONE:
        return _called(reader, when)
    if reader.is_author:
        return str(_("Recorded here: you sent it at %(when)s.", when=when))
    return str(_("Recorded here as sent at %(when)s.", when=when))


def _called(reader: Reader, when: str) -> str:
    if reader.is_author:
        return str(_("Recorded here: you called at %(when)s.", when=when))
    if reader.name:
        return str(_("Recorded here: %(name)s called at %(when)s.", name=reader.name, when=when))
    return str(_("Recorded here as called at %(when)s.", when=when))


def duration(minutes: int) -> str:
    """A length of time from 0 on: "35 h 5 min", "40 min"."""
    hours, rest = divmod(minutes, 60)
    if hours:
        return str(_("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))
    return str(_("%(minutes)s min", minutes=rest))
