"""What the pages about referrals show: the list, and one referral with its next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import Referral
from curriculum_app.participants.presenters.people import area_words
from curriculum_app.participants.queries import Slice
from curriculum_app.participants.queries.people import Person
from curriculum_app.participants.queries.referrals import ReferralRow, Step
from curriculum_app.participants.rules.eligibility import Finding, Ineligible
from curriculum_app.participants.rules.words import AreaState, ReferralState
from curriculum_app.participants.service.findings import sentence_of
from curriculum_app.participants.service.words import REASON_WORDS


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
    ticked: str
    is_proposal: bool
    is_possible_duplicate: bool
    is_from_partner: bool


@dataclass(frozen=True, kw_only=True)
class ReferralsPage(Page):
    """The list of referrals."""

    form: Any
    lines: tuple[Line, ...]
    is_filtered: bool
    range_text: str
    previous_url: str
    next_url: str
    may_decide: bool
    may_step: bool


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
    similar: str
    same_url: str
    form: Any
    next_step: str
    step_url: str
    end_url: str
    hand_on_url: str
    steps: tuple[StepLine, ...]


@dataclass(frozen=True, kw_only=True)
class EndPage(Page):
    """The form that ends a referral without a place."""

    name: str
    code: str
    form: Any
    back_url: str


def referrals_page(
    found: Slice[ReferralRow],
    form: Any,  # noqa: ANN401 - a form
    *,
    filters: dict[str, Any],
    may_decide: bool,
) -> ReferralsPage:
    """The list page; `filters` are what the addresses of other pages carry on."""
    here = "participants.list_referrals"
    lines = tuple(_line(row) for row in found.rows)
    return ReferralsPage(
        title=_("Referrals"),
        form=form,
        lines=lines,
        is_filtered=bool(filters),
        range_text=_("Page %(number)s", number=found.page),
        previous_url=url_for(here, page=found.page - 1, **filters) if found.page > 1 else "",
        next_url=url_for(here, page=found.page + 1, **filters) if found.has_next else "",
        may_decide=may_decide,
        may_step=may_decide and any(each.ticked for each in lines),
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
    references: Sequence[str],
    zip_sentence: str,
    exceptions: Sequence[Finding],
    similar: int,
    may_decide: bool,
    steps: Sequence[Step],
) -> ReferralPage:
    """The page of one referral with the one step that comes next; `steps` are all it took, the newest first.

    `similar` is how many records look like hers.
    """
    girl, nobody = referral.participant, _sender(references)
    ids: dict[str, Any] = {"referral_id": referral.id}
    following = NEXT_STEP.get(referral.state, "")
    return ReferralPage(
        title=_("Referral of participant %(code)s", code=girl.code),
        errors=form.summary(),
        name=person.name,
        code=girl.code,
        state=referral.state.value,
        facts=_facts(referral, person, number, steps[-1].by or nobody, references),
        girl_url=url_for("participants.show_participant", participant_id=girl.id),
        area_url=url_for("participants.edit_area", participant_id=girl.id),
        is_area_undecided=girl.area_state is AreaState.UNDECIDED,
        zip_sentence=zip_sentence,
        exceptions=tuple(sentence_of(each) for each in exceptions if each.code is not Ineligible.AREA_UNDECIDED),
        consents_url=url_for("participants.show_consents", participant_id=girl.id),
        similar=_similar(similar),
        same_url=url_for("records.show_same", **ids) if may_decide else "",
        form=form,
        next_step=following,
        step_url=url_for(f"participants.{following}_referral", **ids) if following else "",
        end_url=url_for("participants.end_referral", **ids) if referral.state.is_open else "",
        hand_on_url=url_for("star_court.new_handoff", participant_id=girl.id),
        steps=tuple(_step(each, nobody) for each in steps),
    )


def _similar(number: int) -> str:
    return ngettext("%(num)d record looks like hers.", "%(num)d records look like hers.", number) if number else ""


BULK_STATES = (ReferralState.RECEIVED, ReferralState.SCREENED)
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


def _ticked(row: ReferralRow) -> str:
    """What a tick at this row says; empty where no step for several is open."""
    return f"{row.referral_id}.{row.version}" if row.state in BULK_STATES else ""


def _line(row: ReferralRow) -> Line:
    url = url_for("participants.show_referral", referral_id=row.referral_id)
    return Line(
        row.name, row.code, _("%(age)s years", age=row.age), area_words(row.area_state, row.service_area), row.source,
        plain_date(row.referred_on), row.state.value, url, _ticked(row), row.is_proposal, row.is_possible_duplicate,
        row.is_from_partner,
    )  # fmt: skip


def _facts(
    referral: Referral, person: Person, number: str, by: str, references: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    girl = referral.participant
    facts = [
        (_("Age"), _("%(age)s years", age=person.age)),
        (_("Home service area"), area_words(girl.area_state, girl.service_area)),
        (_("Referred by"), referral.source),
        (_("Day of the referral"), plain_date(referral.referred_on)),
        (_("Received"), _("%(when)s, by %(who)s", when=moment(referral.received_at), who=by)),
    ]
    if references:
        facts.append((_("Partner's reference"), ", ".join(references)))
    if number:
        facts.append((_("Their number for it"), number))
    if referral.waitlisted_at and referral.state is ReferralState.WAITLISTED:
        facts.append((_("On the waitlist since"), moment(referral.waitlisted_at)))
    return tuple(facts)


def _step(step: Step, nobody: str) -> StepLine:
    reason = str(REASON_WORDS[step.reason]) if step.reason else ""
    return StepLine(step.state.value, reason, step.note, step.by or nobody, moment(step.at))


def _sender(references: Sequence[str]) -> str:
    """Who acted where no member of staff did."""
    return str(_("the partner's form") if references else _("a command on the server"))
