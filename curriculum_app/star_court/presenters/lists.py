"""The list of hand-offs, and how many girls were handed on by year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.dates import plain_date
from curriculum_app.core.pages import Page
from curriculum_app.star_court.queries.handoffs import HandoffRow
from curriculum_app.star_court.rules.words import State
from curriculum_app.star_court.service.words import PURPOSES


@dataclass(frozen=True)
class HandoffLine:
    """One hand-off of the list."""

    code: str
    url: str
    girl: str
    girl_code: str
    recipient: str
    purpose: str
    state: str
    since: str


@dataclass(frozen=True, kw_only=True)
class HandoffsPage(Page):
    """The list; `years` is empty for whoever answers for one area only."""

    form: Any
    is_filtered: bool
    lines: tuple[HandoffLine, ...]
    years: tuple[tuple[str, str], ...]
    range_text: str
    previous_url: str
    next_url: str


def handoffs_page(
    rows: Iterable[HandoffRow],
    form: Any,  # noqa: ANN401
    *,
    filters: Mapping[str, Any],
    years: Iterable[tuple[int, int]],
    number: int,
    has_next: bool,
) -> HandoffsPage:
    """The list page."""
    here = "star_court.list_handoffs"
    return HandoffsPage(
        title=_("Hand-offs"),
        form=form,
        is_filtered=bool(filters),
        lines=tuple(_line(row) for row in rows),
        years=tuple((str(girls), _("Girls handed on in %(year)s", year=year)) for year, girls in years),
        range_text=_("Page %(number)s", number=number),
        previous_url=url_for(here, page=number - 1, **filters) if number > 1 else "",
        next_url=url_for(here, page=number + 1, **filters) if has_next else "",
    )


def _line(row: HandoffRow) -> HandoffLine:
    return HandoffLine(
        row.code, url_for("star_court.show_handoff", handoff_id=row.id), row.girl, row.girl_code, row.recipient,
        str(PURPOSES[row.purpose]), row.state.value, _since(row),
    )  # fmt: skip


def _since(row: HandoffRow) -> str:
    if row.state is State.CLOSED:
        return plain_date(row.state_on)
    if row.days < 1:
        return str(_("since today"))
    return str(ngettext("for %(num)s day", "for %(num)s days", row.days))
