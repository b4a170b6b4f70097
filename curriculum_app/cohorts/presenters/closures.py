"""The page of a site's closures: the days, and the sessions that they hit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries.calendar import HitSession
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.places.models import Site, SiteClosure
from curriculum_app.places.service import CLOSED_BECAUSE


@dataclass(frozen=True)
class ClosureLine:
    """Days on which the site is closed."""

    days: str
    reason: str
    end_url: str


@dataclass(frozen=True)
class HitLine:
    """A session that cannot be held where it is planned."""

    id: UUID
    label: str
    url: str
    when: str
    move_url: str
    move_text: str
    rest: str


@dataclass(frozen=True, kw_only=True)
class ClosuresPage(Page):
    """The closures of one site."""

    site: str
    back_url: str
    form: Form
    rows: tuple[ClosureLine, ...]
    hit: tuple[HitLine, ...]


def closures_page(site: Site, rows: Iterable[SiteClosure], hit: Iterable[HitSession], form: Form) -> ClosuresPage:
    """Present the closures of `site`."""
    return ClosuresPage(
        title=_("Closed days of a site"),
        errors=form.summary(),
        site=site.name,
        back_url=url_for("places.edit_site", site_id=site.id),
        form=form,
        rows=tuple(_closure(row) for row in rows),
        hit=tuple(_hit(row) for row in hit),
    )


def _capitalised(text: str) -> str:
    """The text as a heading begins."""
    return text[:1].upper() + text[1:]


def _closure(row: SiteClosure) -> ClosureLine:
    return ClosureLine(
        _capitalised(words.period(row.from_on, row.until_on)),
        str(CLOSED_BECAUSE[row.reason]),
        url_for("cohorts.end_closure", site_id=row.site_id, closure_id=row.id),
    )


def _hit(row: HitSession) -> HitLine:
    return HitLine(
        id=row.session_id,
        label=_("%(group)s: session %(number)s", group=row.group, number=row.number),
        url=url_for("cohorts.show_session", cohort_id=row.cohort_id, session_id=row.session_id),
        when=f"{words.full_day(row.held_on)}, {words.wall(row.starts_at)}",
        move_url=url_for("cohorts.move_on", cohort_id=row.cohort_id, session_id=row.session_id),
        move_text=_("Move to %(day)s", day=words.full_day(row.next_on)),
        rest=_("The later sessions move too.") if row.shifts_rest else "",
    )
