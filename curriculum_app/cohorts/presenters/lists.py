"""The list of groups, by whether they go on, are completed or were cancelled."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries import CohortRow, ListFilter
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class Line:
    """One group of the list."""

    name: str
    code: str
    url: str
    state: CohortState
    site: str
    when: str
    seats: str


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    """The list with its tabs and pages."""

    tabs: tuple[tuple[str, str, bool], ...]
    caption: str
    lines: tuple[Line, ...]
    nothing: str
    new_url: str
    form_url: str
    range_text: str
    previous_url: str
    next_url: str


def list_page(
    rows: Iterable[CohortRow], *, shown: ListFilter, number: int, has_next: bool, may_manage: bool
) -> ListPage:
    """The page for one page of rows."""
    labels = {
        ListFilter.OPEN: _("Planned and running"),
        ListFilter.COMPLETED: _("Completed"),
        ListFilter.CANCELLED: _("Cancelled"),
    }
    empty = {
        ListFilter.OPEN: _("No group is planned or running here."),
        ListFilter.COMPLETED: _("No group has been completed yet."),
        ListFilter.CANCELLED: _("No group was cancelled."),
    }
    address = "cohorts.list_cohorts"
    return ListPage(
        title=_("Groups"),
        tabs=tuple((label, url_for(address, state=each.value), each is shown) for each, label in labels.items()),
        caption=labels[shown],
        lines=tuple(_line(row) for row in rows),
        nothing=empty[shown],
        form_url=url_for("cohorts.choose_area") if may_manage else "",
        new_url=url_for("cohorts.new_cohort") if may_manage else "",
        range_text=_("Page %(number)s", number=number),
        previous_url=url_for(address, state=shown.value, page=number - 1) if number > 1 else "",
        next_url=url_for(address, state=shown.value, page=number + 1) if has_next else "",
    )


def _line(row: CohortRow) -> Line:
    return Line(
        name=row.name,
        code=row.code,
        url=url_for("cohorts.show_cohort", cohort_id=row.id),
        state=row.state,
        site=row.site,
        when=_when(row),
        seats=words.seats(row.seats_taken, row.capacity),
    )


def _when(row: CohortRow) -> str:
    if row.next_on is not None:
        return str(_("Next %(day)s, %(time)s", day=words.day(row.next_on), time=words.wall(row.starts_at)))
    return str(_("%(first)s to %(last)s", first=words.short_day(row.first_on), last=words.short_day(row.last_on)))
