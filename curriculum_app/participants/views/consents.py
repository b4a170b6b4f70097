"""The consents of one girl: how they stand, a paper typed in at one go, one taken back, and who signed."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, may, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import events, queries
from curriculum_app.participants.forms.consents import PaperForm, RevokeForm, id_or_none
from curriculum_app.participants.models import Participant
from curriculum_app.participants.presenters.consents import Revealed, Seen, consents_page, revoke_page
from curriculum_app.participants.queries.consents import consents_of, said_by
from curriculum_app.participants.rules.consents import standing
from curriculum_app.participants.rules.languages import OFFERED
from curriculum_app.participants.service import consents as service
from curriculum_app.participants.service.consents import Question
from curriculum_app.participants.views.blueprint import bp

CONSENTS = "/participants/<uuid:participant_id>/consents"


@bp.get(CONSENTS)
@requires(Permission.IDENTITY_VIEW, reads=events.CONSENTS_READ)
def show_consents(participant: Participant) -> ResponseReturnValue:
    """How her consents stand, and every paper."""
    return _page(participant, _empty_paper(participant))


@bp.post(CONSENTS)
@requires(Permission.REFERRAL_DECIDE, reads=events.CONSENTS_READ)
def record_consents(participant: Participant) -> ResponseReturnValue:
    """Write down what stands on a signed paper."""
    form = PaperForm(request.form)
    if not form.validate():
        return _page(participant, form, status=422)
    paper = form.paper()
    try:
        limits = limits_on(paper.signed_on)
        service.record_consent(participant, paper, limits=limits, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(participant, form, status=422)
    cohort = id_or_none(form.cohort.data)
    if cohort is not None:
        return go_to("cohorts.new_enrolment", done="saved", cohort_id=cohort, _anchor=f"girl-{participant.id}")
    return go_to("participants.show_consents", done="saved", participant_id=participant.id)


@bp.post(f"{CONSENTS}/reveal")
@requires(Permission.CONTACT_REVEAL, reads=events.CONSENTS_READ)
def reveal_consents(participant: Participant) -> ResponseReturnValue:
    """Open who signed and how she may be reached; that it was opened is written down."""
    revealed = service.reveal_consents(participant, actor=signed_in_actor(), at=clock.now())
    return _page(participant, _empty_paper(participant), revealed=revealed)


@bp.get(f"{CONSENTS}/revoke")
@requires(Permission.REFERRAL_DECIDE, reads=events.CONSENTS_READ)
def ask_revoke(participant: Participant) -> ResponseReturnValue:
    """The check page before a consent is taken back."""
    asked = {name: request.args.get(name, "") for name in ("kind", "part")}
    form = RevokeForm(data={"id": new_id(), "revoked_on": signed_in_actor().today, **asked})
    question = form.question()
    return _back(participant) if question is None else _revoking(participant, form, question)


@bp.post(f"{CONSENTS}/revoke")
@requires(Permission.REFERRAL_DECIDE, reads=events.CONSENTS_READ)
def revoke_consent(participant: Participant) -> ResponseReturnValue:
    """A consent is taken back from a day on."""
    form = RevokeForm(request.form)
    question = form.question()
    if question is None:
        return _back(participant)
    if not form.validate() or form.revoked_on.data is None:
        return _revoking(participant, form, question, 422)
    try:
        service.revoke_consent(
            participant,
            kind=question[0],
            part=question[1],
            revoked_on=form.revoked_on.data,
            said_by_whom=form.said_by.data or "",
            revocation_id=form.id.data,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _revoking(participant, form, question, 422)
    return go_to("participants.show_consents", done="saved", participant_id=participant.id)


def _empty_paper(participant: Participant) -> PaperForm:
    today = signed_in_actor().today
    language = participant.language if participant.language in OFFERED else "en"
    cohort: UUID | None = request.args.get("cohort", type=UUID)
    return PaperForm(
        data={
            "id": new_id(),
            "cohort": str(cohort or ""),
            "signed_on": today,
            "language": language,
            "form_version": limits_on(today).consent_form,
        }
    )


def _page(
    participant: Participant, form: PaperForm, *, revealed: Revealed | None = None, status: int = 200
) -> ResponseReturnValue:
    seen = Seen(
        name=queries.name_of(participant),
        rows=consents_of(participant),
        today=signed_in_actor().today,
        cohort=id_or_none(form.cohort.data),
        may_record=may(Permission.REFERRAL_DECIDE),
        may_reveal=may(Permission.CONTACT_REVEAL),
        revealed=revealed,
    )
    return render_page("participants/show_consents.html", consents_page(participant, seen, form), status)


def _revoking(participant: Participant, form: RevokeForm, question: Question, status: int = 200) -> ResponseReturnValue:
    said = said_by([participant.id])[participant.id]
    now = standing(said, *question, signed_in_actor().today)
    page = revoke_page(participant, queries.name_of(participant), form, question, now)
    return render_page("participants/ask_revoke.html", page, status)


def _back(participant: Participant) -> ResponseReturnValue:
    return go_to("participants.show_consents", participant_id=participant.id)
