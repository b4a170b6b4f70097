"""What the pages about referrals show: the list, one referral with its next step, and a question of identity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.forms.referrals import REASON_WORDS
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.presenters.people import area_words
from curriculum_app.participants.queries import Slice
from curriculum_app.participants.queries.people import Person
from curriculum_app.participants.queries.referrals import ReferralRow, Step
from curriculum_app.participants.rules.eligibility import Finding, Ineligible
from curriculum_app.participants.rules.words import AreaState, ReferralState
from curriculum_app.participants.service.findings import sentence_of


@dataclass(frozen=True)
class Line:
    """One referral of the list."""

    name: str
    code: str
    age: str
    area: str
    source: str
    referred_on: str
    state: str
    url: str
    is_proposal: bool
    is_possible_duplicate: bool


@dataclass(frozen=True, kw_only=True)
class ReferralsPage(Page):
    """The list of referrals."""

    form: Any
    lines: tuple[Line, ...]
    is_filtered: bool
    range_text: str
    previous_url: str
    next_url: str
    may_import: bool


@dataclass(frozen=True, kw_only=True)
class NewReferralPage(Page):
    """The form of a new referral."""

    form: Any
    is_proposal: bool


@dataclass(frozen=True)
class StepLine:
    """One step in its history."""

    state: str
    reason: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, kw_only=True)
class ReferralPage(Page):
    """One referral."""

    name: str
    code: str
    state: str
    facts: tuple[tuple[str, str], ...]
    girl_url: str
    area_url: str
    is_area_undecided: bool
    zip_sentence: str
    exceptions: tuple[str, ...]
    consents_url: str
    duplicate_url: str
    form: Any
    next_step: str
    step_url: str
    end_url: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, kw_only=True)
class EndPage(Page):
    """The form that ends a referral without a place."""

    name: str
    code: str
    form: Any
    back_url: str


@dataclass(frozen=True)
class Side:
    """One of two records that may be the same girl."""

    heading: str
    name: str
    code: str
    url: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class DuplicatePage(Page):
    """Two records side by side, and the question."""

    form: Any
    sides: tuple[Side, ...]
    back_url: str


def referrals_page(
    found: Slice[ReferralRow],
    form: Any,  # noqa: ANN401 - a form
    *,
    filters: dict[str, Any],
    may_import: bool,
) -> ReferralsPage:
    """The list page; `filters` are what the addresses of other pages carry on."""
    here = "participants.list_referrals"
    return ReferralsPage(
        title=_("Referrals"),
        form=form,
        lines=tuple(_line(row) for row in found.rows),
        is_filtered=bool(filters),
        range_text=_("Page %(number)s", number=found.page),
        previous_url=url_for(here, page=found.page - 1, **filters) if found.page > 1 else "",
        next_url=url_for(here, page=found.page + 1, **filters) if found.has_next else "",
        may_import=may_import,
    )


def new_referral_page(form: Any, *, is_proposal: bool) -> NewReferralPage:  # noqa: ANN401
    """The page of the form."""
    title = _("Propose a referral") if is_proposal else _("New referral")
    return NewReferralPage(title=title, form=form, errors=form.summary(), is_proposal=is_proposal)


def referral_page(
    referral: Referral,
    form: Any,  # noqa: ANN401
    *,
    person: Person,
    number: str,
    zip_sentence: str,
    exceptions: Sequence[Finding],
    has_duplicate: bool,
    steps: Sequence[Step],
) -> ReferralPage:
    """The page of one referral with the one step that comes next; `steps` are all it took, the newest first."""
    girl = referral.participant
    ids: dict[str, Any] = {"referral_id": referral.id}
    following = NEXT_STEP.get(referral.state, "")
    return ReferralPage(
        title=_("Referral of participant %(code)s", code=girl.code),
        errors=form.summary(),
        name=person.name,
        code=girl.code,
        state=referral.state.value,
        facts=_facts(referral, person, number, steps[-1].by),
        girl_url=url_for("participants.show_participant", participant_id=girl.id),
        area_url=url_for("participants.edit_area", participant_id=girl.id),
        is_area_undecided=girl.area_state is AreaState.UNDECIDED,
        zip_sentence=zip_sentence,
        exceptions=tuple(sentence_of(each) for each in exceptions if each.code is not Ineligible.AREA_UNDECIDED),
        consents_url=url_for("participants.show_consents", participant_id=girl.id),
        duplicate_url=url_for("participants.show_duplicate", **ids) if has_duplicate else "",
        form=form,
        next_step=following,
        step_url=url_for(f"participants.{following}_referral", **ids) if following else "",
        end_url=url_for("participants.end_referral", **ids) if referral.state.is_open else "",
        steps=tuple(_step(each) for each in steps),
    )


NEXT_STEP = {
    ReferralState.RECEIVED: "screen",
    ReferralState.SCREENED: "waitlist",
    ReferralState.INELIGIBLE: "reopen",
    ReferralState.DECLINED: "reopen",
    ReferralState.REFERRED_ON: "reopen",
}


def end_page(referral: Referral, form: Any, name: str) -> EndPage:  # noqa: ANN401
    """The page that ends a referral; it names whose."""
    return EndPage(
        title=_("End this referral"),
        errors=form.summary(),
        name=name,
        code=referral.participant.code,
        form=form,
        back_url=url_for("participants.show_referral", referral_id=referral.id),
    )


def duplicate_page(referral: Referral, form: Any, newer: Side, older: Side) -> DuplicatePage:  # noqa: ANN401
    """The question whether two records are one girl."""
    return DuplicatePage(
        title=_("Is this the same girl?"),
        errors=form.summary(),
        form=form,
        sides=(newer, older),
        back_url=url_for("participants.show_referral", referral_id=referral.id),
    )


def side(heading: str, girl: Participant, person: Person, referrals: Sequence[Referral]) -> Side:
    """One record: what helps to tell girls apart without opening more than that."""
    came = [f"{each.source}, {plain_date(each.referred_on)}" for each in referrals]
    facts = (
        (_("Age"), _("%(age)s years", age=person.age)),
        (_("Home service area"), area_words(girl.area_state, girl.service_area)),
        (_("Referred by"), "; ".join(came)),
        (_("On record since"), moment(girl.created_at)),
    )
    url = url_for("participants.show_participant", participant_id=girl.id)
    return Side(heading, person.name, girl.code, url, facts)


def _line(row: ReferralRow) -> Line:
    url = url_for("participants.show_referral", referral_id=row.referral_id)
    return Line(
        row.name, row.code, _("%(age)s years", age=row.age), area_words(row.area_state, row.service_area), row.source,
        plain_date(row.referred_on), row.state.value, url, row.is_proposal, row.is_possible_duplicate,
    )  # fmt: skip


def _facts(referral: Referral, person: Person, number: str, received_by: str | None) -> tuple[tuple[str, str], ...]:
    girl = referral.participant
    facts = [
        (_("Age"), _("%(age)s years", age=person.age)),
        (_("Home service area"), area_words(girl.area_state, girl.service_area)),
        (_("Referred by"), referral.source),
        (_("Day of the referral"), plain_date(referral.referred_on)),
        (_("Received"), _("%(when)s, by %(who)s", when=moment(referral.received_at), who=_name(received_by))),
    ]
    if number:
        facts.append((_("Their number for it"), number))
    if referral.waitlisted_at and referral.state is ReferralState.WAITLISTED:
        facts.append((_("On the waitlist since"), moment(referral.waitlisted_at)))
    return tuple(facts)


def _step(step: Step) -> StepLine:
    reason = str(REASON_WORDS[step.reason]) if step.reason else ""
    return StepLine(step.state.value, reason, step.note, _name(step.by), moment(step.at))


def _name(by: str | None) -> str:
    return by or str(_("a command on the server"))
