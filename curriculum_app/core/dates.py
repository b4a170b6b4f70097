"""Dates and times as people here say them: "Tue, Nov 24", "4:00 PM"; in Spanish "mar, 24 de nov", "4:00 p.m.".

An instant is shown in the programme's time zone, to the minute; the order of day and month is the language's own.
"""

from datetime import date, datetime, time, timedelta

from babel.dates import format_date, format_skeleton, format_time
from flask_babel import get_locale, gettext

from curriculum_app.core import clock

NARROW_SPACE = "\u202f"


def day(on: date) -> str:
    """A day near today: "Tue, Nov 24"."""
    return _plain(format_skeleton("MMMEd", on, locale=get_locale()))


def full_day(on: date) -> str:
    """A day with its year: "Tue, Nov 24, 2026"."""
    return _plain(format_skeleton("yMMMEd", on, locale=get_locale()))


def plain_date(on: date) -> str:
    """A date whose weekday says nothing: "Nov 24, 2026"."""
    return _plain(format_date(on, "medium", locale=get_locale()))


def wall_time(at: time) -> str:
    """A time on the wall clock: "4:00 PM"."""
    return _plain(format_time(at, "short", locale=get_locale()))


def span(starts_at: time, minutes: int) -> str:
    """From when to when on the wall clock: "4:00 PM to 5:30 PM"."""
    ends = (datetime.combine(date(2000, 1, 1), starts_at) + timedelta(minutes=minutes)).time()
    return str(gettext("%(start)s to %(end)s", start=wall_time(starts_at), end=wall_time(ends)))


def moment(at: datetime) -> str:
    """An instant, here and to the minute: "Nov 24, 2026, 4:00 PM"."""
    local = clock.local(at)
    return f"{plain_date(local.date())}, {wall_time(local.time())}"


def recent_moment(at: datetime) -> str:
    """An instant not long ago, without its year: "Nov 24, 4:00 PM"."""
    local = clock.local(at)
    return f"{_plain(format_skeleton('MMMd', local.date(), locale=get_locale()))}, {wall_time(local.time())}"


def _plain(text: str) -> str:
    """Fonts of cheap phones lack the narrow space that the locale data put before "PM"."""
    return text.replace(NARROW_SPACE, " ")
