"""Pages about referrals: the list, a new one, one with its next step, and its end."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, may, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import events, queries, service
from curriculum_app.participants.forms.referrals import (
    EVERY,
    OPEN,
    EndForm,
    FilterForm,
    ReferralForm,
    StepForm,
)
from curriculum_app.participants.models import Referral
from curriculum_app.participants.presenters import people
from curriculum_app.participants.presenters import referrals as pages
from curriculum_app.participants.queries import referrals as found_by
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.queries.likeness import similar_to
from curriculum_app.participants.queries.partners import references_of
from curriculum_app.participants.rules.eligibility import Home, findings
from curriculum_app.participants.rules.words import AreaState, ReferralState
from curriculum_app.participants.views.blueprint import bp
from curriculum_app.participants.views.people import MOST_PAGES, location_of

OPEN_STATES = tuple(state for state in ReferralState if state.is_open)


@bp.get("/referrals")
@requires(Permission.REFERRAL_VIEW, reads=events.REFERRALS_LISTED)
def list_referrals() -> ResponseReturnValue:
    """The referrals within reach, those first that wait for an answer."""
    actor = signed_in_actor()
    filters = {name: request.args[name] for name in ("state", "area", "reference") if request.args.get(name)}
    form = FilterForm(MultiDict({"state": OPEN} | filters), areas=_programme_areas())
    form.validate()
    scopes = actor.scopes(Permission.REFERRAL_VIEW)
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    chosen: dict[str, Any] = {"states": _states(form), "area": _area(form), "reference": form.reference.data or ""}
    found = found_by.referrals_visible_to(scopes, actor, page=page, **chosen)
    shown = pages.referrals_page(found, form, filters=filters, may_decide=may(Permission.REFERRAL_DECIDE))
    return render_page("participants/list_referrals.html", shown)


@bp.get("/referrals/new")
@requires(Permission.REFERRAL_PROPOSE)
def new_referral() -> ResponseReturnValue:
    """The form of a new referral; a facilitator proposes with it."""
    today = clock.today(clock.now())
    return _new(ReferralForm(data={"id": new_id(), "referred_on": today.isoformat()}))


@bp.post("/referrals/new")
@requires(Permission.REFERRAL_PROPOSE)
def create_referral() -> ResponseReturnValue:
    """Take in a referral that somebody typed."""
    actor, at, form = signed_in_actor(), clock.now(), ReferralForm(request.form)
    facts = form.facts(actor.today)
    if facts is None:
        return _new(form, 422)
    is_proposal = not may(Permission.REFERRAL_DECIDE)
    received = service.receive_referral(
        facts, programme_areas=_programme_areas(), actor=actor, at=at, referral_id=form.id.data, is_proposal=is_proposal
    )
    if not may(Permission.REFERRAL_VIEW):
        return go_to("participants.new_referral", done="sent" if received.is_new else "already")
    # What belongs to another service area is on its coordinator's list from now on, not on this one.
    if not found_by.knows_referral(received.referral_id, actor.scopes(Permission.REFERRAL_VIEW), actor):
        return go_to("participants.list_referrals", done="sent" if received.is_new else "already")
    done = "created" if received.is_new else "already"
    return go_to("participants.show_referral", done=done, referral_id=received.referral_id)


@bp.get("/referrals/<uuid:referral_id>")
@requires(Permission.REFERRAL_VIEW, reads=events.REFERRAL_READ)
def show_referral(referral: Referral) -> ResponseReturnValue:
    """One referral, what speaks for and against a place, and its next step."""
    return _referral(referral, StepForm(data={"version": referral.version}))


@bp.post("/referrals/<uuid:referral_id>/screen")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRAL_READ)
def screen_referral(referral: Referral) -> ResponseReturnValue:
    """Somebody looked at it and it can go on."""
    form = StepForm(request.form)
    return _take_step(referral, form, service.screen_referral, note=form.note.data or "")


@bp.post("/referrals/<uuid:referral_id>/waitlist")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRAL_READ)
def waitlist_referral(referral: Referral) -> ResponseReturnValue:
    """She waits for a place."""
    return _take_step(referral, StepForm(request.form), service.waitlist_referral)


@bp.post("/referrals/<uuid:referral_id>/reopen")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRAL_READ)
def reopen_referral(referral: Referral) -> ResponseReturnValue:
    """It was ended too soon."""
    return _take_step(referral, StepForm(request.form), service.reopen_referral)


@bp.get("/referrals/<uuid:referral_id>/end")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRAL_READ)
def end_referral(referral: Referral) -> ResponseReturnValue:
    """The form that ends a referral without a place."""
    return _end(referral, EndForm(data={"version": referral.version}))


@bp.post("/referrals/<uuid:referral_id>/end")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRAL_READ)
def close_referral(referral: Referral) -> ResponseReturnValue:
    """End it, with what became of it and why."""
    form = EndForm(request.form)
    if not form.validate():
        return _end(referral, form, 422)
    state, reason = form.ending()
    ways: dict[str, Any] = {"version": form.version.data or 0, "actor": signed_in_actor(), "at": clock.now()}
    try:
        service.close_referral(referral, state=state, reason=reason, note=form.note.data or "", **ways)
    except Refusal as refusal:
        form.refuse(refusal)
        _rebase(form, referral)
        return _end(referral, form, _status(refusal))
    return go_to("participants.show_referral", done="saved", referral_id=referral.id)


def _take_step(referral: Referral, form: StepForm, step: Any, **more: str) -> ResponseReturnValue:  # noqa: ANN401
    """Run one of the service's steps and show the referral again."""
    if not form.validate():
        return _referral(referral, form, 422)
    try:
        step(referral, version=form.version.data or 0, actor=signed_in_actor(), at=clock.now(), **more)
    except Refusal as refusal:
        form.refuse(refusal)
        _rebase(form, referral)
        return _referral(referral, form, _status(refusal))
    return go_to("participants.show_referral", done="saved", referral_id=referral.id)


def _new(form: ReferralForm, status: int = 200) -> ResponseReturnValue:
    page = pages.new_referral_page(form, is_proposal=not may(Permission.REFERRAL_DECIDE))
    return render_page("participants/new_referral.html", page, status)


def _referral(referral: Referral, form: StepForm, status: int = 200) -> ResponseReturnValue:
    actor, girl = signed_in_actor(), referral.participant
    person = queries.person(girl, actor)
    home, limits = Home(girl.area_state, girl.service_area), limits_on(actor.today)
    said = said_by([girl.id])[girl.id]
    against = findings(person.birth_date, home, said, limits, begins_on=actor.today, joins_on=actor.today)
    deciding = actor.scopes(Permission.REFERRAL_DECIDE)
    # Whoever has an answer already is compared when somebody asks for it.
    similar = similar_to(girl, deciding, actor) if deciding and referral.state.is_open else ()
    undecided = girl.area_state is AreaState.UNDECIDED
    page = pages.referral_page(
        referral,
        form,
        person=person,
        number=found_by.external_number(referral),
        references=references_of(referral.id),
        zip_sentence=people.zip_sentence(location_of(girl)) if undecided else "",
        exceptions=against if referral.state.is_open else (),
        similar=sum(each.is_open for each in similar),
        may_decide=bool(deciding),
        steps=found_by.steps_of(referral),
    )
    return _answer("participants/show_referral.html", page, status)


def _end(referral: Referral, form: EndForm, status: int = 200) -> ResponseReturnValue:
    page = pages.end_page(referral, form, queries.name_of(referral.participant))
    return _answer("participants/end_referral.html", page, status)


def _answer(template: str, page: Any, status: int) -> ResponseReturnValue:  # noqa: ANN401 - a page
    answer = render_page(template, page, status)
    return keep(answer, status) if status == 409 else answer


def _status(refusal: Refusal) -> int:
    return 409 if isinstance(refusal, Conflict) else 422


def _rebase(form: Any, referral: Referral) -> None:  # noqa: ANN401 - any of the forms above
    """Keep what was typed and build the next try on the referral as it is now."""
    form.version.data, form.version.raw_data = referral.version, None


def _programme_areas() -> tuple[int, ...]:
    return limits_on(signed_in_actor().today).service_areas


def _states(form: FilterForm) -> tuple[ReferralState, ...]:
    if form.state.data == EVERY:
        return ()
    return (ReferralState(form.state.data),) if form.state.data in list(ReferralState) else OPEN_STATES


def _area(form: FilterForm) -> found_by.Area | None:
    if form.area.data in list(AreaState):
        return found_by.Area(AreaState(form.area.data))
    if form.area.data in {str(number) for number in _programme_areas()}:
        return found_by.Area(AreaState.DECIDED, int(form.area.data))
    return None
