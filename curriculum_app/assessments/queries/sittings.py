"""The girls of a session and how far each has come in one wave, and whom an actor may see by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select

from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.queries.paper import first_typed_by, is_typed_twice
from curriculum_app.assessments.rules import Medium, SittingState, Wave, asked_language
from curriculum_app.assessments.rules.paper import Paper
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.queries import within
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.consents import consents_in_force
from curriculum_app.participants.rules.consents import ConsentKind

GIRLS_AT_MOST = 200


@dataclass(frozen=True)
class Chair:
    """A girl of the session without her name. `state` is None where no sitting was opened; `has_code` says that her
    slip still works, `may_be_asked` that consent to assessments is in force, `paper` how far typing is."""

    enrolment_id: UUID
    participant_id: UUID
    code: str
    language: str
    state: SittingState | None
    has_code: bool
    may_be_asked: bool
    paper: Paper

    @property
    def may_answer(self) -> bool:
        """Whether a tablet may take what she says: she is not done, and no paper of hers was typed."""
        return self.waits or (self.state is SittingState.STARTED and self.paper.medium is Medium.TABLET)

    @property
    def waits(self) -> bool:
        """Whether she has neither begun on a tablet nor been typed from paper."""
        return self.state in (None, SittingState.OPENED)


def chairs(session: GroupSession, wave: Wave, instrument: str, *, on: date, at: datetime) -> Sequence[Chair]:
    """The girls with a seat on the day of `session`, by code, with their sitting in one wave.

    Consents are those of the day `on`, slips those that work at the instant `at`.
    """
    own = and_(
        Sitting.enrolment_id == Enrolment.id,
        Sitting.wave == wave,
        Sitting.instrument == instrument,
        Sitting.state != SittingState.CANCELLED,
    )
    query = (
        select(Enrolment.id, Participant.id.label("girl"), Participant.code, Participant.language)
        .add_columns(Participant.other_languages, Sitting.state, Sitting.code_expires_at, Sitting.medium)
        .add_columns(first_typed_by(), is_typed_twice())
        .join(Participant, Participant.id == Enrolment.participant_id)
        .outerjoin(Sitting, own)
        .where(
            Enrolment.cohort_id == session.cohort_id,
            Enrolment.enrolled_on <= session.held_on,
            or_(Enrolment.exited_on.is_(None), Enrolment.exited_on >= session.held_on),
        )
        .order_by(Participant.code)
        .limit(GIRLS_AT_MOST)
    )
    rows = db.session.execute(query).all()
    given = consents_in_force([row.girl for row in rows], on)
    return [
        Chair(
            row.id,
            row.girl,
            row.code,
            asked_language(row.language, row.other_languages),
            row.state,
            row.code_expires_at is not None and row.code_expires_at > at,
            ConsentKind.ASSESSMENTS in given[row.girl],
            Paper(row.state, row.medium, row.first_by, row.is_typed_twice),
        )
        for row in rows
    ]


def display_names(session: GroupSession) -> dict[UUID, str]:
    """The girls of the group as a screen shows them ("Maya R."), by enrolment id."""
    query = (
        select(Enrolment.id, Participant.id.label("girl"), Participant.display_name_sealed, VaultKey)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Enrolment.cohort_id == session.cohort_id)
        .order_by(Enrolment.id)
        .limit(GIRLS_AT_MOST)
    )
    return {
        row.id: open_key(row.VaultKey).text(Participant.display_name_sealed, row.girl, row.display_name_sealed)
        for row in db.session.execute(query)
    }


def reaches(permission: Permission, session: GroupSession, actor: Actor) -> bool:
    """Whether `actor` holds `permission` over the group of `session`, not merely somewhere."""
    query = select(Cohort.id).where(Cohort.id == session.cohort_id, within(actor.scopes(permission), actor))
    return db.session.scalar(query) is not None


def sessions_planned(session: GroupSession) -> int:
    """The highest number of a session in the group."""
    query = select(GroupSession.number).where(GroupSession.cohort_id == session.cohort_id)
    return db.session.scalars(query.order_by(GroupSession.number.desc()).limit(1)).one()
