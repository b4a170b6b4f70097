"""What a limit may be: its kind and bounds, how it is written, and all of them together on one day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class LimitName(StrEnum):
    """The limits there are; the values are columns of history, so nothing is renamed without a migration."""

    MINIMUM_AGE = "minimum_age"
    MAXIMUM_AGE = "maximum_age"
    SERVICE_AREAS = "service_areas"
    SMALLEST_GROUP = "smallest_group"
    LARGEST_GROUP = "largest_group"
    AGE_SPAN = "age_span"
    DEFAULT_SEATS = "default_seats"
    LAST_ENTRY_SESSION = "last_entry_session"
    CONSENT_MONTHS = "consent_months"
    CONSENT_FORM = "consent_form"
    CROSS_REPORT_HOURS = "cross_report_hours"
    FIRST_WARNING_HOURS = "first_warning_hours"
    LAST_WARNING_HOURS = "last_warning_hours"


# The least and the greatest of the limits that are numbers; the others are read by `read_value`.
BOUNDS: Mapping[LimitName, tuple[int, int]] = MappingProxyType(
    {
        LimitName.MINIMUM_AGE: (8, 21),
        LimitName.MAXIMUM_AGE: (8, 25),
        LimitName.SMALLEST_GROUP: (1, 30),
        LimitName.LARGEST_GROUP: (1, 30),
        LimitName.AGE_SPAN: (0, 17),
        LimitName.DEFAULT_SEATS: (1, 30),
        LimitName.LAST_ENTRY_SESSION: (0, 30),
        LimitName.CONSENT_MONTHS: (1, 60),
        LimitName.CROSS_REPORT_HOURS: (0, 36),
        LimitName.FIRST_WARNING_HOURS: (1, 35),
        LimitName.LAST_WARNING_HOURS: (1, 35),
    }
)
LONGEST_FORM_NAME = 40
AREAS = range(1, 9)

Value = int | str | tuple[int, ...]


class NotALimit(ValueError):
    """A text that this limit cannot be."""


@dataclass(frozen=True)
class Limits:
    """The programme's limits on one day.

    Ages are whole years, both included; `service_areas` are numbers from 1 to 8 in order; sizes are girls in a group;
    `age_span` is how many years may lie between the youngest and the oldest of them;
    `last_entry_session` is the session after which a group is closed; `consent_months` is how long a consent holds;
    `consent_form` is the version of the paper in use; `cross_report_hours` is how long the agency of this installation
    has for a cross-report of its own (0: it has no such duty), and the two warnings are hours before the end of a clock
    of a concern. `since` says of which limits a row speaks and from which day;
    of the others the environment's setting does.
    """

    minimum_age: int
    maximum_age: int
    service_areas: tuple[int, ...]
    smallest_group: int = 6
    largest_group: int = 12
    age_span: int = 3
    default_seats: int = 12
    last_entry_session: int = 2
    consent_months: int = 12
    consent_form: str = "2026-1"
    cross_report_hours: int = 24
    first_warning_hours: int = 12
    last_warning_hours: int = 4
    since: Mapping[LimitName, date] = field(default_factory=dict, compare=False, repr=False)

    def value(self, name: LimitName) -> Value:
        """One limit by its name."""
        found: Value = getattr(self, name.value)
        return found


@dataclass(frozen=True)
class Dated:
    """A row of history as the rules look at it."""

    name: LimitName
    value: str
    in_force_from: date


def read_value(name: LimitName, text: str) -> Value:
    """The value that `text` says, checked by the kind of the limit. Raises NotALimit."""
    if name is LimitName.SERVICE_AREAS:
        return _areas(text)
    if name is LimitName.CONSENT_FORM:
        if not 1 <= len(text.strip()) <= LONGEST_FORM_NAME:
            raise NotALimit(text)
        return text.strip()
    low, high = BOUNDS[name]
    if not (text.strip().isascii() and text.strip().isdigit()) or not low <= int(text) <= high:
        raise NotALimit(text)
    return int(text)


def write_value(value: Value) -> str:
    """The value as it is stored: digits, digits with commas, or the text."""
    return ",".join(str(number) for number in value) if isinstance(value, tuple) else str(value)


def limits_of(settings: Limits, history: Iterable[Dated], day: date) -> Limits:
    """The limits on `day`: of each name the last row that is in force by then, else the setting.

    `history` is in the order in which later rows take over.
    """
    values: dict[str, Any] = {}
    since: dict[LimitName, date] = {}
    for row in history:
        if row.in_force_from <= day:
            values[row.name.value] = read_value(row.name, row.value)
            since[row.name] = row.in_force_from
    return replace(settings, **values, since=MappingProxyType(since))


def contradictions(limits: Limits) -> tuple[tuple[LimitName, LimitName], ...]:
    """The pairs of limits of which the first is greater than the second, and must not be."""
    pairs = (
        (LimitName.MINIMUM_AGE, LimitName.MAXIMUM_AGE),
        (LimitName.SMALLEST_GROUP, LimitName.LARGEST_GROUP),
        (LimitName.DEFAULT_SEATS, LimitName.LARGEST_GROUP),
        (LimitName.LAST_WARNING_HOURS, LimitName.FIRST_WARNING_HOURS),
    )
    return tuple(pair for pair in pairs if _number(limits, pair[0]) > _number(limits, pair[1]))


def _number(limits: Limits, name: LimitName) -> int:
    number: int = getattr(limits, name.value)
    return number


def _areas(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and int(part) in AREAS for part in parts):
        raise NotALimit(text)
    return tuple(sorted({int(part) for part in parts}))


# A name without a field, or a field without a name, would be a limit that nobody can set or read.
assert {each.value for each in LimitName} == {each.name for each in fields(Limits)} - {"since"}  # noqa: S101 - said above
