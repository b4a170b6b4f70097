"""Words for the states, parts, reasons, dates and times of cohorts."""

from collections.abc import Iterable
from datetime import date, time

from flask_babel import ngettext

from curriculum_app.cohorts.forms import CANCEL, EXIT, PART, WEEKDAYS
from curriculum_app.cohorts.rules.staffing import StaffingGap
from curriculum_app.cohorts.rules.states import NotHeldReason
from curriculum_app.core import dates
from curriculum_app.core.i18n import current_language
from curriculum_app.core.translating import gettext
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.participants.rules import languages

__all__ = [
    "CANCEL", "EXIT", "GAP", "NOT_HELD", "PART", "WEEKDAYS", "day", "full_day", "language_name", "period",
    "seats", "seats_free", "short_day", "wall", "weekdays",
]  # fmt: skip
NOT_HELD = {
    NotHeldReason.LOCKDOWN: _l("Lockdown"),
    NotHeldReason.TRANSPORT: _l("No transport"),
    NotHeldReason.STAFFING: _l("No staff"),
    NotHeldReason.HOLIDAY: _l("Holiday"),
    NotHeldReason.SITE_CLOSED: _l("Site closed"),
    NotHeldReason.OTHER: _l("Another reason"),
}
GAP = {
    StaffingGap.NOBODY: _l("Nobody leads this group yet."),
    StaffingGap.NO_LEAD: _l("This group has a co-facilitator but no leader."),
    StaffingGap.ONE_PERSON: _l("One person leads this group. Each session needs two."),
}


def day(on: date) -> str:
    """A date with its weekday, for example "Tue, Nov 24"."""
    return dates.day(on)


def full_day(on: date) -> str:
    """A date with weekday and year, for example "Tue, Nov 24, 2026"."""
    return dates.full_day(on)


def short_day(on: date) -> str:
    """A date without its weekday, for example "Nov 24, 2026"."""
    return dates.plain_date(on)


def wall(at: time) -> str:
    """A wall time, for example "4:00 PM"."""
    return dates.wall_time(at)


def weekdays(days: Iterable[int]) -> str:
    """The weekdays on which a group meets, for example "Tuesday, Thursday"."""
    return ", ".join(str(WEEKDAYS[each]) for each in days)


def seats(taken: int, capacity: int) -> str:
    """How many seats are taken, for example "8 of 12 seats"."""
    return str(gettext("%(taken)s of %(capacity)s seats", taken=taken, capacity=capacity))


def seats_free(number: int) -> str:
    """How many seats are left, in words."""
    return str(ngettext("%(num)s seat free", "%(num)s seats free", number) if number else gettext("Full"))


def language_name(code: str) -> str:
    """A language in the reader's words, for example "Spanish"; the code itself when nobody named it."""
    name = languages.language_name(code, current_language())
    return name[:1].upper() + name[1:]


def period(from_on: date, until_on: date | None) -> str:
    """From when until when, or since when."""
    if until_on is None:
        return str(gettext("since %(day)s", day=short_day(from_on)))
    if until_on == from_on:
        return str(gettext("on %(day)s", day=short_day(from_on)))
    return str(gettext("%(first)s to %(last)s", first=short_day(from_on), last=short_day(until_on)))
