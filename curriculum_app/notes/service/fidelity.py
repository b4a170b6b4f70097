"""Saving the fidelity log of a session: one log, written by whoever led it, as notes are saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.notes import queries
from curriculum_app.notes.events import FIDELITY_CAME_LATE, FIDELITY_CHANGED, FIDELITY_CONFLICTED, FIDELITY_WRITTEN
from curriculum_app.notes.models import FidelityException, FidelityLog, FidelityRevision
from curriculum_app.notes.rules import Stored, Verdict, decide
from curriculum_app.notes.rules.fidelity import (
    LEAST_ENGAGED,
    LONGEST_DETAIL,
    LONGEST_MINUTES,
    LONGEST_REMARK,
    MOST_ENGAGED,
    Given,
    LogText,
    Planned,
    Why,
    as_written,
    needs_reason,
)
from curriculum_app.notes.rules.figures import totals


class DidNotLead(Refusal):
    """She may know the group and yet did not lead this session."""

    message = _l("Only who led this session can fill this in.")


class NotYetHeld(Refusal):
    """The session lies ahead, or did not happen."""

    message = _l("This session has not happened, so there is nothing to fill in.")


class NotTheLesson(Refusal):
    """The log does not name exactly the activities of the lesson, or holds a value that no form of ours sends."""

    message = _l("Reload the page and try again.")


class ReasonMissing(Refusal):
    """An activity was changed or skipped without a reason, or with “other” and no words."""

    message = _l("Say why for each part that was changed or skipped.")


@dataclass(frozen=True)
class SavedLog:
    """What a save did; `stored` is the log that stood against it (conflict, too late), else None."""

    verdict: Verdict
    stored: Stored[LogText] | None = None


def may_have_log(session: GroupSession, actor: Actor) -> bool:
    """Whether there is something to fill in: the session was held, or it is its day and nobody said otherwise."""
    return session.state is not SessionState.NOT_HELD and (
        session.state is SessionState.HELD or session.held_on <= actor.today
    )


def save_log(
    session: GroupSession, plan: Sequence[Planned], text: LogText, *, base_version: int, actor: Actor, at: datetime
) -> SavedLog:
    """Save the log of `session`, filled in on `base_version` of it (0: on none) beside the lesson's `plan`.

    The same log again changes nothing; one that conflicts, or comes after 72 hours, replaces nothing. Needs
    `session.cohort.key`. Raises DidNotLead, NotYetHeld, NotTheLesson, ReasonMissing.
    """
    if not may_have_log(session, actor):
        raise NotYetHeld
    if not queries.led(actor, session):
        raise DidNotLead
    _check(plan, text)
    log = queries.log_of(session, for_update=True)
    stored = queries.stored_log(log, session, plan)
    verdict = decide(stored, text, base_version=base_version, at=at)
    if log is None or stored is None:
        _create(session, plan, text, actor, at)
    elif verdict is Verdict.CHANGED:
        _change(log, stored, session, plan, text=text, actor=actor, at=at)
    elif verdict is Verdict.CONFLICT:
        record(FIDELITY_CONFLICTED, actor=actor, at=at, subject=log, version=log.version)
    elif verdict is Verdict.TOO_LATE:
        record(FIDELITY_CAME_LATE, actor=actor, at=at, subject=log)
    return SavedLog(verdict, stored if verdict in (Verdict.CONFLICT, Verdict.TOO_LATE) else None)


def _check(plan: Sequence[Planned], text: LogText) -> None:
    engaged = text.engagement is None or LEAST_ENGAGED <= text.engagement <= MOST_ENGAGED
    if text.given.keys() != {each.key for each in plan} or not engaged or len(text.remark) > LONGEST_REMARK:
        raise NotTheLesson
    for planned in plan:
        given = text.given[planned.key]
        if not 0 <= given.minutes <= LONGEST_MINUTES or len(given.detail) > LONGEST_DETAIL or given != given.tidied:
            raise NotTheLesson
        if (needs_reason(planned, given) and given.reason is None) or (given.reason is Why.OTHER) != bool(given.detail):
            raise ReasonMissing


def _create(session: GroupSession, plan: Sequence[Planned], text: LogText, actor: Actor, at: datetime) -> None:
    log = FidelityLog(id=new_id(), session_id=session.id, author_id=actor.user(), written_at=at, version=1)
    exceptions = _write(log, open_key(session.cohort.key), plan, text)
    record(FIDELITY_WRITTEN, actor=actor, at=at, subject=log, exceptions=exceptions)


def _change(
    log: FidelityLog, old: Stored[LogText], session: GroupSession, plan: Sequence[Planned], *, text: LogText,
    actor: Actor, at: datetime,
) -> None:  # fmt: skip
    key, row_id = open_key(session.cohort.key), new_id()
    kept = key.seal(FidelityRevision.body_sealed, row_id, queries.to_json(old.text))
    db.session.add(FidelityRevision(id=row_id, log_id=log.id, version=log.version, body_sealed=kept, replaced_at=at))
    db.session.execute(delete(FidelityException).where(FidelityException.log_id == log.id))
    log.version, log.edited_at = log.version + 1, at
    exceptions = _write(log, key, plan, text)
    record(FIDELITY_CHANGED, actor=actor, at=at, subject=log, version=log.version, exceptions=exceptions)


def _write(log: FidelityLog, key: DataKey, plan: Sequence[Planned], text: LogText) -> int:
    """Put `text` into the log and its exceptions; returns how many exceptions there are."""
    for name, number in asdict(totals(plan, text.given)).items():
        setattr(log, name, number)
    log.engagement = text.engagement
    log.remark_sealed = key.seal(FidelityLog.remark_sealed, log.id, text.remark) if text.remark else None
    db.session.add(log)
    db.session.flush()
    expected = as_written(plan)
    different = {name: given for name, given in text.given.items() if given != expected[name]}
    db.session.add_all(_exception(log, key, name, given) for name, given in different.items())
    return len(different)


def _exception(log: FidelityLog, key: DataKey, name: str, given: Given) -> FidelityException:
    row_id = new_id()
    detail = key.seal(FidelityException.detail_sealed, row_id, given.detail) if given.detail else None
    return FidelityException(
        id=row_id, log_id=log.id, activity_key=name, outcome=given.outcome, minutes=given.minutes,
        reason=given.reason, detail_sealed=detail,
    )  # fmt: skip
