"""The yearly picture as a page, as lines of a file and on paper; a hidden count is a word, never a nought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import url_for

from curriculum_app.core.exports import Cell
from curriculum_app.core.pages import Page
from curriculum_app.core.pdf import pdf_bytes
from curriculum_app.core.translating import format_number
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.participants.rules.languages import language_name
from curriculum_app.participants.rules.words import Race
from curriculum_app.participants.service.words import RACES
from curriculum_app.places.rules import service_area_name
from curriculum_app.reports.forms import YearForm
from curriculum_app.reports.presenters.words import moment
from curriculum_app.reports.rules.yearly import (
    NO,
    NOT_RECORDED,
    OUTSIDE,
    TWO_OR_MORE,
    UNDECIDED,
    YES,
    Counted,
    Counts,
    Picture,
    Trait,
    Year,
    YearKind,
)

FILE_NAME = "yearly"
COLUMNS = ("federal_year", "counted", "by", "value", "girls", "is_hidden", "as_of")
SHEET = Path(__file__).parent.parent / "data/yearly.typ"
COUNTED = {Counted.REFERRED: _l("Referred"), Counted.SERVED: _l("Served"), Counted.HANDED_ON: _l("Handed on")}
TRAITS = {
    Trait.AREA: _l("Home service area"), Trait.RACE: _l("Race and ethnicity"), Trait.LANGUAGE: _l("Language"),
    Trait.CHILD_WELFARE: _l("Open child-welfare case"),
    Trait.AGE: _l("Age when she got her seat"),
}  # fmt: skip
OTHERS = {
    NOT_RECORDED: _l("Not recorded"), TWO_OR_MORE: _l("Two or more"), OUTSIDE: _l("Outside the service areas"),
    UNDECIDED: _l("Not decided yet"), YES: _l("Yes"), NO: _l("No"),
}  # fmt: skip
HIDDEN = _l("10 or fewer, or hidden with them")


@dataclass(frozen=True, slots=True)
class YearRow:
    """One row: a year or a value, and its counts as they are shown, by column."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TraitTable:
    """The girls of the year by one trait."""

    name: str
    columns: tuple[str | dict[str, object], ...]
    rows: tuple[YearRow, ...]


@dataclass(frozen=True, kw_only=True)
class YearlyPage(Page):
    """Everything the page shows; no `csv_url` for whoever answers for a part of the programme."""

    form: YearForm
    is_released: bool
    as_of: str
    year_name: str
    headline: tuple[tuple[str, str], ...]
    tables: tuple[TraitTable, ...]
    years: TraitTable
    meanings: tuple[tuple[str, str], ...]
    csv_url: str
    xlsx_url: str
    pdf_url: str


def yearly_page(
    form: YearForm, picture: Picture | None, totals: Sequence[tuple[Year, Counts]], *, at: datetime,
    is_released: bool, may_export: bool,
) -> YearlyPage:  # fmt: skip
    """The page; `at` is local. `picture` is None where no year can be shown."""
    urls = [url_for(f"reports.yearly_{kind}") if may_export else "" for kind in ("csv", "xlsx", "pdf")]
    return YearlyPage(
        title=_("The year in numbers"),
        errors=form.summary(),
        form=form,
        is_released=is_released,
        as_of=moment(at),
        year_name=year_name(picture.year) if picture else "",
        headline=_cells(picture.totals) if picture else (),
        tables=_tables(picture) if picture else (),
        years=TraitTable(
            _("Year"), _columns(_("Year"), Counted),
            tuple(YearRow(year_name(each), _cells(counts)) for each, counts in totals),
        ),
        meanings=meanings(), csv_url=urls[0], xlsx_url=urls[1], pdf_url=urls[2],
    )  # fmt: skip


def lines(pictures: Sequence[Picture], at: datetime) -> Iterator[tuple[Cell, ...]]:
    """The lines under COLUMNS of released years; `at` is local. A hidden count is empty and marked so."""
    as_of = at.isoformat(timespec="seconds")
    for each in pictures:
        parts: dict[str, Mapping[str, Counts]] = {"all": {"all": each.totals}}
        parts |= {trait.value: rows for trait, rows in each.parts.items()}
        for by, rows in parts.items():
            for value, counts in rows.items():
                for counted, girls in counts.items():
                    yield each.year.number, counted.value, by, value, girls, girls is None, as_of


def yearly_pdf(pictures: Sequence[Picture], language: str, made_at: datetime) -> bytes:
    """The newest released year and the counts of those before it, on paper."""
    newest = pictures[0] if pictures else None
    name = year_name(newest.year) if newest else ""
    data = {
        "title": _("The year in numbers"),
        "language": language,
        "head": [name, _("Counts of 1 to 10 girls are hidden, and others that would give them away.")],
        "tables": [_paper(each) for each in _tables(newest)] if newest else [],
        "years": {
            "name": _("Year"),
            "columns": [_("Year"), *map(str, COUNTED.values())],
            "rows": [
                [year_name(each.year), *(text for _name, text in _cells(each.totals))]
                for each in pictures
            ],
        },
        "meaning": [f"{name}: {text}" for name, text in meanings()],
    }  # fmt: skip
    return pdf_bytes(SHEET, data, made_at=made_at)


def meanings() -> tuple[tuple[str, str], ...]:
    """What each number says."""
    return (
        (_("Referred"), _("Girls for whom somebody asked for a place on a day of the year, whatever came of it.")),
        (_("Served"), _("Girls who had a seat in a group on at least one day of the year, carried over or new.")),
        (_("Handed on"), _("Girls whose papers were sent to the STAR Court or its services in the year.")),
        (_("Once a year"), _("A girl counts once in each column, whatever came twice. Columns do not add up.")),
        (
            _("Who she is"),
            _("Home area, race, language and child welfare as her record says today; her age when she got her seat."),
        ),
    )


def year_name(year: Year) -> str:
    """ "2026", or "Oct 2025 to Sep 2026"."""
    if year.kind is YearKind.CALENDAR:
        return str(year.number)
    return _("Oct %(first)s to Sep %(last)s", first=year.first.year, last=year.number)


def _tables(picture: Picture) -> tuple[TraitTable, ...]:
    return tuple(
        TraitTable(
            str(TRAITS[trait]),
            _columns(str(TRAITS[trait]), (Counted.SERVED,) if trait is Trait.AGE else Counted),
            tuple(YearRow(_value_name(trait, value), _cells(counts)) for value, counts in rows.items()),
        )
        for trait, rows in picture.parts.items()
        if rows
    )


def _columns(first: str, counted: Iterable[Counted]) -> tuple[str | dict[str, object], ...]:
    return (first, *({"label": str(COUNTED[each]), "numeric": True} for each in counted))


def _cells(counts: Counts) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(COUNTED[each]), str(HIDDEN) if count is None else format_number(count)) for each, count in counts.items()
    )  # fmt: skip


def _value_name(trait: Trait, value: str) -> str:
    if value in OTHERS:
        return str(OTHERS[value])
    if trait is Trait.AREA:
        return service_area_name(int(value))
    if trait is Trait.RACE:
        return str(dict(RACES)[Race(value)])
    return str(language_name(value)) if trait is Trait.LANGUAGE else value


def _paper(table: TraitTable) -> dict[str, object]:
    heads = [str(each["label"]) if isinstance(each, dict) else each for each in table.columns]
    rows = [[row.name, *(text for _name, text in row.cells)] for row in table.rows]
    return {"name": table.name, "columns": heads, "rows": rows}
