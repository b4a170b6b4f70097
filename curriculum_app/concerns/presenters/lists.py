"""The list of concerns: one's own, or all of a custodian; clocks without names for a manager; counts for the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.concerns.queries.lists import ConcernRow
from curriculum_app.concerns.rules.quarters import shown
from curriculum_app.concerns.service.clock_words import ClockLine, Reader, Watch, clock_lines
from curriculum_app.core.access import Actor
from curriculum_app.core.dates import zoned_moment
from curriculum_app.core.pages import Page


@dataclass(frozen=True)
class ConcernLine:
    """One concern of a list; `author` and `url` are empty where the reader may have neither."""

    code: str
    learned: str
    author: str
    url: str
    clocks: tuple[ClockLine, ...]
    is_urgent: bool


@dataclass(frozen=True, kw_only=True)
class ConcernsPage(Page):
    """The list; what is None is not this person's."""

    lines: tuple[ConcernLine, ...]
    is_custodian: bool
    range_text: str
    previous_url: str
    next_url: str
    clocks: tuple[ConcernLine, ...] | None = None
    area_count: str | None = None
    quarters: tuple[tuple[str, str], ...] | None = None
    too_few_custodians: str = ""


def concern_lines(rows: Iterable[ConcernRow], actor: Actor, on: Watch, *, with_names: bool) -> tuple[ConcernLine, ...]:
    """Concerns that the actor may open."""
    return tuple(
        _line(
            row,
            Reader(row.author if with_names else "", is_author=row.author_id == actor.user_id),
            on,
            author=row.author if with_names else "",
            url=url_for("concerns.show_concern", concern_id=row.id),
        )
        for row in rows
    )


def nameless_lines(rows: Iterable[ConcernRow], on: Watch) -> tuple[ConcernLine, ...]:
    """Clocks without a name, an author or a way to the record."""
    return tuple(_line(row, Reader(), on, author="", url="") for row in rows)


def area_words(count: int) -> str:
    """A coordinator's count."""
    return str(
        ngettext(
            "%(num)s concern of your area has an open clock.",
            "%(num)s concerns of your area have an open clock.",
            count,
        )
    )


def quarter_rows(counts: Mapping[tuple[int, int], int]) -> tuple[tuple[str, str], ...]:
    """Quarters with their counts, as they may leave the unit."""
    found = []
    for (year, quarter), count in counts.items():
        seen = shown(count)
        name = _("%(year)s, quarter %(quarter)s", year=year, quarter=quarter)
        found.append((name, str(seen) if seen is not None else _("Too few to show safely")))
    return tuple(found)


def custodian_words(count: int) -> str:
    """A sentence where fewer than two people are custodians; empty otherwise."""
    if count >= 2:
        return ""
    return str(
        _("There should be two custodians, so that one is left when a concern is about the other. Name another.")
    )


def _line(row: ConcernRow, reader: Reader, on: Watch, *, author: str, url: str) -> ConcernLine:
    clocks = clock_lines(row.clocks, reader, on)
    return ConcernLine(
        row.code, zoned_moment(row.learned_at), author, url, clocks, any(each.is_urgent for each in clocks)
    )
