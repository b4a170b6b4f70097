"""A girl types her code: the tablet gets a secret of its own and holds her sitting until she is done or hides."""

from datetime import date, datetime
from typing import ClassVar

from flask_babel import lazy_gettext as _l

from curriculum_app.accounts.service import throttle
from curriculum_app.accounts.service.hashing import new_token, token_hash
from curriculum_app.assessments.events import SITTING_ENTERED, SITTING_HIDDEN
from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.queries.own import sitting_of_code
from curriculum_app.assessments.rules import SittingState, typed_code
from curriculum_app.assessments.service.opening import code_hash
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.vault import fingerprint
from curriculum_app.participants.queries.consents import consents_in_force
from curriculum_app.participants.rules.consents import ConsentKind

# Wrong codes from one network address before fifteen minutes of pause: a group of twelve mistypes less, and at this
# pace a machine meets one of three hundred open codes in about two years.
WRONG_FROM_ADDRESS = 30


class CodeRefused(Refusal):
    """Wrong, expired, used, or too many tries: the sentence is the same."""

    message: ClassVar[object] = _l("That code doesn't work. Ask your facilitator for a new one.")
    field = "code"


def tablet_actor(today: date) -> Actor:
    """Whoever sits at a tablet: the audit knows of her sitting, not of her."""
    return Actor(kind="tablet", today=today)


def count_try(address: str, *, at: datetime) -> None:
    """Count one try of a network address, before the writing transaction. Raises CodeRefused."""
    if not throttle.allow(_limit(address), at=at):
        raise CodeRefused


def enter(typed: str, *, address: str, actor: Actor, at: datetime) -> tuple[Sitting, str]:
    """The sitting of a code and the tablet's new secret, which only its cookie keeps; another tablet loses it.

    Raises CodeRefused, also when consent was taken back since the slip was printed.
    """
    code = typed_code(typed)
    sitting = sitting_of_code(code_hash(code), at) if code else None
    if sitting is None or not _may_be_asked(sitting, actor.today):
        raise CodeRefused
    throttle.give_back(_limit(address))
    token = new_token()
    sitting.tablet_hash = token_hash(token)
    sitting.state, sitting.started_at = SittingState.STARTED, sitting.started_at or at
    db.session.flush()
    record(SITTING_ENTERED, actor=actor, at=at, subject=sitting)
    return sitting, token


def hide(sitting: Sitting, *, actor: Actor, at: datetime) -> None:
    """Take the sitting off its tablet; her code brings it back, there or elsewhere."""
    sitting.tablet_hash = None
    db.session.flush()
    record(SITTING_HIDDEN, actor=actor, at=at, subject=sitting)


def _limit(address: str) -> throttle.Limit:
    return throttle.Limit(fingerprint("assessments.code.address", address), WRONG_FROM_ADDRESS)


def _may_be_asked(sitting: Sitting, on: date) -> bool:
    girl = sitting.enrolment.participant_id
    return ConsentKind.ASSESSMENTS in consents_in_force([girl], on)[girl]
