"""The girls who wait for a place, as a coordinator sees them while she fills a group: no story, only what decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from flask import url_for
from flask_babel import ngettext

from curriculum_app.cohorts.forms import EnrolForm
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.rules.entry import seats_free
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.participants.queries import Placeable, Slice
from curriculum_app.participants.rules.consents import Said
from curriculum_app.participants.rules.eligibility import Home, Meets, Weight, asks, findings, stops
from curriculum_app.participants.service.findings import sentence_of


@dataclass(frozen=True, slots=True)
class Measure:
    """What every girl on the list is held against: the group's days, the limits of its first one, what was said."""

    limits: Limits
    begins_on: date
    joins_on: date
    sessions: Sequence[Meets]
    said: Mapping[UUID, tuple[Said, ...]]
    is_open: bool


@dataclass(frozen=True)
class Waiting:
    """One girl on the list; `enrolment_id` makes a repeated press one seat."""

    participant_id: UUID
    enrolment_id: UUID
    name: str
    code: str
    age: int
    language: str
    availability: str
    waiting: str
    against: tuple[str, ...]
    warnings: tuple[str, ...]
    is_stopped: bool
    asks_reason: bool
    consents_url: str
    is_late: bool
    late_reason: str
    eligibility_reason: str
    late_error: str
    eligibility_error: str
    error: str


@dataclass(frozen=True, kw_only=True)
class WaitingPage(Page):
    """The waitlist beside one group."""

    group: str
    group_url: str
    seats: str
    is_full: bool
    hint: str
    girls: tuple[Waiting, ...]
    range_text: str
    previous_url: str
    next_url: str


def waiting_page(
    cohort: Cohort, waiting: Slice[Placeable], form: EnrolForm, *, measure: Measure, chosen: UUID | None
) -> WaitingPage:
    """The list for `cohort`; what was refused stands at the girl it was about."""
    free = seats_free(cohort.capacity, cohort.seats_taken)
    girls = tuple(
        _waiting(cohort, row, form if row.participant_id == chosen else None, measure) for row in waiting.rows
    )
    address = partial(url_for, "cohorts.new_enrolment", cohort_id=cohort.id)
    return WaitingPage(
        title=_("Enrol girls in %(group)s", group=cohort.name),
        errors=_errors(form, chosen, {girl.participant_id for girl in girls}),
        group=cohort.name,
        group_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        seats=f"{words.seats(cohort.seats_taken, cohort.capacity)} ({words.seats_free(free)})",
        is_full=free == 0,
        hint="" if measure.is_open else _("This group is closed to new girls. Say why when one joins now."),
        girls=girls,
        range_text=_("Page %(number)s, longest waiting first", number=waiting.page),
        previous_url=address(page=waiting.page - 1) if waiting.page > 1 else "",
        next_url=address(page=waiting.page + 1) if waiting.has_next else "",
    )


def _waiting(cohort: Cohort, row: Placeable, form: EnrolForm | None, measure: Measure) -> Waiting:
    home, said = Home(row.area_state, row.service_area), measure.said[row.participant_id]
    days = {"begins_on": measure.begins_on, "joins_on": measure.joins_on}
    found = findings(row.birth_date, home, said, measure.limits, sessions=measure.sessions, **days)
    lacks_consent = any(each.consent is not None for each in found)
    return Waiting(
        participant_id=row.participant_id,
        enrolment_id=(form.id.data if form else None) or new_id(),
        name=row.display_name,
        code=row.code,
        age=row.age,
        language=words.language_name(row.language),
        availability=row.availability or _("Not given"),
        waiting=ngettext("%(num)s day", "%(num)s days", row.waiting_days),
        against=tuple(sentence_of(each) for each in found if each.weight is not Weight.WARNS),
        warnings=tuple(sentence_of(each) for each in found if each.weight is Weight.WARNS),
        is_stopped=bool(stops(found)),
        asks_reason=bool(asks(found)),
        consents_url=url_for("participants.show_consents", participant_id=row.participant_id, cohort=cohort.id)
        if lacks_consent
        else "",
        is_late=not measure.is_open,
        late_reason=(form.late_reason.data or "") if form else "",
        eligibility_reason=(form.eligibility_reason.data or "") if form else "",
        late_error=_first(form, "late_reason"),
        eligibility_error=_first(form, "eligibility_reason"),
        error=_first(form, "participant"),
    )


def _first(form: EnrolForm | None, name: str) -> str:
    return str(form[name].errors[0]) if form is not None and form[name].errors else ""


def _errors(form: EnrolForm, chosen: UUID | None, shown: set[UUID]) -> tuple[tuple[str, str], ...]:
    """The summary: each sentence leads to the card of the girl it is about, when she is on this page."""
    anchor = f"girl-{chosen}" if chosen in shown else ""
    return tuple((anchor if field else "", message) for field, message in form.summary())
