"""One row of a referral file, or one referral form, as facts; or every reason why not, by column.

The same reading serves the file, the form and the command, so that what one refuses the others refuse too. An age of 11
or 18 is a valid referral: whether a girl may have a place is decided later, with a recorded reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from curriculum_app.core.tables import Fault
from curriculum_app.core.text import one_line
from curriculum_app.core.written_dates import DateProblem, parse_date
from curriculum_app.participants.rules.availability import NotAvailability, parse_availability, write_availability
from curriculum_app.participants.rules.languages import language_code
from curriculum_app.participants.rules.races import NotARace, parse_races
from curriculum_app.participants.rules.words import Race
from curriculum_app.places.rules import plain_zip

# Every column of a referral and the most characters that it holds, in the order of the form.
COLUMNS: Mapping[str, int] = {
    "first_name": 200, "last_name": 200, "chosen_name": 200, "birth_date": 40, "street": 200, "city": 100, "zip": 20,
    "language": 60, "race_ethnicity": 300, "referral_source": 120, "referred_on": 40, "guardian_name": 200,
    "guardian_phone": 60, "school": 200, "placement": 200, "availability": 500, "external_id": 100, "phone": 60,
    "safe_contact": 300,
}  # fmt: skip
REQUIRED = ("first_name", "last_name", "birth_date", "referral_source", "referred_on")
# Asked for by our own form; a file has the columns before these.
OF_THE_FORM = ("phone", "safe_contact")


class ProblemKind(StrEnum):
    """What is wrong with one value, or with the row where no column is named."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    TOO_EARLY = "too_early"
    IN_FUTURE = "in_future"
    BEFORE_BIRTH = "before_birth"
    NOT_A_ZIP = "not_a_zip"
    NO_ADDRESS = "no_address"
    NOT_A_LANGUAGE = "not_a_language"
    NOT_A_RACE = "not_a_race"
    NOT_AVAILABILITY = "not_availability"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    TOO_MANY_CELLS = "too_many_cells"


class Problem(NamedTuple):
    """One reason why a row is refused; `detail` is what was written, or the limit."""

    column: str
    kind: ProblemKind
    detail: str = ""


@dataclass(frozen=True)
class ReferralFacts:
    """A referral as read: tidy text, real dates, codes for words. Empty text means that nothing was written."""

    first_name: str
    last_name: str
    birth_date: date
    source: str
    referred_on: date
    chosen_name: str = ""
    street: str = ""
    city: str = ""
    zip_code: str = ""
    language: str = ""
    races: tuple[Race, ...] = ()
    guardian_name: str = ""
    guardian_phone: str = ""
    school: str = ""
    placement: str = ""
    availability: str = ""
    external_id: str = ""
    phone: str = ""
    safe_contact: str = ""


@dataclass
class _Reading:
    """A row while it is read: its tidy text and the problems found so far."""

    text: dict[str, str]
    today: date
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, kind: ProblemKind, detail: str = "") -> None:
        self.problems.append(Problem(column, kind, detail))


@dataclass(frozen=True)
class ReadRow:
    """What became of a row: facts, or problems. `stripped` names columns that held characters nobody can see."""

    facts: ReferralFacts | None
    problems: tuple[Problem, ...] = ()
    stripped: tuple[str, ...] = ()


def missing_columns(columns: Collection[str]) -> tuple[str, ...]:
    """The columns that a referral file needs and this one lacks; a ZIP code or a street is enough of an address."""
    lacking = tuple(column for column in REQUIRED if column not in columns)
    return lacking if "zip" in columns or "street" in columns else (*lacking, "zip")


def read_row(cells: Mapping[str, str], today: date, faults: Iterable[Fault] = ()) -> ReadRow:
    """Read one referral from text by column; every problem is found, not only the first.

    Columns that are none of ours are ignored. `faults` are what the file's reader found wrong with the cells.
    """
    lines = {column: one_line(cells.get(column, "")) for column in COLUMNS}
    stripped = tuple(column for column, line in lines.items() if line.had_hidden)
    reading = _Reading({column: line.text for column, line in lines.items()}, today)
    facts = _facts(reading)
    unusable = [Problem(fault.column, ProblemKind(fault.kind.value)) for fault in faults]
    named = {problem.column for problem in unusable}
    problems = (*unusable, *(problem for problem in reading.problems if problem.column not in named))
    return ReadRow(None if problems else facts, problems, stripped)


def _facts(reading: _Reading) -> ReferralFacts | None:
    """The facts, as long as the dates are dates; whether they are good, the problems tell."""
    _check_presence(reading)
    born, referred = _date(reading, "birth_date"), _date(reading, "referred_on")
    zip_code, language = _zip(reading), _language(reading)
    races, availability = _races(reading), _availability(reading)
    if born is None or referred is None:
        return None
    if referred < born:
        reading.refuse("referred_on", ProblemKind.BEFORE_BIRTH)
    same = {name: reading.text[name] for name in _SAME}
    return ReferralFacts(
        birth_date=born, referred_on=referred, source=reading.text["referral_source"], zip_code=zip_code,
        language=language, races=races, availability=availability, **same,
    )  # fmt: skip


# Columns whose tidy text is the fact itself.
_SAME = (
    "first_name", "last_name", "chosen_name", "street", "city", "guardian_name", "guardian_phone", "school",
    "placement", "external_id", "phone", "safe_contact",
)  # fmt: skip


def _check_presence(reading: _Reading) -> None:
    for column, most in COLUMNS.items():
        if column in REQUIRED and not reading.text[column]:
            reading.refuse(column, ProblemKind.MISSING)
        elif len(reading.text[column]) > most:
            reading.refuse(column, ProblemKind.TOO_LONG, str(most))
    if not reading.text["zip"] and not reading.text["street"]:
        reading.refuse("zip", ProblemKind.NO_ADDRESS)


def _date(reading: _Reading, column: str) -> date | None:
    written = reading.text[column]
    if not written:
        return None
    found = parse_date(written, reading.today)
    if isinstance(found, DateProblem):
        reading.refuse(column, ProblemKind(found.value), written)
        return None
    return found


def _zip(reading: _Reading) -> str:
    written = reading.text["zip"]
    # A spreadsheet that took the code for a number writes 90044.0.
    found = plain_zip(written.removesuffix(".0")) if written else ""
    if found is None:
        reading.refuse("zip", ProblemKind.NOT_A_ZIP, written)
    return found or ""


def _language(reading: _Reading) -> str:
    written = reading.text["language"]
    found = language_code(written)
    if found is None:
        reading.refuse("language", ProblemKind.NOT_A_LANGUAGE, written)
    return found or ""


def _races(reading: _Reading) -> tuple[Race, ...]:
    try:
        return parse_races(reading.text["race_ethnicity"])
    except NotARace as unread:
        reading.refuse("race_ethnicity", ProblemKind.NOT_A_RACE, str(unread))
        return ()


def _availability(reading: _Reading) -> str:
    try:
        return write_availability(parse_availability(reading.text["availability"]))
    except NotAvailability as unread:
        reading.refuse("availability", ProblemKind.NOT_AVAILABILITY, str(unread))
        return ""
