"""Keep-apart pairs: the list, one pair with its decisions, and a coordinator's new pair.

A search is posted, so that no name stands in an address, a history or a log.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from curriculum_app.cohorts import events
from curriculum_app.cohorts.forms import NewPairForm, ReviewPairForm, TermForm, given, id_or_none
from curriculum_app.cohorts.presenters import apart as pages
from curriculum_app.cohorts.presenters.apart import Found
from curriculum_app.cohorts.queries.apart import shared_groups
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.forms import choices
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants.models import KeepApartPair
from curriculum_app.participants.queries import names_for, participants_named, participants_with_ids
from curriculum_app.participants.queries.keep_apart import pairs_visible_to
from curriculum_app.participants.rules.apart import review_span
from curriculum_app.participants.rules.words import ApartReason, ApartState
from curriculum_app.participants.service import keep_apart as service
from curriculum_app.participants.service.keep_apart import Term

ONE = "/keep-apart/<uuid:pair_id>"
OPEN = (ApartState.PROPOSED, ApartState.IN_FORCE)


@bp.get("/keep-apart")
@requires(Permission.APART_DECIDE, reads=events.PAIRS_READ)
def list_pairs() -> ResponseReturnValue:
    """The pairs whose girls both lie within reach: first those that wait for a decision."""
    actor = signed_in_actor()
    rows = pairs_visible_to(actor.scopes(Permission.APART_DECIDE), actor, states=OPEN)
    rows = [row for row in rows if row.until_on is None or row.until_on >= actor.today]
    names = names_for({girl for row in rows for girl in (row.first_id, row.second_id)})
    shared = shared_groups([row.id for row in rows], actor)
    return render_page("cohorts/list_pairs.html", pages.pairs_page(rows, names, shared, today=actor.today))


@bp.get("/keep-apart/new")
@requires(Permission.APART_DECIDE, reads=events.PAIR_SOUGHT)
def new_pair() -> ResponseReturnValue:
    """The form; the address may name the girl on whose page it was asked for."""
    first = id_or_none(request.args.get("participant"))
    return _new(NewPairForm(data=_usual() | {"id": new_id(), "first": str(first or "")}))


@bp.post("/keep-apart/new")
@requires(Permission.APART_DECIDE, reads=events.PAIR_SOUGHT)
def create_pair() -> ResponseReturnValue:
    """Show who was found; keep two girls apart once they were chosen."""
    form = NewPairForm(request.form, data=_usual())
    one, other = id_or_none(form.first.data), id_or_none(form.second.data)
    if request.form.get("step") != "save":
        return _new(form)
    if not form.validate() or one is None or other is None:
        return _new(form, 422)
    try:
        pair = service.set_pair(one, other, _term(form), actor=signed_in_actor(), at=clock.now(), pair_id=form.id.data)
    except Refusal as refusal:
        form.refuse(refusal)
        return _new(form, 422)
    return go_to("cohorts.show_pair", done="saved", pair_id=pair.id)


@bp.get(ONE)
@requires(Permission.APART_DECIDE, reads=events.PAIR_READ)
def show_pair(pair: KeepApartPair) -> ResponseReturnValue:
    """One pair, whether both share a group now, and what can be decided."""
    return _pair(pair, _form_for(pair))


@bp.post(f"{ONE}/accept")
@requires(Permission.APART_DECIDE, reads=events.PAIR_READ)
def accept_pair(pair: KeepApartPair) -> ResponseReturnValue:
    """Put a proposed pair into force."""
    form = TermForm(request.form)
    if not form.validate():
        return _pair(pair, form, 422)
    try:
        version = form.version.data or 0
        service.accept_pair(pair, _term(form), version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _refused(pair, form, refusal)
    return go_to("cohorts.show_pair", done="saved", pair_id=pair.id)


@bp.post(f"{ONE}/review")
@requires(Permission.APART_DECIDE, reads=events.PAIR_READ)
def review_pair(pair: KeepApartPair) -> ResponseReturnValue:
    """A pair was looked at again and goes on."""
    form = ReviewPairForm(request.form)
    if not form.validate():
        return _pair(pair, form, 422)
    try:
        service.review_pair(
            pair,
            until_on=form.until_on.data,
            review_on=given(form.review_on),
            version=given(form.version),
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        return _refused(pair, form, refusal)
    return go_to("cohorts.show_pair", done="saved", pair_id=pair.id)


@bp.post(f"{ONE}/end")
@requires(Permission.APART_DECIDE, reads=events.PAIR_READ)
def end_pair(pair: KeepApartPair) -> ResponseReturnValue:
    """A pair is over, or a proposal is set aside."""
    version = request.form.get("version", -1, type=int)
    try:
        service.end_pair(pair, version=version, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _refused(pair, _form_for(pair), refusal)
    return go_to("cohorts.list_pairs", done="ended")


def _usual() -> dict[str, date]:
    """What stands in the form before anybody typed: from today, looked at again as soon as may be."""
    today = signed_in_actor().today
    return {"from_on": today, "review_on": review_span(today)[0]}


def _term(form: TermForm) -> Term:
    return Term(ApartReason(form.reason.data), given(form.from_on), form.until_on.data, given(form.review_on))


def _form_for(pair: KeepApartPair) -> TermForm | ReviewPairForm:
    today = signed_in_actor().today
    usual = {"version": pair.version, "review_on": review_span(today)[0], "until_on": pair.until_on}
    if pair.state is ApartState.PROPOSED:
        return TermForm(data=usual | {"reason": pair.reason.value, "from_on": today})
    return ReviewPairForm(data=usual)


def _refused(pair: KeepApartPair, form: TermForm | ReviewPairForm, refusal: Refusal) -> ResponseReturnValue:
    """The page again as the pair stands now; a form that does not fit it any more gives way to the one that does."""
    is_conflict = isinstance(refusal, Conflict)
    form = _form_for(pair) if is_conflict else form
    form.refuse(refusal)
    return _pair(pair, form, 409 if is_conflict else 422)


def _pair(pair: KeepApartPair, form: TermForm | ReviewPairForm, status: int = 200) -> ResponseReturnValue:
    names = names_for((pair.first_id, pair.second_id))
    shared = shared_groups([pair.id], signed_in_actor()).get(pair.id)
    return render_page("cohorts/show_pair.html", pages.pair_page(pair, names, shared, form), status)


def _new(form: NewPairForm, status: int = 200) -> ResponseReturnValue:
    first = _found(form.first, form.first_words.data)
    second = _found(form.second, form.second_words.data)
    return render_page("cohorts/new_pair.html", pages.new_pair_page(form, first, second), status)


def _found(field: RadioField, typed: str | None) -> Found:
    """Who fits the words typed, or the girl chosen before; the only one who fits is chosen."""
    actor = signed_in_actor()
    scopes, chosen = actor.scopes(Permission.APART_DECIDE), id_or_none(field.data)
    if typed:
        named = participants_named(typed, scopes, actor)
        found = pages.found(named.rows, has_more=named.has_next)
    elif chosen is not None:
        found = pages.found(participants_with_ids([chosen], scopes, actor), has_more=False)
    else:
        return Found()
    field.choices = choices(found.options)
    if chosen not in {UUID(value) for value, _words in found.options}:
        field.data = found.options[0][0] if len(found.options) == 1 else None
    return found
