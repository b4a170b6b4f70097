"""The paper sheet: printed, and typed back in through the same door as everything else."""

from __future__ import annotations

from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.attendance import events, service
from curriculum_app.attendance.forms.sheets import SheetForm, read_letters
from curriculum_app.attendance.forms.small import TranscriptForm
from curriculum_app.attendance.presenters.paper import paper_page, transcript_page
from curriculum_app.attendance.presenters.sheets import NOT_REFUSED, Refused
from curriculum_app.attendance.queries.chairs import guests_on
from curriculum_app.attendance.queries.sheets import around, sheet_rows
from curriculum_app.attendance.rules.words import Source
from curriculum_app.attendance.views.blueprint import SHEET, bp
from curriculum_app.attendance.views.showing import log_reading, sheet_again
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.report_now import help_lines


@bp.get(f"{SHEET}/print")
@requires(Permission.ATTENDANCE_VIEW, reads=events.SHEET_PRINTED)
def print_sheet(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """One page to print: codes and initials, boxes in the order of the screen, the hotline at the foot."""
    hotline = help_lines()[0]
    beside = around(session.id, language=current_language())
    guests = guests_on(session.id) if beside.has_booked else ()
    page = paper_page(session, sheet_rows(session.id), beside, guests, hotline=hotline.phone)
    return render_page("attendance/print_sheet.html", page)


@bp.get(f"{SHEET}/transcribe")
@requires(Permission.ATTENDANCE_RECORD, reads=events.SHEET_READ)
def new_transcript(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The page for typing a paper sheet in."""
    return _page(session, TranscriptForm(paper_on=session.held_on))


@bp.post(f"{SHEET}/transcribe")
@requires(Permission.ATTENDANCE_RECORD)
def create_transcript(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Save a paper sheet: one letter a girl, in the order of the list."""
    form = TranscriptForm(request.form)
    if not form.validate():
        return _again(session, form)
    order = [row.enrolment_id for row in sheet_rows(session.id)]
    letters = form.letters.data or ""
    sheet = read_letters(letters, request.form, order=order, session_id=session.id, minutes=session.minutes)
    if sheet is None:
        return _again(session, form, Refused(whole=_count_text(len(order)), whole_field="letters"))
    if sheet.problems:
        return _again(session, form, Refused(sheet.typed, sheet.problems))
    return _save(session, form, sheet)


def _save(session: GroupSession, form: TranscriptForm, sheet: SheetForm) -> ResponseReturnValue:
    operations = [replace(operation, paper_on=form.paper_on.data) for operation in sheet.operations]
    try:
        outcomes = service.apply_marks(
            session,
            operations,
            actor=signed_in_actor(),
            at=clock.now(),
            source=Source.PAPER,
            because=form.because.data or "",
        )
    except Refusal as refusal:
        return _again(session, form, Refused(sheet.typed, whole=str(refusal), whole_field=refusal.field or ""))
    if any(outcome.is_disputed for outcome in outcomes):
        return keep(sheet_again(session), 409)
    return go_to("attendance.show_sheet", done="saved", cohort_id=session.cohort_id, session_id=session.id)


def _count_text(girls: int) -> str:
    return str(_("Type %(girls)s letters, one for each girl in the order of the list. Use - for none.", girls=girls))


def _page(
    session: GroupSession, form: TranscriptForm, refused: Refused = NOT_REFUSED, status: int = 200
) -> ResponseReturnValue:
    page = transcript_page(session, sheet_rows(session.id), form, refused, actor=signed_in_actor())
    return render_page("attendance/new_transcript.html", page, status)


def _again(session: GroupSession, form: TranscriptForm, refused: Refused = NOT_REFUSED) -> ResponseReturnValue:
    log_reading(session)
    return _page(session, form, refused, 422)
