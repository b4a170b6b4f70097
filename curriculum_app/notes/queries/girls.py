"""Who a note on a session can be about, and who stood in front of that session and so may read its notes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import CohortStaff, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import StaffPart
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, VaultKey, open_key
from curriculum_app.notes.models import Note, NoteAboutGirl
from curriculum_app.participants.models import Participant

GIRLS_AT_MOST = 200


@dataclass(frozen=True)
class Girl:
    """A girl of the group on that day, as a screen shows her."""

    enrolment_id: UUID
    code: str
    name: str


def girls(session: GroupSession) -> Sequence[Girl]:
    """The girls whom a note on `session` can be about, by name: those who had a seat on its day."""
    query = (
        select(Enrolment.id, Participant.id.label("participant_id"), Participant.code)
        .add_columns(Participant.display_name_sealed, VaultKey)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Enrolment.cohort_id == session.cohort_id, _can_be_written_about(session))
        .order_by(Participant.code)
        .limit(GIRLS_AT_MOST)
    )
    found = [
        Girl(row.id, row.code, open_key(row.VaultKey).text(Participant.display_name_sealed, row.participant_id, sealed))
        for row in db.session.execute(query)
        for sealed in [row.display_name_sealed]
    ]
    return sorted(found, key=lambda girl: (girl.name.casefold(), girl.code))


def girl_keys(session: GroupSession, enrolment_ids: Collection[UUID]) -> dict[UUID, DataKey]:
    """The opened keys, by enrolment id, of those of `enrolment_ids` whom a note on `session` can be about."""
    if not enrolment_ids:
        return {}
    query = (
        select(Enrolment.id, VaultKey)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(
            Enrolment.cohort_id == session.cohort_id, Enrolment.id.in_(enrolment_ids), _can_be_written_about(session)
        )
        .order_by(Enrolment.id)
    )
    return {row.id: open_key(row.VaultKey) for row in db.session.execute(query)}


def readers(session: GroupSession) -> Sequence[tuple[UUID, str]]:
    """The staff who stood in front of `session` on its day, as (user id, name) by name; substitutes read no notes."""
    query = (
        select(User.id, User.full_name)
        .where(stood_in_front(User.id, session))
        .order_by(User.full_name, User.id)
        .limit(GIRLS_AT_MOST)
    )
    return [(row.id, row.full_name) for row in db.session.execute(query)]


def stood_in_front(user_id: ColumnElement[UUID] | object, session: GroupSession) -> ColumnElement[bool]:
    """Whether `user_id` (a column or a value) led the group or led with somebody on the day of `session`."""
    seat = aliased(CohortStaff)
    return exists().where(
        seat.user_id == user_id,
        seat.cohort_id == session.cohort_id,
        seat.part != StaffPart.SUBSTITUTE,
        seat.from_on <= session.held_on,
        or_(seat.until_on.is_(None), seat.until_on >= session.held_on),
    )


def _can_be_written_about(session: GroupSession) -> ColumnElement[bool]:
    """She had a seat on that day, or a note on that session speaks of her already (her dates may change later)."""
    had_seat = and_(
        Enrolment.enrolled_on <= session.held_on,
        or_(Enrolment.exited_on.is_(None), Enrolment.exited_on >= session.held_on),
    )
    is_in_note = (
        exists()
        .where(NoteAboutGirl.enrolment_id == Enrolment.id)
        .where(NoteAboutGirl.note_id == Note.id, Note.session_id == session.id)
    )
    return or_(had_seat, is_in_note)
