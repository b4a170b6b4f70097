"""Reading who was at a training; what is sealed is opened here, under the program's own key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from curriculum_app.accounts.models import User
from curriculum_app.accounts.rules.words import email_key
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, fingerprint, system_key
from curriculum_app.trainings.models import Attendee, CertificateFile
from curriculum_app.trainings.rules.courses import AddedBy, Applied, plain

MOST_ATTENDEES = 500
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Came:
    """One attendee with her opened words. `is_staff`: her e-mail is that of a member of staff."""

    id: UUID
    name: str
    organisation: str
    role: str
    email: str
    minutes: int
    added_by: AddedBy
    is_staff: bool
    is_confirmed: bool
    applied: Applied | None
    applied_line: str


def attendees_of(training_id: UUID) -> list[Came]:
    """Everybody who was at a training, in the order in which they were written down; at most 500. Two statements."""
    query = select(Attendee).where(Attendee.training_id == training_id).order_by(Attendee.added_at, Attendee.id)
    key = system_key()
    return [came(row, key) for row in db.session.scalars(query.limit(MOST_ATTENDEES))]


def came(row: Attendee, key: DataKey) -> Came:
    """One attendee, opened."""
    return Came(
        id=row.id,
        name=key.text(Attendee.name_sealed, row.id, row.name_sealed),
        organisation=row.organisation,
        role=key.text(Attendee.role_sealed, row.id, row.role_sealed),
        email=key.text(Attendee.email_sealed, row.id, row.email_sealed),
        minutes=row.minutes,
        added_by=row.added_by,
        is_staff=row.user_id is not None,
        is_confirmed=row.staff_training_id is not None,
        applied=row.applied,
        applied_line=key.text(Attendee.applied_line_sealed, row.id, row.applied_line_sealed),
    )


def number_of(training_id: UUID) -> int:
    """How many were at a training."""
    return db.session.scalar(select(func.count()).where(Attendee.training_id == training_id)) or 0


def person_of(name: str, organisation: str, email: str) -> bytes:
    """By what somebody is known in every training: her e-mail, or without one her name and organisation."""
    if email:
        return fingerprint("trainings.person", "email", email_key(email))
    return fingerprint("trainings.person", "name", plain(name), plain(organisation))


def is_here(training_id: UUID, person: bytes) -> bool:
    """Whether somebody is on the list of a training."""
    query = select(Attendee.id).where(Attendee.training_id == training_id, Attendee.person_print == person)
    return db.session.scalar(query.limit(1)) is not None


def staff_with(emails: Collection[str]) -> dict[str, UUID]:
    """The active staff that have one of these e-mails, by the key of the e-mail; a statement for each 500."""
    keys, found = sorted({email_key(email) for email in emails if email}), dict[str, UUID]()
    for some in _some(keys):
        query = select(User.email, User.id).where(User.email.in_(some), User.is_active)
        found |= {row.email: row.id for row in db.session.execute(query)}
    return found


def certificates_of(training_id: UUID, *, since: datetime) -> CertificateFile | None:
    """The PDF of a training's certificates that was made since then."""
    query = select(CertificateFile).where(
        CertificateFile.training_id == training_id, CertificateFile.made_at >= since
    )  # fmt: skip
    return db.session.scalar(query)


def _some(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
