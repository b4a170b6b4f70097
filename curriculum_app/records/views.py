"""Pages about whole records: which ones look like hers and what they are, and taking a merge back."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import queries as people
from curriculum_app.participants.models import Participant, ParticipantMerge, Referral
from curriculum_app.participants.queries.likeness import Similar, records_with, similar_to
from curriculum_app.participants.service.likeness import tell_apart
from curriculum_app.records import events, service
from curriculum_app.records import presenters as pages
from curriculum_app.records.forms import SAME, SameForm, UndoForm

bp = Blueprint("records", __name__, template_folder="templates")


@bp.get("/referrals/<uuid:referral_id>/same")
@requires(Permission.REFERRAL_DECIDE, reads=events.LIKENESS_READ)
def show_same(referral: Referral) -> ResponseReturnValue:
    """Every record within reach that looks like hers, side by side with it."""
    return _same(referral)


@bp.post("/referrals/<uuid:referral_id>/same")
@requires(Permission.REFERRAL_DECIDE, reads=events.LIKENESS_READ)
def decide_same(referral: Referral) -> ResponseReturnValue:
    """Same girl: the two records become one. Different girl: that is remembered."""
    actor, form = signed_in_actor(), SameForm(request.form)
    if not form.validate() or form.other.data is None:
        return _same(referral, status=422)
    found = records_with([form.other.data], actor.scopes(Permission.REFERRAL_DECIDE), actor)
    other = found.get(form.other.data)
    if other is None or other.id == referral.participant_id:
        return _same(referral, status=422)
    if form.answer.data != SAME:
        tell_apart(referral.participant, other, actor=actor, at=clock.now())
        return go_to("participants.show_referral", done="saved", referral_id=referral.id)
    versions = (form.version.data or 0, form.other_version.data or 0)
    try:
        service.merge_records(referral.participant, other, versions=versions, actor=actor, at=clock.now())
    except Refusal as refusal:
        return _same(referral, (("", str(refusal)),), 409 if isinstance(refusal, Conflict) else 422)
    return go_to("participants.show_referral", done="saved", referral_id=referral.id)


@bp.get("/merges/<uuid:merge_id>/undo")
@requires(Permission.REFERRAL_DECIDE, reads=events.MERGE_READ)
def ask_undo(merge: ParticipantMerge) -> ResponseReturnValue:
    """What is taken back."""
    return _undo(merge, UndoForm(data={"version": merge.version}))


@bp.post("/merges/<uuid:merge_id>/undo")
@requires(Permission.REFERRAL_DECIDE, reads=events.MERGE_READ)
def undo_merge(merge: ParticipantMerge) -> ResponseReturnValue:
    """Make two records of one again."""
    form = UndoForm(request.form)
    if not form.validate():
        return _undo(merge, form, 422)
    try:
        service.undo_merge(merge, version=form.version.data or 0, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _undo(merge, form, 409 if isinstance(refusal, Conflict) else 422)
    return go_to("participants.show_participant", done="undone", participant_id=merge.kept_id)


def _same(
    referral: Referral, errors: tuple[tuple[str, str], ...] = (), status: int = 200
) -> ResponseReturnValue:  # fmt: skip
    actor = signed_in_actor()
    scopes = actor.scopes(Permission.REFERRAL_DECIDE)
    similar = similar_to(referral.participant, scopes, actor)
    rows = records_with([each.participant_id for each in similar], scopes, actor)
    others: list[tuple[Similar, pages.Record]] = [(each, _record(rows[each.participant_id])) for each in similar]
    page = pages.same_page(referral, _record(referral.participant), others, errors)
    answer = render_page("records/show_same.html", page, status)
    return keep(answer) if status == 409 else answer


def _record(girl: Participant) -> pages.Record:
    return pages.Record(girl, people.person(girl, signed_in_actor()), people.referrals_of(girl))


def _undo(merge: ParticipantMerge, form: UndoForm, status: int = 200) -> ResponseReturnValue:
    names = people.names_for([merge.kept_id, merge.absorbed_id])
    page = pages.undo_page(merge, form, kept=names[merge.kept_id], absorbed=names[merge.absorbed_id])
    answer = render_page("records/ask_undo.html", page, status)
    return keep(answer) if status == 409 else answer
