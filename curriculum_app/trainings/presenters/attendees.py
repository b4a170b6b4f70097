"""What the pages of those who came show: the list of a training, one attendee, and the public pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.dates import full_day, plain_date
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page, addresses
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.presenters.trainings import people_text, public_address, training_facts
from curriculum_app.trainings.presenters.words import ADDED, ANSWERS, hours_text
from curriculum_app.trainings.queries.attendees import Came
from curriculum_app.trainings.queries.links import answer_token
from curriculum_app.trainings.rules.courses import Applied, asked_from, asked_until

LINK_COLUMNS = ("name", "organisation", "email", "link", "until")


@dataclass(frozen=True)
class Row:
    """One attendee of the list."""

    name: str
    url: str
    organisation: str
    role: str
    state: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class SheetPage(Page):
    """One training and who was at it."""

    facts: Sequence[tuple[str, str]]
    form: Any
    people: str
    rows: tuple[Row, ...]
    organisations: tuple[str, ...]
    to_confirm: str
    asking: str
    answers: tuple[tuple[str, str], ...]
    urls: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class AttendeePage(Page):
    """One attendee."""

    name: str
    facts: Sequence[tuple[str, str]]
    form: Any
    is_to_confirm: bool
    asking: str
    back_text: str
    urls: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class RemovePage(Page):
    """The check page before somebody is taken off the list."""

    name: str
    course: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class PublicPage(Page):
    """What somebody without an account sees: a training, and a form."""

    course: str
    day: str
    form: Any = None


def sheet_page(training: Training, people: Sequence[Came], form: Form, today: date) -> SheetPage:
    """The page of a training."""
    here: dict[str, Any] = {"training_id": training.id}
    one = addresses("trainings.show_attendee", "attendee_id", **here)
    open_pages = {
        "qr": "show_sign_in", "paper": "print_sheet", "certificates": "show_certificates", "edit": "edit_details",
        "links": "answer_links_csv",
    }  # fmt: skip
    waiting = sum(1 for each in people if _is_to_confirm(each, training))
    return SheetPage(
        title=training.course.name,
        errors=form.summary(),
        facts=training_facts(training),
        form=form,
        people=people_text(len(people)),
        rows=tuple(_row(each, training, one(each.id)) for each in people),
        organisations=tuple(sorted({each.organisation for each in people})),
        to_confirm=people_text(waiting) if waiting else "",
        asking=_asking(training, today),
        answers=_answers(people) if today >= asked_from(training.held_on) else (),
        urls={name: url_for(f"trainings.{endpoint}", **here) for name, endpoint in open_pages.items()},
    )


def attendee_page(attendee: Attendee, person: Came, form: Form, today: date) -> AttendeePage:
    """The page of one attendee; her name stands in the page, never in its title."""
    training = attendee.training
    here: dict[str, Any] = {"training_id": training.id, "attendee_id": attendee.id}
    facts = [
        (_("Organization"), person.organisation),
        (_("Role"), person.role),
        (_("E-mail"), person.email),
        (_("Hours"), hours_text(person.minutes)),
        (_("On the list"), str(ADDED[person.added_by])),
        (_("Used it since?"), str(ANSWERS[person.applied]) if person.applied else ""),
        (_("How"), person.applied_line),
    ]
    ends = ("save_answer", "confirm_attendee", "ask_remove", "attendee_certificate")
    return AttendeePage(
        title=_("Attendee"),
        errors=form.summary(),
        name=person.name,
        facts=[(str(term), value) for term, value in facts if value],
        form=form,
        is_to_confirm=_is_to_confirm(person, training),
        asking=_asking(training, today),
        back_text=training.course.name,
        urls={end: url_for(f"trainings.{end}", **here) for end in ends}
        | {"back": url_for("trainings.show_training", training_id=training.id)},
    )


def remove_page(attendee: Attendee, person: Came) -> RemovePage:
    """The check page."""
    here: dict[str, Any] = {"training_id": attendee.training_id, "attendee_id": attendee.id}
    return RemovePage(
        title=_("Take this person off the list?"),
        name=person.name,
        course=attendee.training.course.name,
        back_url=url_for("trainings.show_attendee", **here),
    )


def public_page(title: str, training: Training, form: Form | None = None) -> PublicPage:
    """A public page about a training."""
    return PublicPage(
        title=title,
        errors=form.summary() if form is not None else (),
        course=training.course.name,
        day=full_day(training.held_on),
        form=form,
    )


def link_lines(training: Training, people: Iterable[Came]) -> list[tuple[str, ...]]:
    """A line for each attendee who has not answered: where to write, and the address by which she answers."""
    until = asked_until(training.held_on).isoformat()
    return [
        (
            each.name, each.organisation, each.email,
            public_address("trainings.show_question", answer_token(each.id)), until,
        )
        for each in people
        if each.applied is None
    ]  # fmt: skip


def _row(each: Came, training: Training, url: str) -> Row:
    state, tone = str(ADDED[each.added_by]), "neutral"
    if each.applied is not None:
        state, tone = str(ANSWERS[each.applied]), "good" if each.applied is Applied.USED else "wait"
    if _is_to_confirm(each, training):
        state, tone = str(_("Staff: to confirm")), "info"
    return Row(each.name, url, each.organisation, each.role, state, tone)


def _is_to_confirm(each: Came, training: Training) -> bool:
    return each.is_staff and not each.is_confirmed and training.course.counts_as is not None


def _asking(training: Training, today: date) -> str:
    """When attendees are asked, in a sentence; empty when it is over."""
    first, last = asked_from(training.held_on), asked_until(training.held_on)
    if today < first:
        return str(_("Whether they used it is asked from %(day)s on.", day=plain_date(first)))
    if today <= last:
        return str(_("Whether they used it is asked until %(day)s.", day=plain_date(last)))
    return ""


def _answers(people: Sequence[Came]) -> tuple[tuple[str, str], ...]:
    used, not_yet = (sum(each.applied is answer for each in people) for answer in Applied)
    silent = len(people) - used - not_yet
    return ((str(used), _("used it")), (str(not_yet), _("not yet")), (str(silent), _("no answer")))
