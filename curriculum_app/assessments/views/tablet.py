"""A girl at a tablet: her code, the promise, one question a page, the end. No sign-in; the tablet's cookie is its own.

Every answer arrives by a post of its own, so that a crash loses none and the pages work without scripts. What she said
is shown on no page. Entering a code locks whoever is signed in on this tablet.
"""

from flask import Response, abort, redirect, request
from flask.typing import ResponseReturnValue

from curriculum_app.assessments import service
from curriculum_app.assessments.forms import CodeForm, read_given
from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.presenters import tablet as pages
from curriculum_app.assessments.queries.own import answers_so_far
from curriculum_app.assessments.rules import Instrument, Item, instrument_of, next_number
from curriculum_app.assessments.views import holding
from curriculum_app.assessments.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import current_actor, public
from curriculum_app.core.db import begin_writing
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import Page, go_to, render_page
from curriculum_app.core.translating import gettext as _

WHY = "A girl answers for herself; the code on her slip is the proof."


@bp.get("/s")
@public(WHY)
def show_code() -> ResponseReturnValue:
    """Where a code is typed."""
    return _render("show_code", pages.code_page(CodeForm()))


@bp.post("/s")
@public(WHY, late=True)
def enter_code() -> ResponseReturnValue:
    """Take the code; whatever is wrong with it, the answer is the same."""
    form, at = CodeForm(request.form), clock.now()
    actor, address = service.tablet_actor(clock.today(at)), request.remote_addr or ""
    try:
        service.count_try(address, at=at)
        begin_writing()
        sitting, token = service.enter(form.code.data or "", address=address, actor=actor, at=at)
    except service.CodeRefused as refusal:
        form.refuse(refusal)
        return _render("show_code", pages.code_page(form), 422)
    staff = current_actor()
    if staff is not None:
        holding.lock(staff, at)
    return holding.give(go_to("assessments.show_promise", lang=sitting.language), token)


@bp.get("/s/promise")
@public(WHY)
def show_promise() -> ResponseReturnValue:
    """What happens with her answers, before the first question and when she comes back."""
    sitting = holding.sitting()
    if sitting is None:
        return go_to("assessments.show_code")
    return _render("show_promise", pages.promise_page(sitting, answers_so_far(sitting)))


@bp.get("/s/questions")
@public(WHY)
def go_on() -> ResponseReturnValue:
    """To the first question that was not reached."""
    sitting = holding.sitting()
    if sitting is None:
        return go_to("assessments.show_code")
    _instrument, items = _asked(sitting)
    number = next_number(items, answers_so_far(sitting)) or len(items) + 1
    return redirect(pages.address_of(number, len(items)), 303)


@bp.get("/s/questions/<int:number>")
@public(WHY)
def show_question(number: int) -> ResponseReturnValue:
    """One question."""
    sitting = holding.sitting()
    if sitting is None:
        return go_to("assessments.show_code")
    instrument, items = _asked(sitting)
    _item(items, number)
    page = pages.question_page(number, items, instrument, answers_so_far(sitting), current_language())
    return _render("show_question", page)


@bp.post("/s/questions/<int:number>")
@public(WHY)
def answer_question(number: int) -> ResponseReturnValue:
    """Keep one answer and lead to the next question."""
    sitting = holding.sitting(to_change=True)
    if sitting is None:
        return go_to("assessments.show_code")
    instrument, items = _asked(sitting)
    item = _item(items, number)
    given = read_given(request.form.get("given", ""), instrument, item)
    if given is None:
        abort(400)
    at = clock.now()
    actor = service.tablet_actor(clock.today(at))
    service.keep_answer(sitting, item, given, language=current_language(), actor=actor, at=at)
    return redirect(pages.address_of(number + 1, len(items)), 303)


@bp.get("/s/end")
@public(WHY)
def show_end() -> ResponseReturnValue:
    """Before Done: after the last question, or when she wants to stop."""
    sitting = holding.sitting()
    if sitting is None:
        return go_to("assessments.show_code")
    _instrument, items = _asked(sitting)
    return _render("show_end", pages.end_page(len(items), next_number(items, answers_so_far(sitting))))


@bp.post("/s/end")
@public(WHY)
def finish() -> ResponseReturnValue:
    """End the sitting, say thank you, and leave nothing on the tablet; asked for again, it knows of nobody."""
    sitting, at = holding.sitting(to_change=True), clock.now()
    if sitting is None:
        return go_to("assessments.show_code")
    service.finish(sitting, actor=service.tablet_actor(clock.today(at)), at=at)
    return holding.take_away(_render("show_thanks", Page(title=_("Thank you"))))


@bp.post("/s/hide")
@public(WHY)
def hide() -> ResponseReturnValue:
    """A neutral screen; her code brings her questions back."""
    sitting, at = holding.sitting(to_change=True), clock.now()
    if sitting is not None:
        service.hide(sitting, actor=service.tablet_actor(clock.today(at)), at=at)
    return holding.take_away(go_to("assessments.show_code"))


def _asked(sitting: Sitting) -> tuple[Instrument, tuple[Item, ...]]:
    instrument = instrument_of(sitting.instrument_version.content)
    return instrument, instrument.asked(sitting.wave, sitting.form)


def _item(items: tuple[Item, ...], number: int) -> Item:
    if not 1 <= number <= len(items):
        abort(404)
    return items[number - 1]


def _render(name: str, page: Page, status: int = 200) -> Response:
    """A page of the tablet shows nobody who may be signed in there, and no banners."""
    return render_page(f"assessments/{name}.html", page, status, actor=None, banners=())
