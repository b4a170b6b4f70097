"""What the pages of courses and trainings show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from curriculum_app.core.dates import full_day, plain_date
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.trainings.forms.staff import KINDS
from curriculum_app.trainings.forms.trainings import TrainingFilter
from curriculum_app.trainings.models import Course, Training
from curriculum_app.trainings.presenters.words import AUDIENCES, area_text, hours_text
from curriculum_app.trainings.queries.links import sign_in_token
from curriculum_app.trainings.queries.trainings import TrainingList, TrainingRow

SPARE_LINES = 24


@dataclass(frozen=True)
class Line:
    """One training of the list; `url` is empty for somebody who was only there herself."""

    course: str
    day: str
    facts: str
    people: str
    until: str
    url: str


@dataclass(frozen=True, kw_only=True)
class ListPage(Page):
    """The trainings within reach."""

    form: TrainingFilter
    is_filtered: bool
    may_manage: bool
    tabs: tuple[tuple[str, str, bool], ...]
    lines: tuple[Line, ...]
    range_text: str
    previous_url: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """A page that is a form."""

    form: Any
    back_text: str
    back_url: str


@dataclass(frozen=True)
class CourseLine:
    """One course."""

    name: str
    url: str
    hours: str
    audience: str
    expires: str
    counts_as: str


@dataclass(frozen=True, kw_only=True)
class CoursesPage(Page):
    """Every course."""

    lines: tuple[CourseLine, ...]


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """The QR code of a training, large enough for a room; `is_open` only on its day."""

    course: str
    day: str
    picture: Markup
    address: str
    is_open: bool
    state: str
    number: str
    back_url: str
    renew_url: str
    own_url: str


@dataclass(frozen=True, kw_only=True)
class PaperPage(Page):
    """A sheet to sign on."""

    facts: str
    lines: tuple[int, ...]
    back_url: str


def list_page(found: TrainingList, form: TrainingFilter, *, may_manage: bool) -> ListPage:
    """The list; whoever manages none sees those she was at herself."""
    here = "trainings.list_trainings"
    query: dict[str, Any] = {**form.query()}
    previous_url = url_for(here, page=found.page - 1, **query) if found.page > 1 else ""
    next_url = url_for(here, page=found.page + 1, **query) if found.has_more else ""
    return ListPage(
        title=_("Trainings") if may_manage else _("Trainings you were at"),
        errors=form.summary(),
        form=form,
        is_filtered=bool(query),
        may_manage=may_manage,
        tabs=_tabs(),
        lines=tuple(_line(row) for row in found.rows),
        range_text=_("Page %(number)s", number=found.page),
        previous_url=previous_url,
        next_url=next_url,
    )


def _tabs() -> tuple[tuple[str, str, bool], ...]:
    """The ways from the list to what lies beside it."""
    ways = (
        (_("Trainings"), "trainings.list_trainings"), (_("Courses"), "trainings.list_courses"),
        (_("Staff who lead groups"), "trainings.list_staff"), (_("By year"), "reports.show_trainings"),
    )  # fmt: skip
    return tuple((str(text), url_for(endpoint), number == 0) for number, (text, endpoint) in enumerate(ways))


def _line(row: TrainingRow) -> Line:
    facts = [str(AUDIENCES[row.audience]), hours_text(row.minutes), row.trainer]
    return Line(
        course=row.course,
        day=plain_date(row.held_on),
        facts=" · ".join(filter(None, facts)),
        people=str(row.attendees),
        until=plain_date(row.expires_on) if row.expires_on else _("No end date"),
        url=url_for("trainings.show_training", training_id=row.id) if row.is_managed else "",
    )


def training_form_page(form: Form, training: Training | None = None) -> FormPage:
    """The form of a new training, or of one that is corrected."""
    address: dict[str, Any] = {} if training is None else {"training_id": training.id}
    here = "trainings.list_trainings" if training is None else "trainings.show_training"
    return FormPage(
        title=_("New training") if training is None else _("Correct a training"),
        errors=form.summary(),
        form=form,
        back_text=_("Trainings") if training is None else training.course.name,
        back_url=url_for(here, **address),
    )


def courses_page(courses: Iterable[Course]) -> CoursesPage:
    """The list of courses."""
    return CoursesPage(
        title=_("Courses"),
        lines=tuple(
            CourseLine(
                each.name,
                url_for("trainings.edit_course", course_id=each.id),
                hours_text(each.minutes),
                str(AUDIENCES[each.audience]),
                ngettext("%(num)d month", "%(num)d months", each.expires_months)
                if each.expires_months
                else _("No end date"),
                str(KINDS[each.counts_as]) if each.counts_as else "",
            )
            for each in courses
        ),
    )


def course_form_page(form: Form, *, is_new: bool) -> FormPage:
    """The form of a course."""
    return FormPage(
        title=_("New course") if is_new else _("Correct a course"),
        errors=form.summary(),
        form=form,
        back_text=_("Courses"),
        back_url=url_for("trainings.list_courses"),
    )


def sign_in_page(training: Training, number: int, today: date) -> SignInPage:
    """The QR code for everybody in the room."""
    address = public_address("trainings.show_sheet", sign_in_token(training))
    code = segno.make(address, error="m", micro=False)
    states = {True: _("It works today until midnight."), False: _("It works only on the day of the training.")}
    here: dict[str, Any] = {"training_id": training.id}
    return SignInPage(
        title=_("Sign in to the training"),
        course=training.course.name,
        day=full_day(training.held_on),
        picture=Markup(code.svg_data_uri(scale=8, border=2)),  # noqa: S704 - our own drawing, a data address
        address=address,
        is_open=training.held_on == today,
        state=states[training.held_on == today],
        number=people_text(number),
        back_url=url_for("trainings.show_training", **here),
        renew_url=url_for("trainings.renew_link", **here),
        own_url=url_for("trainings.show_sign_in", **here),
    )


def paper_page(training: Training) -> PaperPage:
    """A sheet of empty lines, for a room without phones."""
    facts = [training.course.name, full_day(training.held_on), training.trainer, training.place]
    return PaperPage(
        title=_("Sign-in sheet"),
        facts=" · ".join(filter(None, facts)),
        lines=tuple(range(1, SPARE_LINES + 1)),
        back_url=url_for("trainings.show_training", training_id=training.id),
    )


def public_address(endpoint: str, token: str) -> str:
    """An address as people outside type or scan it."""
    base: str = current_app.config["SETTINGS"].base_url
    return base.rstrip("/") + url_for(endpoint, token=token)


def people_text(number: int) -> str:
    """How many people are on a list."""
    return str(ngettext("%(num)d person", "%(num)d people", number))


def training_facts(training: Training) -> Sequence[tuple[str, str]]:
    """A training as term and value; what was not said is left out."""
    found = [
        (_("Day"), full_day(training.held_on)),
        (_("Hours"), hours_text(training.minutes)),
        (_("For whom"), str(AUDIENCES[training.audience])),
        (_("Trainer"), training.trainer),
        (_("Place"), training.place),
        (_("Belongs to"), area_text(training.service_area)),
        (_("Certificates count until"), plain_date(training.expires_on) if training.expires_on else _("No end date")),
    ]
    return [(str(term), str(value)) for term, value in found if value]
