"""Moving a referral on: screened, on the waitlist, ended with a reason, opened again; and same girl or not."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants import events
from curriculum_app.participants.models import Participant, ParticipantRace, Referral, ReferralStep
from curriculum_app.participants.rules.moves import REASONS, may_move
from curriculum_app.participants.rules.words import AreaState, ReferralReason, ReferralState


class ReferralChanged(Conflict):
    """Somebody else moved this referral meanwhile."""

    message: ClassVar[object] = _l("Someone else changed this referral. Look at it again, then decide.")


class NotFromHere(Refusal):
    """The referral cannot go there from where it stands."""

    message: ClassVar[object] = _l("This step is not open for this referral any more.")


class AreaNeeded(Refusal):
    """Nobody has decided where she lives."""

    message: ClassVar[object] = _l("Decide her home area first.")


class ReasonNeeded(Refusal):
    """Ending a referral needs a reason that fits."""

    message: ClassVar[object] = _l("Choose a reason.")
    field = "reason"


class NoteNeeded(Refusal):
    """“Other” says nothing without a few words."""

    message: ClassVar[object] = _l("Say in a few words what the reason is.")
    field = "note"


class NotADuplicate(Refusal):
    """The two records are not, or are no longer, in question."""

    message: ClassVar[object] = _l("This question was answered already.")


class HasSeat(Refusal):
    """The newer record is in use; joining the two would tear its history."""

    message: ClassVar[object] = _l("She already has more than this referral under this record. Keep both.")


def screen_referral(referral: Referral, *, version: int, note: str = "", actor: Actor, at: datetime) -> Referral:
    """Somebody looked at the referral and it can go on. Raises ReferralChanged, NotFromHere."""
    return _move(referral, ReferralState.SCREENED, version=version, note=note, actor=actor, at=at)


def waitlist_referral(referral: Referral, *, version: int, actor: Actor, at: datetime) -> Referral:
    """She waits for a place from now on. Raises AreaNeeded, ReferralChanged, NotFromHere."""
    if referral.participant.area_state is AreaState.UNDECIDED:
        raise AreaNeeded
    moved = _move(referral, ReferralState.WAITLISTED, version=version, actor=actor, at=at)
    moved.waitlisted_at = moved.waitlisted_at or at
    return moved


def close_referral(
    referral: Referral,
    *,
    state: ReferralState,
    reason: ReferralReason | None,
    note: str = "",
    version: int,
    actor: Actor,
    at: datetime,
) -> Referral:
    """End a referral without a place: ineligible, declined or referred on, always with a reason that fits.

    Raises ReasonNeeded, NoteNeeded (for "other"), ReferralChanged, NotFromHere.
    """
    if reason is None or reason not in REASONS.get(state, ()):
        raise ReasonNeeded
    if reason is ReferralReason.OTHER and not note:
        raise NoteNeeded
    return _move(referral, state, version=version, reason=reason, note=note, actor=actor, at=at)


def reopen_referral(referral: Referral, *, version: int, actor: Actor, at: datetime) -> Referral:
    """Take an ended referral up again, as received. Raises ReferralChanged, NotFromHere."""
    return _move(referral, ReferralState.RECEIVED, version=version, actor=actor, at=at)


def decide_duplicate(
    referral: Referral, *, older: Participant, is_same: bool, version: int, actor: Actor, at: datetime
) -> Referral:
    """Say whether the girl of this referral is the one already known as `older`.

    The same: the referral, and whatever came with it, goes to the older record, and the newer one is destroyed with
    its key. Raises NotADuplicate, HasSeat, ReferralChanged.
    """
    newer = referral.participant
    if referral.version != version:
        raise ReferralChanged
    if newer.possible_duplicate_of_id != older.id:
        raise NotADuplicate
    if is_same and _is_in_use(newer, referral):
        raise HasSeat
    newer.possible_duplicate_of_id = None
    referral.version += 1
    if is_same:
        _join(referral, newer, older)
    db.session.flush()
    record(events.DUPLICATE_DECIDED, actor=actor, at=at, subject=referral, is_same=is_same, other=str(older.id))
    return referral


def _move(
    referral: Referral,
    to: ReferralState,
    *,
    version: int,
    reason: ReferralReason | None = None,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> Referral:
    if referral.version != version:
        raise ReferralChanged
    if not may_move(referral.state, to):
        raise NotFromHere
    was = referral.state
    referral.state, referral.state_since, referral.version = to, at, referral.version + 1
    step_id = new_id()
    key = open_key(referral.participant.key)
    sealed_note = key.seal(ReferralStep.note_sealed, step_id, note or None)
    step = ReferralStep(
        id=step_id, referral_id=referral.id, at=at, user_id=actor.user_id, state=to, reason=reason,
        note_sealed=sealed_note,
    )  # fmt: skip
    db.session.add(step)
    db.session.flush()
    code = reason.value if reason else None
    record(events.REFERRAL_MOVED, actor=actor, at=at, subject=referral, reason=code, was=was.value, now=to.value)
    return referral


def _is_in_use(newer: Participant, referral: Referral) -> bool:
    """Whether more than this one referral hangs on the newer record, or she has or had a seat under it."""
    another = exists().where(Referral.participant_id == newer.id, Referral.id != referral.id)
    seat = exists().where(ReferralStep.referral_id == referral.id, ReferralStep.state == ReferralState.ENROLLED)
    return bool(db.session.scalar(select(another | seat)))


def _join(referral: Referral, newer: Participant, older: Participant) -> None:
    """Give the referral to the older record, its sealed texts under her key, and destroy the newer one."""
    old_key, new_key = open_key(newer.key), open_key(older.key)
    number = old_key.open(Referral.external_id_sealed, referral.id, referral.external_id_sealed)
    referral.external_id_sealed = new_key.seal(Referral.external_id_sealed, referral.id, number)
    for step in db.session.scalars(select(ReferralStep).where(ReferralStep.referral_id == referral.id)):
        note = old_key.open(ReferralStep.note_sealed, step.id, step.note_sealed)
        step.note_sealed = new_key.seal(ReferralStep.note_sealed, step.id, note)
    referral.participant = older
    db.session.flush()
    # Whoever was thought to be the newer one is now thought to be the older one.
    for other in db.session.scalars(select(Participant).where(Participant.possible_duplicate_of_id == newer.id)):
        other.possible_duplicate_of_id = older.id
    db.session.flush()
    _destroy(newer)


def _destroy(newer: Participant) -> None:
    """Delete a record and its key. Raises HasSeat when a row of another room still needs it (a walk-in's visit)."""
    try:
        with db.session.begin_nested():
            db.session.execute(delete(ParticipantRace).where(ParticipantRace.participant_id == newer.id))
            db.session.execute(delete(Participant).where(Participant.id == newer.id))
            db.session.execute(delete(VaultKey).where(VaultKey.id == newer.key_id))
    except IntegrityError:
        raise HasSeat from None
