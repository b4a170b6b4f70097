"""Dates and times as people here say them: "Tue, Nov 24", "4:00 PM"; in Spanish "mar, 24 de nov", "4:00 p.m.".

An instant is shown in the programme's time zone, to the minute; the order of day and month is the language's own.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel.dates import format_date, format_skeleton, format_time

from curriculum_app.core import clock
from curriculum_app.core.translating import gettext, locale_name

NARROW_SPACE = "\u202f"


def day(on: date) -> str:
    """A day near today: "Tue, Nov 24"."""
    return _said_day(on, "MMMEd", locale_name())


def full_day(on: date) -> str:
    """A day with its year: "Tue, Nov 24, 2026"."""
    return _said_day(on, "yMMMEd", locale_name())


def plain_date(on: date) -> str:
    """A date whose weekday says nothing: "Nov 24, 2026"."""
    return _said_day(on, "medium", locale_name())


def short_day(on: date) -> str:
    """A day at the head of a narrow column: "Nov 24"."""
    return _said_day(on, "MMMd", locale_name())


def wall_time(at: time) -> str:
    """A time on the wall clock: "4:00 PM"."""
    return _said_time(at.hour, at.minute, locale_name())


def span(starts_at: time, minutes: int) -> str:
    """From when to when on the wall clock: "4:00 PM to 5:30 PM"."""
    ends = (datetime.combine(date(2000, 1, 1), starts_at) + timedelta(minutes=minutes)).time()
    return str(gettext("%(start)s to %(end)s", start=wall_time(starts_at), end=wall_time(ends)))


def moment(at: datetime) -> str:
    """An instant, here and to the minute: "Nov 24, 2026, 4:00 PM"."""
    local = clock.local(at)
    return f"{plain_date(local.date())}, {wall_time(local.time())}"


def zoned_moment(at: datetime) -> str:
    """An instant whose zone matters, as in the hour that autumn repeats: "Nov 1, 2026, 1:30 AM PDT"."""
    return f"{moment(at)} {clock.local(at).tzname()}"


def recent_moment(at: datetime) -> str:
    """An instant not long ago, without its year: "Nov 24, 4:00 PM"."""
    local = clock.local(at)
    return f"{short_day(local.date())}, {wall_time(local.time())}"


# The same few days and times stand on every page, and the locale data are slow to ask.
@lru_cache(maxsize=5_000)
def _said_day(on: date, form: str, locale: str) -> str:
    """A day by one of the four lengths of dates ("medium") or by a skeleton of its parts ("MMMEd")."""
    return _plain(format_date(on, form, locale) if form == "medium" else format_skeleton(form, on, locale=locale))


@lru_cache(maxsize=5_000)
def _said_time(hour: int, minute: int, locale: str) -> str:
    return _plain(format_time(time(hour, minute), "short", locale=locale))


def _plain(text: str) -> str:
    """Fonts of cheap phones lack the narrow space that the locale data put before "PM"."""
    return text.replace(NARROW_SPACE, " ")
