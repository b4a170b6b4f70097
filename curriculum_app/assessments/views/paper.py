"""Paper: forms to print for a session, and typing them in, by two people who never see each other's."""

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from curriculum_app.assessments import events, service
from curriculum_app.assessments.forms import PaperForm
from curriculum_app.assessments.presenters import paper as pages
from curriculum_app.assessments.presenters.printed import forms_to_print
from curriculum_app.assessments.queries import current_version
from curriculum_app.assessments.queries.paper import papers_waiting
from curriculum_app.assessments.queries.sittings import chairs, display_names
from curriculum_app.assessments.rules import Answers, Wave
from curriculum_app.assessments.rules.paper import Turn, typed_answer
from curriculum_app.assessments.service import NothingToAsk, Sheet
from curriculum_app.assessments.views.asked import USUAL_INSTRUMENT, asked_in
from curriculum_app.assessments.views.blueprint import bp
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.pdf import pdf_response

PAPER = "/cohorts/<uuid:cohort_id>/enrolments/<uuid:enrolment_id>/paper"


@bp.get("/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>/sittings/forms.pdf")
@requires(Permission.SITTING_VIEW, reads=events.FORMS_PRINTED)
def forms_pdf(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """A form on paper for each girl who may be asked and has not begun, in her language."""
    asked, at = asked_in(session), clock.now()
    found = chairs(session, asked.wave, asked.instrument, on=signed_in_actor().today, at=at)
    version = current_version(asked.instrument)
    return pdf_response("questions", forms_to_print(found, asked.wave, version, display_names(session), made_at=at))


@bp.get("/sittings/papers")
@requires(Permission.SITTING_TYPE, reads=events.PAPERS_LISTED)
def list_papers() -> ResponseReturnValue:
    """Papers that were typed once, or twice and differently."""
    actor = signed_in_actor()
    found = papers_waiting(actor.scopes(Permission.SITTING_TYPE), actor)
    return render_page("assessments/list_papers.html", pages.papers_page(found, actor.user_id))


@bp.get(PAPER)
@requires(Permission.SITTING_TYPE, reads=events.PAPER_READ)
def new_typing(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """The questions to type from one girl's paper, none of them answered."""
    form = PaperForm(MultiDict({"wave": Wave.PRE.value, "instrument": USUAL_INSTRUMENT} | request.args.to_dict()))
    try:
        sheet = service.sheet_for(enrolment, *_which(form), actor=signed_in_actor())
    except Refusal as refusal:
        return _page(enrolment, form, None, 422, refusal)
    return _page(enrolment, pages.filled(form, sheet, enrolment), sheet)


@bp.post(PAPER)
@requires(Permission.SITTING_TYPE, reads=events.PAPER_READ)
def type_paper(cohort: Cohort, enrolment: Enrolment) -> ResponseReturnValue:
    """Keep what was typed; where two typings differ, the page comes back with those questions alone."""
    form, actor = PaperForm(request.form), signed_in_actor()
    sheet = None
    try:
        wave, instrument = _which(form)
        sheet = service.sheet_for(enrolment, wave, instrument, actor=actor)
        answers = _answers(sheet)
        if not form.validate() or form.paper_on.data is None or len(answers) < len(sheet.items):
            return _page(enrolment, form, sheet, 422)
        ways = {"language": form.language.data, "paper_on": form.paper_on.data, "actor": actor, "at": clock.now()}
        left = service.keep_typing(enrolment, wave, instrument, answers, **ways)
    except Refusal as refusal:
        return _page(enrolment, form, sheet, 409 if isinstance(refusal, Conflict) else 422, refusal)
    if left is Turn.SETTLE:
        here = {"cohort_id": enrolment.cohort_id, "enrolment_id": enrolment.id}
        return go_to("assessments.new_typing", done=None, **here, wave=wave.value, instrument=instrument)
    return go_to("assessments.list_papers", "saved")


def _which(form: PaperForm) -> tuple[Wave, str]:
    """The wave and the instrument that the address or the form names. Raises NothingToAsk."""
    if form.wave.data not in set(Wave):
        raise NothingToAsk
    return Wave(form.wave.data), form.instrument.data or ""


def _answers(sheet: Sheet) -> Answers:
    """What was typed of the items on the sheet; what is no answer is left out."""
    typed = {
        item.key: typed_answer(request.form.get(f"item-{item.key}", ""), len(sheet.instrument.choices(item)))
        for item in sheet.items
    }
    return {key: given for key, given in typed.items() if given is not None}


def _page(
    enrolment: Enrolment, form: PaperForm, sheet: Sheet | None, status: int = 200, refusal: Refusal | None = None
) -> ResponseReturnValue:
    if refusal is not None:
        form.refuse(refusal)
    page = pages.typing_page(enrolment, form, sheet, request.form, is_over=isinstance(refusal, Conflict))
    return render_page("assessments/new_typing.html", page, status)
