"""What happens to a record beside its questions: who is barred from it, and what was done after."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.concerns import events
from curriculum_app.concerns.models import Concern, ConcernBarred
from curriculum_app.concerns.queries.people import barred_from
from curriculum_app.concerns.rules.words import AboutStaff, Field
from curriculum_app.concerns.service.writing import add_answer, write_answers
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal


class NothingPicked(Refusal):
    """Nobody was picked."""

    message: ClassVar[object] = _l("Choose who it is about.")
    field = "accused"


class NothingSaid(Refusal):
    """A remark without a word."""

    message: ClassVar[object] = _l("Write something first.")
    field = "follow_up"


def bar_staff(concern: Concern, accused: Collection[UUID], *, actor: Actor, at: datetime) -> int:
    """Bar more people of the staff from `concern`, from this moment on; returns how many are new.

    Nobody bars herself, and nobody is let in again. Raises NothingPicked. Needs `concern.key`.
    """
    if not accused:
        raise NothingPicked
    fresh = bar(concern, accused, actor=actor, at=at)
    if fresh:
        concern.about_staff = AboutStaff.YES
        write_answers(concern, {Field.ABOUT_STAFF: AboutStaff.YES.value}, actor=actor, at=at)
        record(events.BARRED, actor=actor, at=at, subject=concern, barred=fresh)
    return fresh


def add_follow_up(concern: Concern, text: str, *, actor: Actor, at: datetime) -> None:
    """Add a dated remark of the author or of a custodian. Raises NothingSaid. Needs `concern.key`."""
    if not text:
        raise NothingSaid
    add_answer(concern, Field.FOLLOW_UP, text, actor=actor, at=at)
    record(events.FOLLOWED, actor=actor, at=at, subject=concern)


def bar(concern: Concern, accused: Collection[UUID], *, actor: Actor, at: datetime) -> int:
    """Write the rows that bar; part of beginning a record and of `bar_staff`. Returns how many are new."""
    known = {user_id for _concern_id, user_id in barred_from([concern.id])}
    fresh = sorted(set(accused) - known - {actor.user()})
    for user_id in fresh:
        row = ConcernBarred(concern_id=concern.id, user_id=user_id, named_by_id=actor.user(), named_at=at)
        db.session.add(row)
    db.session.flush()
    return len(fresh)
