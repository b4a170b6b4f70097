"""Who is to be asked three months later: in the days for it, consented to and not done, with the tries so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from curriculum_app.accounts.models import User
from curriculum_app.assessments.models import FollowUpTry, Sitting
from curriculum_app.assessments.rules import SittingState, Wave
from curriculum_app.assessments.rules.follow_up import TryOutcome, asked_until, last_sessions_due
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.queries import within
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Consent, Participant
from curriculum_app.participants.queries.consents import consents_in_force
from curriculum_app.participants.queries.names import NAME_COLUMNS, display_name
from curriculum_app.participants.rules.consents import ConsentKind

MOST_DUE = 300
MOST_TRIES = 50
FINISHED = tuple(state for state in SittingState if state.is_finished)
ENDING = tuple(outcome for outcome in TryOutcome if outcome.ends)
NEEDED = frozenset({ConsentKind.ASSESSMENTS, ConsentKind.FOLLOW_UP_CONTACT})


@dataclass(frozen=True)
class DueGirl:
    """A girl to be asked until the day `until`, with the newest try."""

    cohort_id: UUID
    enrolment_id: UUID
    name: str
    code: str
    group: str
    until: date
    last_outcome: TryOutcome | None
    tried_at: datetime | None
    next_on: date | None


@dataclass(frozen=True)
class TryRow:
    """One try with who made it."""

    outcome: TryOutcome
    next_on: date | None
    tried_at: datetime
    by: str | None


def due_follow_ups(scopes: Scopes, actor: Actor, instrument: str) -> list[DueGirl]:
    """The girls within reach who are to be asked today: those whose next try has come first, then by last day.

    Out of the 300 whose days end first; girls without consent to contact and questions are left out.
    """
    other = aliased(FollowUpTry)
    newest = select(other.id).where(other.enrolment_id == Enrolment.id).order_by(other.tried_at.desc(), other.id.desc())
    query = (
        select(Cohort.id.label("cohort_id"), Cohort.name, Cohort.last_on, Enrolment.id.label("enrolment_id"))
        .add_columns(Participant.code, FollowUpTry.outcome, FollowUpTry.tried_at, FollowUpTry.next_on, *NAME_COLUMNS)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .outerjoin(FollowUpTry, FollowUpTry.id == newest.limit(1).correlate(Enrolment).scalar_subquery())
        .where(within(scopes, actor), _is_due(actor.today, instrument))
        .order_by(Cohort.last_on, Enrolment.id)
        .limit(MOST_DUE)
    )
    found = db.session.execute(query).all()
    given = consents_in_force([row.participant_id for row in found], actor.today)
    girls = [
        DueGirl(
            row.cohort_id, row.enrolment_id, display_name(row), row.code, row.name, asked_until(row.last_on),
            row.outcome, row.tried_at, row.next_on,
        )
        for row in found
        if given[row.participant_id] >= NEEDED
    ]  # fmt: skip
    return sorted(girls, key=lambda girl: (girl.next_on or actor.today, girl.until, girl.code))


def is_due(enrolment: Enrolment, instrument: str, on: date) -> bool:
    """Whether this girl may be asked on a day."""
    query = select(Enrolment.id).join(Cohort, Cohort.id == Enrolment.cohort_id)
    there = db.session.scalar(query.where(Enrolment.id == enrolment.id, _is_due(on, instrument)))
    girl = enrolment.participant_id
    return there is not None and consents_in_force([girl], on)[girl] >= NEEDED


def tries_of(enrolment: Enrolment) -> Sequence[TryRow]:
    """The tries to reach a girl, newest first."""
    query = (
        select(FollowUpTry.outcome, FollowUpTry.next_on, FollowUpTry.tried_at, User.full_name)
        .outerjoin(User, User.id == FollowUpTry.tried_by_id)
        .where(FollowUpTry.enrolment_id == enrolment.id)
        .order_by(FollowUpTry.tried_at.desc(), FollowUpTry.id.desc())
        .limit(MOST_TRIES)
    )
    return [TryRow(*row) for row in db.session.execute(query)]


def safe_way(participant: Participant) -> str:
    """How and when she may be reached: as her newest consent to it says, else as her record does. Log the read."""
    key = open_key(db.session.get_one(VaultKey, participant.key_id))
    query = (
        select(Consent.id, Consent.safe_contact_sealed)
        .where(Consent.participant_id == participant.id, Consent.kind == ConsentKind.FOLLOW_UP_CONTACT)
        .where(Consent.safe_contact_sealed.is_not(None))
        .order_by(Consent.signed_on.desc(), Consent.recorded_at.desc(), Consent.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    if row is not None:
        return key.text(Consent.safe_contact_sealed, row.id, row.safe_contact_sealed)
    return key.text(Participant.safe_contact_sealed, participant.id, participant.safe_contact_sealed)


def _is_due(today: date, instrument: str) -> ColumnElement[bool]:
    """Asked before, not asked since, in the days for it, and no try said stop; about `Enrolment` with `Cohort`."""
    last = aliased(FollowUpTry)
    return and_(
        Cohort.state.in_((CohortState.COMPLETED, CohortState.RUNNING)),
        Cohort.last_on.between(*last_sessions_due(today)),
        _has_finished((Wave.PRE, Wave.POST), instrument),
        ~_has_finished((Wave.FOLLOW_UP,), instrument),
        ~exists().where(last.enrolment_id == Enrolment.id, last.outcome.in_(ENDING)),
    )


def _has_finished(waves: Collection[Wave], instrument: str) -> ColumnElement[bool]:
    return exists().where(
        Sitting.enrolment_id == Enrolment.id,
        Sitting.instrument == instrument,
        Sitting.wave.in_(waves),
        Sitting.state.in_(FINISHED),
    )
