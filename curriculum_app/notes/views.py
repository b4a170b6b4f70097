"""Pages of notes: the box of one session, what autosave posts, earlier texts, and the session's fidelity log."""

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue

from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.curriculum.queries import lesson_of_key
from curriculum_app.notes import events, queries, service
from curriculum_app.notes.forms import FidelityForm, NoteForm, draft_form, fidelity_form, note_form
from curriculum_app.notes.presenters import notes as presenters
from curriculum_app.notes.presenters.fidelity import FidelityDesk, fidelity_page
from curriculum_app.notes.presenters.notes import Desk
from curriculum_app.notes.rules import Verdict
from curriculum_app.notes.service import Saved, SavedLog

SESSION = "/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>"
ADDRESS = f"{SESSION}/notes"

bp = Blueprint("notes", __name__, template_folder="templates")


@bp.get(ADDRESS)
@requires(Permission.NOTE_READ, reads=events.NOTES_READ)
def show_notes(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The notes on one session that the reader may see, and the box for her own."""
    desk = _desk(session)
    form = note_form(desk.girls)
    if desk.draft is not None:
        form.show(desk.draft.text, desk.draft.base_version)
    elif desk.own is not None and not desk.is_closed:
        form.show(desk.own.text, desk.own.version)
    return _page(desk, form)


@bp.post(ADDRESS)
@requires(Permission.NOTE_WRITE, reads=events.NOTES_READ)
def save_note(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Save one's own note; what cannot take the place of the text that is there is kept as a draft and answers 409."""
    form = note_form(queries.girls(session), request.form)
    if not form.validate():
        return _page(_desk(session), form, status=422)
    try:
        saved = service.save_note(session, **form.values, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(_desk(session), form, status=422)
    if saved.stored is not None:
        form.rebase(saved.stored.version)
        return keep(_page(_desk(session), form, saved), 409)
    done = "already" if saved.verdict is Verdict.SAME else "saved"
    return go_to("notes.show_notes", done, cohort_id=cohort.id, session_id=session.id)


@bp.post(f"{ADDRESS}/addenda")
@requires(Permission.NOTE_WRITE, reads=events.NOTES_READ)
def add_addendum(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Add to one's own note after its 72 hours."""
    form = note_form(queries.girls(session), request.form)
    if not form.validate():
        return _page(_desk(session), form, status=422)
    try:
        is_new = service.add_addendum(
            session, addendum_id=form.id.data, text=form.text, actor=signed_in_actor(), at=clock.now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(_desk(session), form, status=422)
    done = "saved" if is_new else "already"
    return go_to("notes.show_notes", done, cohort_id=cohort.id, session_id=session.id)


@bp.post(f"{ADDRESS}/draft")
@requires(Permission.NOTE_WRITE)
def save_draft(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Keep what is being typed; answers with what the save state then says."""
    form, at = draft_form(request.form), clock.now()
    try:
        is_kept = form.validate() and service.save_draft(
            session, text=form.text, base_version=form.version.data or 0, actor=signed_in_actor(), at=at
        )
    except Refusal as refusal:
        form.refuse(refusal)
    if form.summary():
        return jsonify(state=presenters.draft_refused(form)), 422
    return jsonify(state=presenters.draft_state(at if is_kept else None))


@bp.post(f"{ADDRESS}/draft/discard")
@requires(Permission.NOTE_WRITE)
def discard_draft(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Throw one's own draft away."""
    service.discard_draft(session, actor=signed_in_actor(), at=clock.now())
    return go_to("notes.show_notes", "removed", cohort_id=cohort.id, session_id=session.id)


@bp.get(f"{ADDRESS}/earlier")
@requires(Permission.NOTE_READ, reads=events.EARLIER_READ)
def show_earlier(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The texts of one's own note that later ones replaced."""
    own = queries.own_note_id(signed_in_actor(), session) or abort(404)
    names = {girl.enrolment_id: girl.name for girl in queries.girls(session)}
    page = presenters.earlier_page(session, queries.replaced_texts(own, session), names)
    return render_page("notes/show_earlier.html", page)


@bp.get(f"{SESSION}/fidelity")
@requires(Permission.NOTE_READ, reads=events.FIDELITY_READ)
def show_fidelity(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """How one session went beside its lesson, to fill in or to read."""
    desk = _fidelity_desk(session)
    form = fidelity_form(desk.plan)
    if desk.stored is not None:
        form.show(desk.stored.text, desk.stored.version)
    return _fidelity_page(desk, form)


@bp.post(f"{SESSION}/fidelity")
@requires(Permission.NOTE_WRITE, reads=events.FIDELITY_READ)
def save_fidelity(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Save the log, as filled in or all as written; one that cannot take the place of what is there answers 409."""
    desk = _fidelity_desk(session)
    form, is_quick = fidelity_form(desk.plan, request.form), "as_written" in request.form
    if not (form.is_good_as_written if is_quick else form.validate()):
        return _fidelity_page(desk, form, status=422)
    text, version = form.as_written if is_quick else form.text, form.version.data or 0
    if is_quick:
        form = fidelity_form(desk.plan)
        form.show(text, version)
    try:
        saved = service.save_log(
            session, desk.plan, text, base_version=version, actor=signed_in_actor(), at=clock.now()
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _fidelity_page(desk, form, status=422)
    if saved.stored is not None:
        form.rebase(saved.stored.version)
        return keep(_fidelity_page(desk, form, saved), 409)
    done = "already" if saved.verdict is Verdict.SAME else "saved"
    return go_to("notes.show_fidelity", done, cohort_id=cohort.id, session_id=session.id)


def _desk(session: GroupSession) -> Desk:
    """Everything that stands around the box, read as it is now."""
    actor, language = signed_in_actor(), current_language()
    return Desk(
        session=session,
        user_id=actor.user(),
        at=clock.now(),
        girls=queries.girls(session),
        readers=queries.readers(session),
        notes=queries.notes_readable_by(actor, session),
        draft=queries.draft_of(actor, session),
        lesson=lesson_of_key(session.cohort.edition_id, session.lesson_key, language),
        language=language,
    )


def _page(desk: Desk, form: NoteForm, saved: Saved | None = None, status: int = 200) -> Response:
    return render_page("notes/show_notes.html", presenters.notes_page(desk, form, saved), status)


def _fidelity_desk(session: GroupSession) -> FidelityDesk:
    """The lesson's plan and the log as it is now; only who led the session is given the words in it."""
    actor = signed_in_actor()
    lesson = lesson_of_key(session.cohort.edition_id, session.lesson_key, current_language())
    plan, log, led = queries.plan_of(lesson), queries.log_of(session), queries.led(actor, session)
    return FidelityDesk(
        session=session,
        lesson=lesson,
        plan=plan,
        stored=queries.stored_log(log, session, plan, with_words=led),
        earlier=queries.replaced_logs(log, session) if led else (),
        led=led,
        was_held=service.may_have_log(session, actor),
        at=clock.now(),
    )


def _fidelity_page(
    desk: FidelityDesk, form: FidelityForm, saved: SavedLog | None = None, status: int = 200
) -> Response:
    return render_page("notes/show_fidelity.html", fidelity_page(desk, form, saved), status)
