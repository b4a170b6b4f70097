"""Routes of the de-identified export: what it is, and the file itself after a fresh second factor."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from curriculum_app.accounts.models import User
from curriculum_app.accounts.service import second_factor, sign_in
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, requires, signed_in_actor
from curriculum_app.core.archives import zip_response
from curriculum_app.core.audit import record
from curriculum_app.core.db import begin_reading_one_moment, begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.exports import csv_bytes
from curriculum_app.core.pages import render_page
from curriculum_app.reports.events import ANSWERS_EXPORTED
from curriculum_app.reports.forms import ExportForm
from curriculum_app.reports.presenters.outcomes.export import export_page
from curriculum_app.reports.queries import outcomes
from curriculum_app.reports.queries.outcomes import Asked
from curriculum_app.reports.rules.outcomes.exported import ExportFile
from curriculum_app.reports.service import TooMany
from curriculum_app.reports.views.blueprint import bp
from curriculum_app.reports.views.outcomes import offered_instruments

FILE_NAME = "outcomes-export"
# An export is complete before its answer; so many sittings are opened in a few seconds.
MOST_SITTINGS = 20_000


@bp.get("/reports/outcomes/export")
@requires(Permission.OUTCOME_EXPORT)
def new_export() -> ResponseReturnValue:
    """What the export holds and what it does not; the button that makes it."""
    return _page(_form(request.args, signed_in_actor(), clock.now()))


@bp.post("/reports/outcomes/export")
@requires(Permission.OUTCOME_EXPORT, late=True)
def create_export() -> ResponseReturnValue:
    """The export as a ZIP of CSV files, once the second factor was shown within five minutes."""
    actor, at = signed_in_actor(), clock.now()
    form = _form(request.form, actor, at)
    if not form.validate():
        return _page(form, 422)
    try:
        asked, files = _read(form.instrument.data, actor)
        if form.needs_code:
            second_factor.count_try(actor.user(), at=at)
        begin_writing()
        if form.needs_code:
            _prove(actor, form.code.data or "", at)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, 422)
    rows = sum(len(each.rows) for each in files)
    record(ANSWERS_EXPORTED, actor=actor, at=at, instrument=asked.instrument.key, rows=rows)
    return zip_response(FILE_NAME, ((f"{each.name}.csv", csv_bytes(each.columns, each.rows)) for each in files))


def _read(key: str, actor: Actor) -> tuple[Asked, list[ExportFile]]:
    """The files, made before anything is written, so that nobody waits for it. Raises TooMany."""
    begin_reading_one_moment()
    asked = outcomes.text_of(key)
    if asked is None:
        abort(404)
    question = outcomes.released_question(actor, actor.scopes(Permission.OUTCOME_EXPORT))
    if outcomes.sittings_up_to(asked, question, MOST_SITTINGS) > MOST_SITTINGS:
        raise TooMany
    return asked, outcomes.export_of(asked, question, clock.today(question.before - timedelta(seconds=1)))


def _prove(actor: Actor, code: str, at: datetime) -> None:
    """Take the second factor, which then counts for five minutes. Raises WrongCode."""
    user = db.session.get_one(User, actor.user())
    second_factor.prove_code(user, code, actor=actor, at=at)
    sign_in.second_factor_shown(actor, at=at)


def _form(data: MultiDict[str, str], actor: Actor, at: datetime) -> ExportForm:
    return ExportForm(data, offered_instruments(), needs_code=not actor.has_fresh_factor(at))


def _page(form: ExportForm, status: int = 200) -> Response:
    return render_page("reports/new_export.html", export_page(form), status)
