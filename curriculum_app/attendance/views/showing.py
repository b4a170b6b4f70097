"""Showing the sheet, as a page of its own and as the answer to a post that was refused or differed."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from curriculum_app.attendance import events
from curriculum_app.attendance.presenters.sheets import NOT_REFUSED, Refused, sheet_page
from curriculum_app.attendance.queries.chairs import guests_on
from curriculum_app.attendance.queries.history import corrections_on
from curriculum_app.attendance.queries.sheets import around, sheet_rows
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import after_request_audit, signed_in_actor
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import render_page


def sheet(
    session: GroupSession, *, filled: int | None = None, refused: Refused = NOT_REFUSED, status: int = 200
) -> ResponseReturnValue:
    """The sheet; the history of a girl is read only where something was changed."""
    actor = signed_in_actor()
    rows = sheet_rows(session.id)
    is_changed = any(row.current.version > 1 or row.current.is_disputed for row in rows)
    beside = around(session.id, language=current_language())
    page = sheet_page(
        session,
        rows,
        beside,
        corrections_on(session.id) if is_changed else (),
        actor=actor,
        at=clock.now(),
        filled=filled,
        refused=refused,
        booked=guests_on(session.id) if beside.has_booked else (),
    )
    return render_page("attendance/show_sheet.html", page, status)


def sheet_again(session: GroupSession, refused: Refused = NOT_REFUSED, status: int = 409) -> ResponseReturnValue:
    """The sheet as the answer to a post."""
    log_reading(session)
    return sheet(session, refused=refused, status=status)


def log_reading(session: GroupSession) -> None:
    """A post that answers with names is logged like any other reading, whatever becomes of its transaction."""
    actor = signed_in_actor()
    after_request_audit(events.SHEET_READ, actor=actor, kind=session.__tablename__, object_id=session.id)
