"""The staff page of one group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from curriculum_app.cohorts.forms import StaffForm
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries import StaffRow
from curriculum_app.cohorts.rules import staffing
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import OPEN_STATES
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class Row:
    """One staff row; `end_url` is empty when there is nothing to end."""

    name: str
    part: str
    when: str
    is_over: bool
    end_url: str
    end_text: str


@dataclass(frozen=True, kw_only=True)
class StaffPage(Page):
    """Who leads one group."""

    form: StaffForm
    group: str
    back_url: str
    rows: tuple[Row, ...]
    gap: str
    is_open: bool


def staff_page(cohort: Cohort, rows: Sequence[StaffRow], form: StaffForm, *, today: date, title: str) -> StaffPage:
    """The rows of `cohort` with what is missing today, or on its first day if that is to come."""
    seats = [Seat(row.user_id, row.part, row.from_on, row.until_on, row.session_id) for row in rows]
    missing = staffing.gap(seats, max(today, cohort.first_on))
    is_open = cohort.state in OPEN_STATES
    return StaffPage(
        title=title,
        errors=form.summary(),
        form=form,
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        rows=tuple(_row(cohort, row, today) for row in rows),
        gap=str(words.GAP[missing]) if missing and is_open else "",
        is_open=is_open,
    )


def _row(cohort: Cohort, row: StaffRow, today: date) -> Row:
    is_over = row.until_on is not None and row.until_on < today
    ends_today = row.until_on == today and row.session_id is None
    when = words.period(row.from_on, row.until_on)
    if row.session_number is not None:
        when = _("session %(number)s, %(when)s", number=row.session_number, when=when)
    may_end = cohort.state in OPEN_STATES and not is_over and not ends_today
    takes_away = row.from_on > today or row.session_id is not None
    return Row(
        name=row.full_name,
        part=str(words.PART[row.part]),
        when=when,
        is_over=is_over,
        end_url=url_for("cohorts.end_staff", cohort_id=cohort.id, seat_id=row.id) if may_end else "",
        end_text=_("Take away") if takes_away else _("End today"),
    )
