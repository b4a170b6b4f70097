"""The words people read for coded values, moments and marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from curriculum_app.attendance.rules.values import Problem, Value
from curriculum_app.attendance.rules.words import DeclineReason, HowMadeUp, Reason, Source, Status
from curriculum_app.cohorts.rules.states import NotHeldReason
from curriculum_app.core import clock, dates
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.core.translating import locale_name

STATUS = {
    Status.PRESENT: _l("Present"),
    Status.LATE: _l("Late"),
    Status.LEFT_EARLY: _l("Left early"),
    Status.EXCUSED: _l("Excused"),
    Status.UNEXCUSED: _l("Absent"),
    Status.NOT_EXPECTED: _l("Not expected"),
}
COUNTED = {
    Status.PRESENT: _l("%(number)s present"),
    Status.LATE: _l("%(number)s late"),
    Status.LEFT_EARLY: _l("%(number)s left early"),
    Status.EXCUSED: _l("%(number)s excused"),
    Status.UNEXCUSED: _l("%(number)s absent"),
    Status.NOT_EXPECTED: _l("%(number)s not expected"),
    None: _l("%(number)s not marked"),
}
REASON = {
    Reason.SCHOOL: _l("School"),
    Reason.COURT: _l("Court"),
    Reason.MEDICAL: _l("Medical"),
    Reason.TRANSPORT: _l("Transport"),
    Reason.ILLNESS: _l("Illness"),
    Reason.WHEREABOUTS_UNKNOWN: _l("Whereabouts unknown"),
    Reason.MOVED_PLACEMENT: _l("Moved placement"),
    Reason.RELEASED: _l("Released"),
    Reason.FACILITY_SUSPENDED_PARTICIPATION: _l("Facility suspended participation"),
    Reason.ASSENT_WITHDRAWN: _l("She withdrew her assent"),
    Reason.PARENT_WITHDREW: _l("Parent withdrew permission"),
    Reason.SAFETY_SEPARATION: _l("Safety separation"),
    Reason.OTHER: _l("Other"),
}
NOT_HELD = {
    NotHeldReason.LOCKDOWN: _l("Lockdown"),
    NotHeldReason.TRANSPORT: _l("Transport"),
    NotHeldReason.STAFFING: _l("Staffing"),
    NotHeldReason.HOLIDAY: _l("Holiday"),
    NotHeldReason.SITE_CLOSED: _l("Site closed"),
    NotHeldReason.OTHER: _l("Other"),
}
HOW = {
    HowMadeUp.ONE_TO_ONE: _l("One to one"),
    HowMadeUp.SMALL_GROUP: _l("In a small group"),
    HowMadeUp.OTHER_GROUP: _l("With another group"),
    HowMadeUp.VIDEO: _l("By video call"),
}
DECLINED = {
    DeclineReason.NOT_ELIGIBLE: _l("Not eligible"),
    DeclineReason.GROUP_FULL: _l("The group is full"),
    DeclineReason.GROUP_CLOSED: _l("The group is closed to new girls"),
    DeclineReason.CANNOT_JOIN: _l("She can't join this group"),
    DeclineReason.ANOTHER_GROUP: _l("Another group suits her better"),
    DeclineReason.DID_NOT_WANT: _l("She did not want to come again"),
    DeclineReason.MISTAKE: _l("Written down by mistake"),
}
PROBLEM = {
    Problem.STATUS_UNKNOWN: _l("Choose one of the answers."),
    Problem.COORDINATORS: _l("Only a coordinator can say that she was not expected."),
    Problem.REASON_MISSING: _l("Choose why she is excused."),
    Problem.MINUTES_MISSING: _l("Enter the minutes she was here, from 1 to %(most)s."),
    Problem.MINUTES_OUT_OF_RANGE: _l("Enter whole minutes from 1 to %(most)s."),
}
SOURCE = {
    Source.PAGE: "",
    Source.PAPER: _l("from paper"),
    Source.TABLET: _l("from a tablet"),
    Source.FILE: _l("from a file"),
    Source.PROGRAM: _l("by the program"),
}


def clock_time(at: datetime) -> str:
    """The wall clock at an instant, for example "4:12 PM"."""
    return dates.wall_time(clock.local(at).time())


def moment(at: datetime, today: date) -> str:
    """An instant as people say it: the time alone today, else with its date."""
    return _moment(at, today, clock.zone(), locale_name())


# A sheet is mostly saved in one moment, which stands beside each girl and in each line of history.
@lru_cache(maxsize=2_000)
def _moment(at: datetime, today: date, _zone: ZoneInfo, _locale: str) -> str:
    return clock_time(at) if clock.local(at).date() == today else dates.recent_moment(at)


def day(on: date) -> str:
    """A date with its weekday, for example "Tue, Nov 24"."""
    return dates.day(on)


def span(on: date, starts_at: time, minutes: int) -> str:
    """From when to when, for example "4:00 PM to 5:30 PM"."""
    ends = datetime.combine(on, starts_at) + timedelta(minutes=minutes)
    first, last = dates.wall_time(starts_at), dates.wall_time(ends.time())
    return str(_("%(start)s to %(end)s", start=first, end=last))


def first_name(full_name: str | None) -> str:
    """How colleagues call each other; the program itself where nobody did it."""
    return full_name.split()[0] if full_name else str(_("The program"))


def said(value: Value | None) -> str:
    """A mark in words: "Late, 70 minutes", "Excused: Court", "Not marked"."""
    return _said(value, locale_name())


@lru_cache(maxsize=2_000)
def _said(value: Value | None, _locale: str) -> str:
    if value is None:
        return str(_("Not marked"))
    if value.minutes is not None:
        return str(_("%(status)s, %(minutes)s minutes", status=STATUS[value.status], minutes=value.minutes))
    if value.reason is not None:
        return str(_("%(status)s: %(reason)s", status=STATUS[value.status], reason=REASON[value.reason]))
    return str(STATUS[value.status])


def summary(values: Iterable[Value | None]) -> str:
    """How many of each, for example "9 present · 1 late · 2 not marked"."""
    counts = Counter(None if value is None else value.status for value in values)
    parts = [str(words) % {"number": counts[status]} for status, words in COUNTED.items() if counts[status]]
    return " · ".join(parts) if parts else str(_("Nobody is on this list."))


def problem(kind: Problem, minutes: int) -> str:
    """What to do about a value that cannot be saved."""
    return str(PROBLEM[kind]) % {"most": minutes}
