"""Beginning a record: when she learned of it, whom it is about, and whether that is somebody on the staff."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.concerns import events
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.queries.people import Girl
from curriculum_app.concerns.rules.instants import Learned
from curriculum_app.concerns.rules.words import AboutStaff, Field
from curriculum_app.concerns.service.following import bar
from curriculum_app.concerns.service.noticing import tell_custodians
from curriculum_app.concerns.service.writing import write_answers
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.codes import fresh_codes
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import free_id
from curriculum_app.core.vault import KeyKind, new_key


class NobodyNamed(Refusal):
    """It is about somebody on the staff, and nobody was picked, so nobody could be barred."""

    message: ClassVar[object] = _l("Choose who it is. If she is not on the list, choose the last answer.")
    field = "accused"


def record_concern(
    *,
    concern_id: UUID,
    learned: Learned,
    about_staff: AboutStaff,
    accused: Collection[UUID] = (),
    girl: Girl | None = None,
    cross_hours: int,
    actor: Actor,
    at: datetime,
) -> tuple[Concern, bool]:
    """Begin a record under `concern_id`; the actor's own of that id is given back, and False with it.

    `accused` are barred in the same transaction, before anybody is told. `cross_hours` is the limit of the day on which
    she learned of it. Raises NobodyNamed.
    """
    check_named(about_staff, accused)
    known = db.session.get(Concern, concern_id)
    if known is not None and known.author_id == actor.user_id:
        return known, False
    concern = Concern(
        id=free_id(concern_id, known), code=fresh_codes(Concern.code, 1)[0], key=new_key(KeyKind.CONCERN, at=at),
        author_id=actor.user(), learned_at=learned.at, learned_said_at=learned.said_at, entered_at=learned.entered_at,
        received_at=at, about_staff=about_staff, cross_hours=cross_hours,
    )  # fmt: skip
    given = {Field.LEARNED: learned.said_at.isoformat(), Field.ABOUT_STAFF: about_staff.value}
    if girl is not None:
        concern.participant_id, concern.service_area, concern.site_id = (
            girl.participant_id, girl.service_area, girl.site_id,
        )  # fmt: skip
        given[Field.GIRL] = girl.name
    db.session.add(concern)
    db.session.flush()
    write_answers(concern, given, actor=actor, at=at)
    barred = bar(concern, accused, actor=actor, at=at)
    record(events.RECORDED, actor=actor, at=at, subject=concern, about_staff=about_staff.value, barred=barred)
    tell_custodians(concern, actor=actor, at=at)
    return concern, True


def check_named(about_staff: AboutStaff, accused: Collection[UUID]) -> None:
    """Raises NobodyNamed where it is about staff and nobody was picked."""
    if about_staff is AboutStaff.YES and not accused:
        raise NobodyNamed
