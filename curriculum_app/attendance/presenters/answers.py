"""The JSON for rows that were tapped: one verdict an operation, in words that the page shows as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.presenters.rows import Reader, dispute_of, who_and_when
from curriculum_app.attendance.presenters.sheets import saved_text
from curriculum_app.attendance.queries.history import Change
from curriculum_app.attendance.queries.sheets import Standing
from curriculum_app.attendance.rules.typed import Typed, typed_of
from curriculum_app.attendance.rules.values import Problem
from curriculum_app.attendance.rules.verdicts import Outcome
from curriculum_app.attendance.rules.words import Verdict
from curriculum_app.core.access import Actor


def answer(
    outcomes: Sequence[Outcome],
    girls: Mapping[UUID, Standing],
    changes: Sequence[Change],
    *,
    actor: Actor,
    at: datetime,
) -> dict[str, Any]:
    """The JSON for tapped rows: one verdict an operation, the summary, and the save state in words."""
    return {
        "saved": saved_text(at, actor),
        "summary": words.summary(girl.current.value for girl in girls.values()),
        "verdicts": [
            _verdict(outcome, girls[outcome.operation.enrolment_id], changes, actor=actor) for outcome in outcomes
        ],
    }


def _verdict(outcome: Outcome, girl: Standing, changes: Sequence[Change], *, actor: Actor) -> dict[str, Any]:
    operation = outcome.operation
    reader = Reader(actor.user_id, actor.today)
    own = [change for change in changes if change.enrolment_id == girl.enrolment_id]
    dispute = dispute_of(girl.current, girl.marked_by, girl.marked_at, own, reader) if outcome.is_disputed else None
    said: dict[str, Any] = {
        "enrolment_id": str(girl.enrolment_id),
        "op_id": str(operation.op_id),
        "verdict": outcome.verdict.value,
        "earlier": outcome.decision.earlier,
        "mark": _fields(typed_of(girl.current.value))
        | {
            "version": girl.current.version,
            "line": who_and_when(girl.marked_by, girl.marked_at, actor.today),
        },
        "message": "",
        "choices": [],
    }
    if dispute is not None:
        choices = [_fields(choice.typed) | {"text": choice.text} for choice in dispute.choices]
        said |= {"message": dispute.message, "choices": choices}
    return said


def refused_answer(whole: str, problems: Mapping[UUID, Problem], minutes: int) -> dict[str, Any]:
    """The JSON for a post of which nothing was saved."""
    rejected = [
        {"enrolment_id": str(girl), "verdict": Verdict.REJECTED.value, "message": words.problem(problem, minutes)}
        for girl, problem in problems.items()
    ]
    return {"message": whole, "verdicts": rejected}


def _fields(typed: Typed) -> dict[str, Any]:
    return {"status": typed.status, "reason": typed.reason, "minutes": typed.minutes}
