"""One record: its page, each question saved by itself, and what stands beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from curriculum_app.concerns import events, service
from curriculum_app.concerns.forms.questions import (
    FORMS,
    AccusedForm,
    FollowUpForm,
    ReasonForm,
    offer_staff,
    whole,
)
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.presenters.records import (
    Desk,
    Forms,
    concern_page,
    local_parts,
    next_question,
    print_page,
)
from curriculum_app.concerns.queries.people import has_follower, staff_choices
from curriculum_app.concerns.queries.records import answers, author_name, barred_names
from curriculum_app.concerns.rules.words import Agency, ClockKind, Field, Known, Question
from curriculum_app.concerns.service.clock_words import watch
from curriculum_app.concerns.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import Form
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page

ADDRESS = "/<uuid:concern_id>"
CLOCK_QUESTIONS = {kind.value: Question(kind.value) for kind in ClockKind}


@bp.get(ADDRESS)
@requires(Permission.CONCERN_READ, reads=events.READ)
def show_concern(concern: Concern) -> ResponseReturnValue:
    """The record, with the question that comes next, or the one that was asked for."""
    desk = _desk(concern)
    question = _asked(request.args) or next_question(desk)
    return _page(desk, question)


@bp.post(ADDRESS)
@requires(Permission.CONCERN_RECORD, reads=events.READ)
def save_answer(concern: Concern) -> ResponseReturnValue:
    """Save the answer to one question; the next one follows."""
    question = _asked(request.form) or abort(400)
    form = FORMS[question](request.form)
    try:
        is_saved = form.validate() and SAVE[question](concern, form)
    except Refusal as refusal:
        form.refuse(refusal)
        is_saved = False
    if form.summary():
        return _page(_desk(concern), question, status=422, answer=form)
    return go_to("concerns.show_concern", "saved" if is_saved else "already", concern_id=concern.id)


@bp.post(f"{ADDRESS}/not-required")
@requires(Permission.CONCERN_RECORD, reads=events.READ)
def waive_clock(concern: Concern) -> ResponseReturnValue:
    """Save that one step is not required, and why."""
    form = ReasonForm(request.form)
    question = CLOCK_QUESTIONS.get(form.clock.data or "") or abort(400)
    return _save_beside(
        concern,
        form,
        lambda: service.waive(concern, ClockKind(question.value), form.reason.data or "", **_by()),
        lambda: _page(_desk(concern), question, status=422, reason=form),
    )


@bp.post(f"{ADDRESS}/staff")
@requires(Permission.CONCERN_READ, reads=events.READ)
def bar_staff(concern: Concern) -> ResponseReturnValue:
    """Name more people of the staff whom it is about; they are barred at once."""
    form: AccusedForm = offer_staff(AccusedForm(request.form), staff_choices(signed_in_actor()))
    return _save_beside(
        concern,
        form,
        lambda: service.bar_staff(concern, [UUID(each) for each in form.accused.data or ()], **_by()),
        lambda: _refused(concern, accused=form),
    )


@bp.post(f"{ADDRESS}/follow-up")
@requires(Permission.CONCERN_READ, reads=events.READ)
def add_follow_up(concern: Concern) -> ResponseReturnValue:
    """Add a dated remark on what was done since."""
    form = FollowUpForm(request.form)
    return _save_beside(
        concern,
        form,
        lambda: service.add_follow_up(concern, form.follow_up.data or "", **_by()),
        lambda: _refused(concern, follow_up=form),
    )


@bp.get(f"{ADDRESS}/print")
@requires(Permission.CONCERN_READ, reads=events.PRINTED)
def print_concern(concern: Concern) -> ResponseReturnValue:
    """What is known, in the order of the official form, to print and fill it in from."""
    return render_page("concerns/print_concern.html", print_page(_desk(concern)))


def _save_beside(
    concern: Concern, form: Form, save: Callable[[], object], refused: Callable[[], Response]
) -> ResponseReturnValue:
    try:
        is_good = form.validate()
        if is_good:
            save()
    except Refusal as refusal:
        form.refuse(refusal)
        is_good = False
    return go_to("concerns.show_concern", "saved", concern_id=concern.id) if is_good else refused()


def _by() -> dict[str, Any]:
    return {"actor": signed_in_actor(), "at": clock.now()}


def _asked(values: Mapping[str, str]) -> Question | None:
    text = values.get("question", "")
    return Question(text) if text in list(Question) else None


def _learned(concern: Concern, form: Any) -> bool:  # noqa: ANN401 - the question's own form
    said_at = form.instant() if whole(form, may_be_blank=False) else None
    return said_at is not None and service.answer_learned(concern, said_at, **_by())


def _phone(concern: Concern, form: Any) -> bool:  # noqa: ANN401
    if not _is_now() and not whole(form, may_be_blank=True):
        return False
    return service.answer_phone(
        concern,
        called_at=clock.now() if _is_now() else form.instant(),
        agency=Agency(form.agency.data) if form.agency.data else None,
        spoken_to=form.spoken_to.data or "",
        referral_number=form.referral_number.data or "",
        **_by(),
    )


def _text(concern: Concern, form: Any) -> bool:  # noqa: ANN401
    return service.answer_text(concern, form.text.data or "", **_by())


def _exploited(concern: Concern, form: Any) -> bool:  # noqa: ANN401
    return service.answer_exploited(concern, Known(form.exploited.data), **_by())


def _sent(kind: ClockKind) -> Callable[[Concern, Any], bool]:
    def save(concern: Concern, form: Any) -> bool:  # noqa: ANN401
        done_at = clock.now() if _is_now() else None
        if done_at is None and whole(form, may_be_blank=False):
            done_at = form.instant()
        return done_at is not None and service.answer_done(concern, kind, done_at, **_by())

    return save


SAVE: dict[Question, Callable[[Concern, Any], bool]] = {
    Question.LEARNED: _learned,
    Question.PHONE: _phone,
    Question.TEXT: _text,
    Question.EXPLOITED: _exploited,
    Question.CROSS: _sent(ClockKind.CROSS),
    Question.WRITTEN: _sent(ClockKind.WRITTEN),
}


def _is_now() -> bool:
    """Whether she pressed the button that stands for this minute."""
    return "now" in request.form


def _desk(concern: Concern) -> Desk:
    """The record as it is now."""
    actor, at = signed_in_actor(), clock.now()
    on = watch(at, limits_on(actor.today))
    return Desk(
        concern=concern,
        actor=actor,
        author=author_name(concern),
        given=answers(concern),
        barred=barred_names(concern),
        watch=on,
        is_followed=has_follower(concern, actor.today),
    )


def _refused(concern: Concern, **forms: Any) -> Response:  # noqa: ANN401 - the form that was refused
    desk = _desk(concern)
    return _page(desk, next_question(desk), status=422, **forms)


def _page(desk: Desk, question: Question | None, *, status: int = 200, **given: Any) -> Response:  # noqa: ANN401
    """The page; a form that was refused is `given`, the others are fresh."""
    asked = given.get("answer")
    if asked is None and question is not None:
        asked = FORMS[question](data=_known(desk, question))
    forms = Forms(
        question=asked,
        reason=given.get("reason") or ReasonForm(),
        accused=given.get("accused") or offer_staff(AccusedForm(), staff_choices(desk.actor)),
        follow_up=given.get("follow_up") or FollowUpForm(),
    )
    return render_page("concerns/show_concern.html", concern_page(desk, question, forms), status)


def _known(desk: Desk, question: Question) -> dict[str, Any]:
    """What a fresh form holds: what was answered before; the date of today where a time is asked for."""
    concern, answered = desk.concern, desk.answered
    today = {"day": clock.local(desk.watch.at).date()}
    if question is Question.LEARNED:
        return local_parts(concern.learned_said_at)
    if question is Question.PHONE:
        texts = (Field.AGENCY, Field.SPOKEN_TO, Field.REFERRAL_NUMBER)
        return today | local_parts(concern.called_at) | {field.value: answered.get(field, "") for field in texts}
    if question is Question.TEXT:
        return {"text": answered.get(Field.TEXT, "")}
    if question is Question.EXPLOITED:
        return {"exploited": concern.exploited}
    return today | local_parts(concern.crossed_at if question is Question.CROSS else concern.written_at)
