"""Turns a first date and a rhythm into the dates of all sessions, stepping over closed days.

Only local dates and wall times appear here. An instant is made from them when someone asks what is due
now, so a group at 4 PM stays at 4 PM when the clocks change.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

WEEKDAYS = range(7)
LONGEST = timedelta(days=730)
MINUTES_A_DAY = 24 * 60


class TimetableError(ValueError):
    """The dates asked for cannot be laid out; the text says why and is for logs, not for screens."""


class FirstDayOffRhythmError(TimetableError):
    """The first date is not one of the weekdays on which the group meets."""


class EndlessTimetableError(TimetableError):
    """Closed days leave so few dates that the last session would lie more than two years ahead."""


class PastMidnightError(TimetableError):
    """A session would run past midnight, so it would have two dates."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date on which the group would have met, and what is on instead."""

    day: date
    occasion: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """The dates of the sessions in order, and the dates that were stepped over."""

    days: tuple[date, ...]
    skipped: tuple[Skipped, ...]


def weekdays_of(mask: int) -> tuple[int, ...]:
    """The weekdays in a stored bit mask (Monday = bit 0), as numbers 0-6 in order."""
    return tuple(day for day in WEEKDAYS if mask >> day & 1)


def mask_of(weekdays: Iterable[int]) -> int:
    """The bit mask stored for weekdays 0-6 (Monday = 0); naming a day twice changes nothing."""
    mask = 0
    for day in weekdays:
        mask |= 1 << day
    return mask


def lay_out(first_on: date, weekdays: Iterable[int], lessons: int, closed: Mapping[date, str]) -> Timetable:
    """The dates of `lessons` sessions from `first_on` on, on `weekdays` only, never on a closed day.

    `closed` says what is on on each closed date. A closed first date moves the whole timetable on.
    Raises FirstDayOffRhythmError and EndlessTimetableError.
    """
    rhythm = frozenset(weekdays)
    if first_on.weekday() not in rhythm:
        raise FirstDayOffRhythmError(f"{first_on:%A} is not a meeting day")
    days: list[date] = []
    skipped: list[Skipped] = []
    for day in _meeting_days(first_on, rhythm):
        if len(days) == lessons:
            break
        if day in closed:
            skipped.append(Skipped(day, closed[day]))
        else:
            days.append(day)
    if len(days) < lessons:
        raise EndlessTimetableError(f"only {len(days)} of {lessons} dates in two years")
    return Timetable(tuple(days), tuple(skipped))


def next_day(after: date, weekdays: Iterable[int], closed: Mapping[date, str]) -> date:
    """The first meeting day later than `after` that is not closed: where a replacement session goes.

    Raises EndlessTimetableError when two years hold none.
    """
    for day in _meeting_days(after + timedelta(days=1), frozenset(weekdays)):
        if day not in closed:
            return day
    raise EndlessTimetableError("no open date in two years")


def shifted(first_on: date, later: int, weekdays: Iterable[int], closed: Mapping[date, str]) -> tuple[date, ...]:
    """The dates of a session moved to `first_on` and of the `later` ones after it, one on each open meeting day.

    The first is a person's choice and may lie off the rhythm. Raises EndlessTimetableError.
    """
    rhythm, days = tuple(weekdays), [first_on]
    for _each in range(later):
        days.append(next_day(days[-1], rhythm, closed))
    return tuple(days)


def ends_at(starts_at: time, minutes: int) -> time:
    """The wall time at which a session of `minutes` ends; raises PastMidnightError."""
    total = starts_at.hour * 60 + starts_at.minute + minutes
    if total >= MINUTES_A_DAY:
        raise PastMidnightError(f"{starts_at} and {minutes} minutes")
    return time(total // 60, total % 60)


def closed_days(years: Iterable[int], extra: Iterable[date] = (), *, holidays: bool = True) -> dict[date, str]:
    """What is closed in `years`: public holidays of California when `holidays`, and `extra` dates.

    Holidays come from the `holidays` package (US, subdivision CA, observed days included).
    """
    closed: dict[date, str] = {}
    if holidays:
        for year in years:
            closed.update(_public_holidays(year))
    for day in extra:
        closed.setdefault(day, "")
    return closed


@lru_cache(maxsize=16)
def _public_holidays(year: int) -> dict[date, str]:
    from holidays import country_holidays  # noqa: PLC0415 - a third of a second to import, for one page

    return dict(country_holidays("US", subdiv="CA", years=year).items())


def _meeting_days(first_on: date, rhythm: frozenset[int]) -> Iterator[date]:
    last = first_on + LONGEST
    day = first_on
    while day <= last:
        if day.weekday() in rhythm:
            yield day
        day += timedelta(days=1)
