"""Moving a referral on: screened, on the waitlist, ended with a reason, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants import events
from curriculum_app.participants.models import Referral, ReferralStep
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
