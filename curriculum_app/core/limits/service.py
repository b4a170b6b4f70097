"""Setting a limit from a day on. What held before keeps its row."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.dates import plain_date
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits.events import LIMIT_SET
from curriculum_app.core.limits.models import ProgrammeLimit
from curriculum_app.core.limits.queries import history, limits_from
from curriculum_app.core.limits.rules import Dated, LimitName, NotALimit, contradictions, read_value, write_value


class NotAValue(Refusal):
    """The text is no value of this limit."""

    message = _l("Enter a value that this limit can have.")
    field = "value"


class FromThePast(Refusal):
    """History is not rewritten."""

    message = _l("Choose today or a later day. What held until now stays as it was.")
    field = "in_force_from"


class Contradicts(Refusal):
    """Two limits that cannot both hold."""

    message = _l(
        "On %(day)s this does not go together with another limit. Look at both, and change the other one first."
    )
    field = "value"


def set_limit(
    *,
    name: LimitName,
    value: str,
    in_force_from: date,
    reason: str,
    actor: Actor,
    at: datetime,
    limit_id: UUID | None = None,
) -> ProgrammeLimit:
    """Let `value` hold from a day on, today or later. The same `limit_id` again makes nothing.

    Raises NotAValue, FromThePast, Contradicts.
    """
    known = db.session.get(ProgrammeLimit, limit_id) if limit_id else None
    if known is not None:
        return known
    try:
        text = write_value(read_value(name, value))
    except NotALimit:
        raise NotAValue from None
    if in_force_from < actor.today:
        raise FromThePast
    row = ProgrammeLimit(
        id=limit_id or new_id(), name=name, value=text, in_force_from=in_force_from, set_by_id=actor.user_id,
        set_by_name=actor.name, set_at=at, reason=reason,
    )  # fmt: skip
    _check_together(row)
    db.session.add(row)
    db.session.flush()
    what = {"name": name.value, "value": text, "in_force_from": in_force_from.isoformat()}
    record(LIMIT_SET, actor=actor, at=at, subject=row, **what)
    return row


def _check_together(fresh: ProgrammeLimit) -> None:
    """The limits of the new row's day, and of every later day on which one changes, must go together."""
    rows = [Dated(row.name, row.value, row.in_force_from) for row in (*reversed(history()), fresh)]
    rows.sort(key=lambda row: row.in_force_from)
    for day in sorted({row.in_force_from for row in rows if row.in_force_from >= fresh.in_force_from}):
        if contradictions(limits_from(rows, day)):
            raise Contradicts(day=plain_date(day))
