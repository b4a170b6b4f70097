"""Recording consents as they stand on a signed paper, and taking one back. Answers are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key
from curriculum_app.core.written_dates import EARLIEST, months_later
from curriculum_app.participants import events
from curriculum_app.participants.models import Consent, Participant
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.rules.consents import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentPart,
    ConsentState,
    standing,
)

Question = tuple[ConsentKind, ConsentPart]


class NothingAnswered(Refusal):
    """An empty paper says nothing."""

    message: ClassVar[object] = _l("Choose at least one answer.")


class SignedLater(Refusal):
    """Nobody signs tomorrow's paper today."""

    message: ClassVar[object] = _l("The date of the signature must not lie in the future.")
    field = "signed_on"


class SignedTooEarly(Refusal):
    """A year that was mistyped."""

    message: ClassVar[object] = _l("Check the year of the signature.")
    field = "signed_on"


class EndsBefore(Refusal):
    """A consent that ends before it begins."""

    message: ClassVar[object] = _l("It must hold at least until the day of the signature.")
    field = "expires_on"


class BasisNeeded(Refusal):
    """A permission rests on somebody's right to give it."""

    message: ClassVar[object] = _l("Choose who may permit it.")
    field = "basis"


class GiverNeeded(Refusal):
    """A permission has a name under it."""

    message: ClassVar[object] = _l("Enter who signed for her.")
    field = "given_by"


class ContactNotAllowed(Refusal):
    """A way to reach her belongs to a yes to being reached."""

    message: ClassVar[object] = _l("Answer yes to contact afterwards, or leave this empty.")
    field = "safe_contact"


class NoPermissionAnswered(Refusal):
    """A name under nothing."""

    message: ClassVar[object] = _l("Answer what this person signed, or leave this empty.")
    field = "given_by"


class NothingToRevoke(Refusal):
    """What does not hold cannot be taken back."""

    message: ClassVar[object] = _l("This consent does not hold on that day.")
    field = "revoked_on"


class RevokedLater(Refusal):
    """It is written down once it was said."""

    message: ClassVar[object] = _l("The day must not lie in the future.")
    field = "revoked_on"


@dataclass(frozen=True, slots=True)
class Paper:
    """One signed sheet: its answers by question, and what stands once on it.

    `expires_on` None means as long as the programme's consents hold. `safe_contact` is how and when she may be reached
    afterwards; it is kept with the answers about that.
    """

    id: UUID
    answers: Mapping[Question, ConsentAnswer]
    signed_on: date
    form_version: str
    language: str
    basis: ConsentBasis | None = None
    given_by: str = ""
    safe_contact: str = ""
    expires_on: date | None = None


def record_consent(
    participant: Participant, paper: Paper, *, limits: Limits, actor: Actor, at: datetime
) -> list[Consent]:
    """Write down every answer on `paper`; the same paper again makes nothing. `limits` are those of its signature.

    Raises NothingAnswered, SignedLater, SignedTooEarly, EndsBefore, NoPermissionAnswered, ContactNotAllowed, and for a
    given permission BasisNeeded, GiverNeeded.
    """
    known = list(db.session.scalars(select(Consent).where(Consent.paper_id == paper.id).order_by(Consent.id)))
    if known:
        return known
    _check(paper, actor)
    ends = paper.expires_on or months_later(paper.signed_on, limits.consent_months)
    rows = [_row(participant, paper, question, ends, actor, at) for question in paper.answers]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        what = {"kind": row.kind.value, "part": row.part.value, "answer": row.answer.value}
        record(events.CONSENT_RECORDED, actor=actor, at=at, subject=row, **what)
    return rows


def revoke_consent(
    participant: Participant,
    *,
    kind: ConsentKind,
    part: ConsentPart,
    revoked_on: date,
    said_by_whom: str = "",
    revocation_id: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> Consent:
    """Write down that a permission (by whoever holds it) or an assent (by the girl) is taken back from a day on.

    Nothing else changes by itself: marks and seats stay. The same `revocation_id` again makes nothing. Raises
    NothingToRevoke, RevokedLater.
    """
    known = db.session.get(Consent, revocation_id) if revocation_id else None
    if known is not None:
        return known
    if revoked_on > actor.today:
        raise RevokedLater
    if standing(said_by([participant.id])[participant.id], kind, part, revoked_on).state is not ConsentState.IN_FORCE:
        raise NothingToRevoke
    row_id, paper = revocation_id or new_id(), _newest(participant, kind, part)
    row = Consent(
        id=row_id, participant_id=participant.id, paper_id=row_id, kind=kind, part=part, answer=ConsentAnswer.REVOKED,
        form_version=paper.form_version, language=paper.language, signed_on=revoked_on,
        given_by_sealed=open_key(participant.key).seal(Consent.given_by_sealed, row_id, said_by_whom or None),
        recorded_at=at, recorded_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record(events.CONSENT_REVOKED, actor=actor, at=at, subject=row, kind=kind.value, part=part.value)
    return row


def reveal_consents(participant: Participant, *, actor: Actor, at: datetime) -> dict[UUID, tuple[str, str]]:
    """Who gave each answer and how she may be reached, by answer; written down before it is shown."""
    record(events.CONSENTS_REVEALED, actor=actor, at=at, subject=participant)
    key = open_key(participant.key)
    query = select(Consent).where(Consent.participant_id == participant.id).order_by(Consent.id)
    return {
        row.id: (
            key.text(Consent.given_by_sealed, row.id, row.given_by_sealed),
            key.text(Consent.safe_contact_sealed, row.id, row.safe_contact_sealed),
        )
        for row in db.session.scalars(query)
    }


def _check(paper: Paper, actor: Actor) -> None:
    if not paper.answers:
        raise NothingAnswered
    if paper.signed_on > actor.today:
        raise SignedLater
    if paper.signed_on < EARLIEST.replace(year=2000):
        raise SignedTooEarly
    if paper.expires_on is not None and paper.expires_on < paper.signed_on:
        raise EndsBefore
    _check_persons(paper)


def _check_persons(paper: Paper) -> None:
    given = {question for question, answer in paper.answers.items() if answer is ConsentAnswer.GIVEN}
    permits = any(part is ConsentPart.PERMISSION for _kind, part in given)
    if permits and paper.basis is None:
        raise BasisNeeded
    if permits and not paper.given_by:
        raise GiverNeeded
    if paper.given_by and all(part is ConsentPart.ASSENT for _kind, part in paper.answers):
        raise NoPermissionAnswered
    if paper.safe_contact and all(kind is not ConsentKind.FOLLOW_UP_CONTACT for kind, _part in given):
        raise ContactNotAllowed


def _row(  # noqa: PLR0917 - the parts of one row
    participant: Participant, paper: Paper, question: Question, ends: date, actor: Actor, at: datetime
) -> Consent:
    row_id, key = new_id(), open_key(participant.key)
    (kind, part), answer = question, paper.answers[question]
    is_given, is_permission = answer is ConsentAnswer.GIVEN, part is ConsentPart.PERMISSION
    given_by = paper.given_by if is_permission else ""
    safe_contact = paper.safe_contact if kind is ConsentKind.FOLLOW_UP_CONTACT and is_given else ""
    return Consent(
        id=row_id, participant_id=participant.id, paper_id=paper.id, kind=kind, part=part, answer=answer,
        basis=paper.basis if is_given and is_permission else None, form_version=paper.form_version,
        language=paper.language, signed_on=paper.signed_on, expires_on=ends if is_given else None,
        given_by_sealed=key.seal(Consent.given_by_sealed, row_id, given_by or None),
        safe_contact_sealed=key.seal(Consent.safe_contact_sealed, row_id, safe_contact or None),
        recorded_at=at, recorded_by_id=actor.user_id,
    )  # fmt: skip


def _newest(participant: Participant, kind: ConsentKind, part: ConsentPart) -> Consent:
    """The newest paper of one question: what is taken back was given on it."""
    query = (
        select(Consent)
        .where(Consent.participant_id == participant.id, Consent.kind == kind, Consent.part == part)
        .order_by(Consent.signed_on.desc(), Consent.recorded_at.desc(), Consent.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).one()
