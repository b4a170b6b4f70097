"""What the pages of staff's trainings show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.accounts.models import User
from curriculum_app.core.dates import plain_date
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.trainings.forms.staff import KINDS
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.queries import StaffRow
from curriculum_app.trainings.rules import TrainingKind, Window


@dataclass(frozen=True)
class Standing:
    """How one kind of training stands today; `tone` is a tag's."""

    text: str
    tone: str


@dataclass(frozen=True)
class Person:
    """One member of staff of the list."""

    name: str
    url: str
    clinical: Standing
    facilitator: Standing


@dataclass(frozen=True, kw_only=True)
class StaffPage(Page):
    """The staff within reach."""

    people: tuple[Person, ...]


@dataclass(frozen=True)
class Line:
    """One training record."""

    kind: str
    when: str
    edit_url: str


@dataclass(frozen=True, kw_only=True)
class TrainingsPage(Page):
    """The trainings of one member of staff, and the form for another."""

    name: str
    form: Form
    back_url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class TrainingPage(Page):
    """One record and its dates."""

    name: str
    kind: str
    form: Form
    version: int
    back_url: str
    remove_url: str


def staff_page(rows: Iterable[StaffRow], today: date) -> StaffPage:
    """The list, with how each training stands today."""
    people = tuple(
        Person(
            row.full_name,
            url_for("trainings.show_staff", staff_id=row.user_id),
            standing(row.windows, TrainingKind.CLINICAL, today),
            standing(row.windows, TrainingKind.FACILITATOR, today),
        )
        for row in rows
    )
    return StaffPage(title=_("Staff trainings"), people=people)


def standing(windows: Iterable[Window], kind: TrainingKind, today: date) -> Standing:
    """The window of `kind` that counts today, the next one, or the one that ran out last."""
    own = [each for each in windows if each.kind is kind]
    current = [each for each in own if each.covers(today)]
    if current:
        last = max(each.valid_until or date.max for each in current)
        return Standing(_("No end date") if last == date.max else _("Until %(day)s", day=plain_date(last)), "good")
    coming = [each.valid_from for each in own if each.valid_from > today]
    if coming:
        return Standing(_("From %(day)s", day=plain_date(min(coming))), "info")
    ended = [each.valid_until for each in own if each.valid_until is not None]
    if ended:
        return Standing(_("Ended %(day)s", day=plain_date(max(ended))), "wait")
    return Standing(_("Nothing recorded"), "neutral")


def trainings_page(staff: User, rows: Iterable[StaffTraining], form: Form) -> TrainingsPage:
    """The page of one member of staff; her name stands in the page, never in its title."""
    return TrainingsPage(
        title=_("Trainings of one person"),
        errors=form.summary(),
        name=staff.full_name,
        form=form,
        back_url=url_for("trainings.list_staff"),
        lines=tuple(
            Line(
                str(KINDS[row.kind]),
                period(row.valid_from, row.valid_until),
                url_for("trainings.edit_training", staff_id=staff.id, staff_training_id=row.id),
            )
            for row in rows
        ),
    )


def training_page(row: StaffTraining, form: Form) -> TrainingPage:
    """The page of one record."""
    return TrainingPage(
        title=_("Correct a training"),
        errors=form.summary(),
        name=row.staff.full_name,
        kind=str(KINDS[row.kind]),
        form=form,
        version=row.version,
        back_url=url_for("trainings.show_staff", staff_id=row.user_id),
        remove_url=url_for("trainings.remove_training", staff_id=row.user_id, staff_training_id=row.id),
    )


def period(valid_from: date, valid_until: date | None) -> str:
    """From when until when a training counts."""
    if valid_until is None:
        return str(_("since %(day)s", day=plain_date(valid_from)))
    return str(_("%(first)s to %(last)s", first=plain_date(valid_from), last=plain_date(valid_until)))
