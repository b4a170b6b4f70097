"""An uploaded file between its dry run and the word "Import": sealed under the program's own key, gone after an hour.

After the import only the refused rows stay, so that they can be fetched and mended.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, or_

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.imports import RowOutcome
from curriculum_app.core.tables import Fault, FaultKind, Table, TableRow
from curriculum_app.core.vault import system_key
from curriculum_app.participants import events
from curriculum_app.participants.models import PendingImport
from curriculum_app.participants.queries.referrals import UPLOAD_KEPT
from curriculum_app.participants.service.columns import in_our_words
from curriculum_app.participants.service.importing import ReferralPlan, import_referrals, plan_import


@dataclass(frozen=True)
class Upload:
    """What an upload holds: the table, and once it was imported how many rows came in and were here already."""

    table: Table
    imported: int | None = None
    already_here: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was imported."""
        return self.imported is not None


def keep_upload(table: Table, *, actor: Actor, at: datetime) -> PendingImport:
    """Keep a file that was read; the same person's earlier one and everything older than an hour goes."""
    mine = PendingImport.user_id == actor.user()
    db.session.execute(delete(PendingImport).where(or_(mine, PendingImport.created_at < at - UPLOAD_KEPT)))
    row_id = new_id()
    row = PendingImport(id=row_id, user_id=actor.user(), created_at=at, body_sealed=b"")
    _seal(row, Upload(table))
    db.session.add(row)
    db.session.flush()
    record(events.IMPORT_UPLOADED, actor=actor, at=at, subject=row, rows=len(table.rows))
    return row


def open_upload(row: PendingImport) -> Upload:
    """What was uploaded."""
    body = json.loads(system_key().text(PendingImport.body_sealed, row.id, row.body_sealed))
    rows = tuple(
        TableRow(number, cells, tuple(Fault(FaultKind(kind), column) for kind, column in faults))
        for number, cells, faults in body.pop("rows")
    )
    table = Table(tuple(body.pop("columns")), tuple(body.pop("headers")), rows)
    return Upload(table, **body)


def import_upload(
    row: PendingImport, *, programme_areas: Collection[int], actor: Actor, at: datetime
) -> tuple[Upload, ReferralPlan]:
    """Take in what was uploaded, once; again it changes nothing. Afterwards the refused rows alone are kept."""
    upload = open_upload(row)
    plan = plan_import(in_our_words(upload.table), today=actor.today)
    if upload.is_done:
        return upload, plan
    imported = import_referrals(plan, programme_areas=programme_areas, actor=actor, at=at)
    refused = {each.row.number for each in plan.rows if each.outcome is RowOutcome.REFUSED}
    left = tuple(row for row in upload.table.rows if row.number in refused)
    here = plan.count(RowOutcome.ALREADY_HERE)
    done = Upload(replace(upload.table, rows=left), imported=imported, already_here=here)
    _seal(row, done)
    db.session.flush()
    return done, plan


def _seal(row: PendingImport, upload: Upload) -> None:
    table = upload.table
    body = {
        "columns": table.columns,
        "headers": table.headers,
        "rows": [(each.number, dict(each.cells), [tuple(fault) for fault in each.faults]) for each in table.rows],
        "imported": upload.imported,
        "already_here": upload.already_here,
    }
    sealed = system_key().seal(PendingImport.body_sealed, row.id, json.dumps(body))
    row.body_sealed = sealed or b""
