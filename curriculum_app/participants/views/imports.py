"""A file of referrals on the web: choose it, look at every row, import, and fetch the refused rows to mend them."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from curriculum_app.core import clock, exports
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.db import begin_writing
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.tables import ColumnsMissing, Table, Unreadable, read_rows
from curriculum_app.participants import events
from curriculum_app.participants.forms.columns import ColumnsForm, chosen_now, columns_form
from curriculum_app.participants.forms.referrals import UploadForm
from curriculum_app.participants.models import PendingImport
from curriculum_app.participants.presenters import imports as pages
from curriculum_app.participants.rules.headers import is_known
from curriculum_app.participants.rules.rows import missing_columns
from curriculum_app.participants.service.columns import can_be_asked, in_our_words, remember_columns
from curriculum_app.participants.service.importing import plan_import
from curriculum_app.participants.service.refused import refused_table
from curriculum_app.participants.service.uploads import import_upload, keep_upload, open_upload
from curriculum_app.participants.views.blueprint import bp


@bp.get("/referrals/import")
@requires(Permission.REFERRAL_DECIDE)
def choose_import() -> ResponseReturnValue:
    """The form to choose a file with."""
    return render_page("participants/choose_import.html", pages.choose_page(UploadForm()))


@bp.post("/referrals/import")
@requires(Permission.REFERRAL_DECIDE, late=True)
def upload_import() -> ResponseReturnValue:
    """Read the file and keep it sealed until its rows were looked at; reading comes before the write lock."""
    form, actor = UploadForm(), signed_in_actor()
    file = request.files.get("file") or FileStorage()
    try:
        table = read_rows(BytesIO(file.read()), is_known)
        _check_columns(table)
    except Unreadable as refusal:
        form.refuse(refusal)
        return render_page("participants/choose_import.html", pages.choose_page(form), 422)
    begin_writing()
    upload = keep_upload(table, actor=actor, at=clock.now())
    return go_to("participants.show_import", upload_id=upload.id)


@bp.get("/referrals/import/<uuid:upload_id>")
@requires(Permission.REFERRAL_DECIDE, reads=events.IMPORT_READ)
def show_import(upload: PendingImport) -> ResponseReturnValue:
    """What would become of every row, or what became of the file."""
    opened = open_upload(upload)
    table = in_our_words(opened.table)
    if missing_columns(table.columns):
        return go_to("participants.show_columns", upload_id=upload.id)
    plan = plan_import(table, today=signed_in_actor().today)
    page = max(request.args.get("page", 1, type=int), 1)
    return render_page("participants/show_import.html", pages.import_page(upload.id, opened, plan, page))


@bp.get("/referrals/import/<uuid:upload_id>/columns")
@requires(Permission.REFERRAL_DECIDE, reads=events.IMPORT_READ)
def show_columns(upload: PendingImport) -> ResponseReturnValue:
    """Which column of the file is which."""
    table = open_upload(upload).table
    return _columns(table, columns_form(table.headers)(data=chosen_now(table.columns, in_our_words(table))))


@bp.post("/referrals/import/<uuid:upload_id>/columns")
@requires(Permission.REFERRAL_DECIDE, reads=events.IMPORT_READ)
def save_columns(upload: PendingImport) -> ResponseReturnValue:
    """Say it, for this file and for every later one with the same headers."""
    table = open_upload(upload).table
    form = columns_form(table.headers)(request.form)
    if not form.validate():
        return _columns(table, form, 422)
    remember_columns(table, form.chosen(table.columns), actor=signed_in_actor(), at=clock.now())
    return go_to("participants.show_import", done="saved", upload_id=upload.id)


@bp.post("/referrals/import/<uuid:upload_id>")
@requires(Permission.REFERRAL_DECIDE)
def run_import(upload: PendingImport) -> ResponseReturnValue:
    """Import the good rows, all together; a second press changes nothing."""
    actor = signed_in_actor()
    if missing_columns(in_our_words(open_upload(upload).table).columns):
        return go_to("participants.show_columns", upload_id=upload.id)
    areas = limits_on(actor.today).service_areas
    import_upload(upload, programme_areas=areas, actor=actor, at=clock.now())
    return go_to("participants.show_import", upload_id=upload.id)


@bp.get("/referrals/import/<uuid:upload_id>/refused.csv")
@requires(Permission.REFERRAL_DECIDE, reads=events.IMPORT_READ)
def download_refused(upload: PendingImport) -> ResponseReturnValue:
    """The refused rows as a CSV file, with their reasons, to be mended and sent again."""
    table = in_our_words(open_upload(upload).table)
    if missing_columns(table.columns):
        return go_to("participants.show_columns", upload_id=upload.id)
    plan = plan_import(table, today=signed_in_actor().today)
    headers, rows = refused_table(plan)
    return cast("ResponseReturnValue", exports.csv_response("refused-rows", headers, rows))


def _check_columns(table: Table) -> None:
    """Refuse what is no list of referrals; a list whose columns nobody knows yet is asked about on the next page."""
    missing = missing_columns(in_our_words(table).columns)
    if missing and not can_be_asked(table):
        raise ColumnsMissing(columns=", ".join(missing))


def _columns(table: Table, form: ColumnsForm, status: int = 200) -> ResponseReturnValue:
    return render_page("participants/show_columns.html", pages.columns_page(table, form), status)
