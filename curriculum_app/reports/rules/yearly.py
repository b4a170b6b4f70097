"""The unit's yearly picture: girls referred, served and handed on in a year, and who they are.

A girl counts once a year in each of the three, whatever came twice. What leaves the unit tells of nobody: small counts
are hidden, and those that would give them away (`core.suppression`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from curriculum_app.core import federal_year
from curriculum_app.core.suppression import hidden_cells, is_small

YEARS_SHOWN = 5
YES, NO = "yes", "no"
NOT_RECORDED, TWO_OR_MORE, OUTSIDE, UNDECIDED = "not_recorded", "two_or_more", "outside", "undecided"


class YearKind(StrEnum):
    """Which twelve months: those of federal reports (October to September), or of the calendar."""

    FEDERAL = "federal"
    CALENDAR = "calendar"


class Counted(StrEnum):
    """What is counted of a year: girls for whom somebody asked, who had a seat, who were handed on to STAR Court."""

    REFERRED = "referred"
    SERVED = "served"
    HANDED_ON = "handed_on"


class Trait(StrEnum):
    """By what the girls of a year are told apart. Age is that on the first day of a seat, so of the served alone."""

    AREA = "home_service_area"
    RACE = "race_ethnicity"
    LANGUAGE = "language"
    CHILD_WELFARE = "child_welfare"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Year:
    """Twelve months, named for the calendar year in which they end; `last` is included."""

    kind: YearKind
    number: int
    first: date
    last: date


# None is a count that may not be told.
Counts = Mapping[Counted, int | None]


@dataclass(frozen=True, slots=True)
class Picture:
    """One year: its three counts, and for each trait and value (in order) the same three."""

    year: Year
    totals: Counts
    parts: Mapping[Trait, Mapping[str, Counts]]


def year(number: int, kind: YearKind) -> Year:
    """The year with this number."""
    if kind is YearKind.CALENDAR:
        return Year(kind, number, date(number, 1, 1), date(number, 12, 31))
    return Year(kind, number, federal_year.first_day(number), federal_year.first_day(number + 1) - timedelta(days=1))


def years(today: date, kind: YearKind) -> tuple[Year, ...]:
    """The year of today and the four before it, the newest first."""
    newest = today.year if kind is YearKind.CALENDAR else federal_year.year_of(today)
    return tuple(year(number, kind) for number in range(newest, newest - YEARS_SHOWN, -1))


def years_over(today: date) -> tuple[Year, ...]:
    """The federal years that are over: only they are released, so that nobody subtracts yesterday from today."""
    return tuple(each for each in years(today, YearKind.FEDERAL) if each.last < today)


def offered(today: date, *, is_released: bool) -> dict[str, Year]:
    """The years that can be asked for, by the value of their choice."""
    shown = years_over(today) if is_released else [each for kind in YearKind for each in years(today, kind)]
    return {f"{each.kind}-{each.number}": each for each in shown}


def race_value(selected: int, one: str | None) -> str:
    """The one race or ethnicity of a girl who selected one, else that she selected none, or several."""
    if not selected or one is None:
        return NOT_RECORDED
    return one if selected == 1 else TWO_OR_MORE


def released(picture: Picture) -> Picture:
    """The same year as it may leave the unit: of each count, a small total takes all of its parts with it."""
    totals = {each: None if is_small(count or 0) else count for each, count in picture.totals.items()}
    parts: dict[Trait, dict[str, dict[Counted, int | None]]] = {
        trait: {value: dict(counts) for value, counts in rows.items()} for trait, rows in picture.parts.items()
    }
    for rows in parts.values():
        for each, total in totals.items():
            _hide(list(rows.values()), each, is_whole_hidden=total is None)
    return Picture(picture.year, totals, parts)


def _hide(rows: Sequence[dict[Counted, int | None]], each: Counted, *, is_whole_hidden: bool) -> None:
    counts = [row.get(each) or 0 for row in rows]
    hidden = range(len(rows)) if is_whole_hidden else hidden_cells(counts)
    for place in hidden:
        if each in rows[place]:
            rows[place][each] = None
