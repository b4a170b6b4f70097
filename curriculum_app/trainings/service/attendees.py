"""Who was at a training: written down, taken off, known as staff, and whether she used it three months later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.accounts.models import User
from curriculum_app.accounts.rules.words import email_key
from curriculum_app.accounts.service import throttle
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import DataKey, fingerprint, system_key
from curriculum_app.trainings import events
from curriculum_app.trainings.models import Attendee, StaffTraining, Training
from curriculum_app.trainings.queries.attendees import MOST_ATTENDEES, is_here, number_of, person_of, staff_with
from curriculum_app.trainings.rules.courses import AddedBy, Applied, plain
from curriculum_app.trainings.service.staff import AlreadyRecorded, record_training

# From one network address without a pause of fifteen minutes: a full room that shares one network, and no machine.
MOST_FROM_ADDRESS = 200


class TooFast(Refusal):
    """More forms from one address than a room of people fills in."""

    message = _l("Too many forms came from here. Wait fifteen minutes, then press the button again.")


class ListFull(Refusal):
    """More attendees than a training can have."""

    message = _l("The list of this training is full. Tell the trainer.")


@dataclass(frozen=True)
class Person:
    """Somebody who came, as written down; `minutes` None: the whole training."""

    name: str
    organisation: str
    role: str = ""
    email: str = ""
    external_id: str = ""
    minutes: int | None = None


def count_form(address: str, *, at: datetime) -> None:
    """Count one form of a network address, before the writing transaction. Raises TooFast."""
    key = fingerprint("trainings.public.address", address)
    if not throttle.allow(throttle.Limit(key, MOST_FROM_ADDRESS), at=at):
        raise TooFast


def add_attendee(training: Training, person: Person, *, added_by: AddedBy, actor: Actor, at: datetime) -> bool:
    """Write somebody down once; False when she is on the list already. Raises ListFull.

    Who is known as staff by her e-mail has her record by it at once, unless she signed in herself: anybody can type
    anybody's e-mail on a public page, so that a coordinator confirms it there.
    """
    db.session.refresh(training, ["version"], with_for_update=True)
    is_new = not is_here(training.id, person_of(person.name, person.organisation, person.email))
    row = None
    if is_new:
        if number_of(training.id) >= MOST_ATTENDEES:
            raise ListFull
        row = sealed_attendee(training, person, system_key(), added_by=added_by, actor=actor, at=at)
        row.user_id = staff_with([person.email]).get(email_key(person.email))
        db.session.add(row)
        db.session.flush()
        if added_by is not AddedBy.SIGNED_IN:
            make_ready(row, training, actor=actor, at=at)
    record(events.ATTENDEE_ADDED, actor=actor, at=at, subject=row or training, added_by=added_by.value, is_new=is_new)
    return is_new


def sealed_attendee(
    training: Training, person: Person, key: DataKey, *, added_by: AddedBy, actor: Actor, at: datetime
) -> Attendee:
    """The row of somebody at a training, not yet in a session."""
    row_id, who = new_id(), person_of(person.name, person.organisation, person.email)
    return Attendee(
        id=row_id, training_id=training.id, training=training, person_print=who,
        row_print=row_print(training, who, person.external_id),
        name_sealed=key.seal(Attendee.name_sealed, row_id, person.name),
        role_sealed=key.seal(Attendee.role_sealed, row_id, person.role or None),
        email_sealed=key.seal(Attendee.email_sealed, row_id, person.email or None),
        external_id_sealed=key.seal(Attendee.external_id_sealed, row_id, person.external_id or None),
        organisation=person.organisation, organisation_key=plain(person.organisation),
        minutes=person.minutes or training.minutes, added_by=added_by, added_at=at, added_by_id=actor.user_id,
    )  # fmt: skip


def row_print(training: Training, person: bytes, external_id: str = "") -> bytes:
    """By what a line is known again: its own number in the training, or without one who it is."""
    return fingerprint("trainings.row", training.id.hex, external_id or person.hex())


def remove_attendee(attendee: Attendee, *, actor: Actor, at: datetime) -> None:
    """Take somebody off the list, with the record that she had by it."""
    record(events.ATTENDEE_REMOVED, actor=actor, at=at, subject=attendee)
    given = db.session.get(StaffTraining, attendee.staff_training_id) if attendee.staff_training_id else None
    db.session.delete(attendee)
    db.session.flush()
    if given is not None:
        db.session.delete(given)
        db.session.flush()


def confirm_staff(attendee: Attendee, *, actor: Actor, at: datetime) -> None:
    """Say that the member of staff with this e-mail was there indeed; her record follows from it."""
    record(events.STAFF_CONFIRMED, actor=actor, at=at, subject=attendee, user=str(attendee.user_id))
    make_ready(attendee, attendee.training, actor=actor, at=at)


def make_ready(attendee: Attendee, training: Training, *, actor: Actor, at: datetime) -> None:
    """Give a member of staff the record that the course counts as, from the day of the training on."""
    kind = training.course.counts_as
    if kind is None or attendee.user_id is None or attendee.staff_training_id is not None:
        return
    staff = db.session.get_one(User, attendee.user_id)
    first, last = training.held_on, training.expires_on
    try:
        given = record_training(staff, kind=kind, valid_from=first, valid_until=last, actor=actor, at=at)
    except AlreadyRecorded:
        return
    attendee.staff_training_id = given.id
    db.session.flush()


def answer_for(attendee_id: UUID, applied: Applied, line: str, *, actor: Actor, at: datetime) -> None:
    """Write down whether somebody used it; a later answer takes the place of an earlier one."""
    attendee = db.session.get_one(Attendee, attendee_id, with_for_update=True, populate_existing=True)
    attendee.applied, attendee.applied_at = applied, at
    attendee.applied_line_sealed = system_key().seal(Attendee.applied_line_sealed, attendee.id, line or None)
    db.session.flush()
    record(events.ANSWERED, actor=actor, at=at, subject=attendee, answer=applied.value)
