"""The programme of the access matrix with a canary in every sensitive field of every relation's objects."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

from sqlalchemy import select

from curriculum_app.accounts.models import RoleAssignment, SignIn, User
from curriculum_app.assessments.models import AnswerSet
from curriculum_app.attendance.models import MarkChange, Visit
from curriculum_app.attendance.rules.words import Source, Status, Verdict
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.concerns.models import Concern, ConcernAnswer
from curriculum_app.concerns.rules.words import Field
from curriculum_app.core.access import Actor, Role
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.tables import read_rows
from curriculum_app.core.vault import DataKey, VaultKey, open_key, system_key
from curriculum_app.notes.models import (
    Addendum,
    FidelityException,
    FidelityLog,
    FidelityRevision,
    Note,
    NoteAboutGirl,
    NoteDraft,
    NoteRevision,
)
from curriculum_app.notes.queries import to_json
from curriculum_app.notes.rules.fidelity import LogText, Outcome, Why
from curriculum_app.participants.models import Consent, Participant, Referral, ReferralStep
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.uploads import keep_upload
from curriculum_app.star_court.models import Handoff, HandoffRelease
from curriculum_app.star_court.rules.packet import Packet
from curriculum_app.star_court.rules.words import PacketField
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.service.certificates import keep_certificates
from tests.factories import Make
from tests.factories.sittings import sitting
from tests.house.access_matrix.world import World, build
from tests.house.field_canaries.words import canary, sealed_labels

UPLOADERS = {"A": "coordinator", "B": "manager", "C": "facilitator"}


def build_with_canaries(make: Make) -> World:
    """The matrix's programme, planted; its uploads are new ones."""
    world = build(make)
    ids = {relation: dict(found) for relation, found in world.ids.items()}
    for relation in "ABC":
        _plant(make, relation, ids[relation])
        ids[relation]["upload_id"] = _upload(make, relation, world)
    # A girl of A could be one of C: whoever may not know of C must not meet her in the hint either.
    db.session.get_one(Participant, ids["A"]["participant_id"]).possible_duplicate_of_id = ids["C"]["participant_id"]
    _write_notes(make, "A", ids["A"], world.people["facilitator"].id)
    for relation, told_as in (("A", "K"), ("B", "B"), ("C", "C")):
        _write_notes(make, told_as, ids[relation], ids[relation]["user_id"])
        _write_log(make, relation, ids[relation])
    for relation in "ABC":
        _tell_of(make, relation, ids[relation]["concern_id"])
        _hand_on(relation, ids[relation]["participant_id"])
    make.commit()
    return replace(world, ids=ids)


def _plant(make: Make, relation: str, ids: dict[str, UUID]) -> None:
    """A canary in every sensitive field of one relation's rows."""
    girl, cohort = db.session.get_one(Participant, ids["participant_id"]), db.session.get_one(Cohort, ids["cohort_id"])
    enrolment = db.session.get_one(Enrolment, ids["enrolment_id"])
    referral = db.session.get_one(Referral, ids["referral_id"])
    hers, the_cohorts, seats = _key(girl.key_id), _key(cohort.key_id), _key(enrolment.key_id)
    _seal(girl, hers, relation)
    _seal(cohort, the_cohorts, relation)
    _seal(enrolment, seats, relation)
    _seal(referral, hers, relation)
    _seal(db.session.get_one(Visit, ids["visit_id"]), the_cohorts, relation)
    for step in db.session.scalars(select(ReferralStep).where(ReferralStep.referral_id == referral.id)):
        _seal(step, hers, relation)
    for consent in db.session.scalars(select(Consent).where(Consent.participant_id == girl.id)):
        _seal(consent, hers, relation)
    girl.code, referral.source = canary("participant.code", relation), canary("referral.source", relation)
    referral.state, referral.waitlisted_at = ReferralState.WAITLISTED, make.at
    _plant_staff(make, relation, ids)
    _plant_training(make, relation, ids)
    change = MarkChange(
        op_id=new_id(), session_id=ids["session_id"], enrolment_id=enrolment.id, status=Status.UNEXCUSED,
        base_version=0, version=1, verdict=next(iter(Verdict)), source=next(iter(Source)),
        changed_by_id=ids["user_id"], changed_at=make.at,
    )  # fmt: skip
    _seal(change, seats, relation, row_id=change.op_id)
    make.add(change)
    answers = AnswerSet(id=new_id(), sitting_id=sitting(make, enrolment, ids["session_id"]).id, saved_at=make.at)
    _seal(answers, seats, relation)
    make.add(answers)


def _plant_staff(make: Make, relation: str, ids: dict[str, UUID]) -> None:
    lead = db.session.get_one(User, ids["user_id"])
    lead.full_name, lead.email = canary("user.full_name", relation), canary("user.email", relation)
    db.session.get_one(SignIn, ids["sign_in_id"]).device_label = canary("sign_in.device_label", relation)
    _seal(lead, system_key(), relation)
    # She has asked for a role that a second person has to approve.
    make.add(RoleAssignment(user_id=lead.id, role=Role.ANALYST, from_on=make.today, granted_at=make.at))


def _plant_training(make: Make, relation: str, ids: dict[str, UUID]) -> None:
    """Somebody who was at a training, and the certificates that wait to be fetched."""
    _seal(db.session.get_one(Attendee, ids["attendee_id"]), system_key(), relation)
    training, word = db.session.get_one(Training, ids["training_id"]), canary("certificate_file.body", relation)
    actor = Actor(kind="system", today=make.today)
    keep_certificates(training, word.encode(), number=1, actor=actor, at=make.at)


def _write_notes(make: Make, relation: str, ids: dict[str, UUID], author_id: UUID) -> None:
    """A note that is closed, with everything that can hang on one, by one author on one session."""
    cohort = db.session.get_one(Cohort, ids["cohort_id"])
    enrolment = db.session.get_one(Enrolment, ids["enrolment_id"])
    note = db.session.scalar(select(Note).where(Note.session_id == ids["session_id"], Note.author_id == author_id))
    if note is None:
        note = Note(id=new_id(), session_id=ids["session_id"], author_id=author_id, version=2)
    note.written_at = make.at - timedelta(days=4)
    _seal(note, _key(cohort.key_id), relation)
    make.add(note)
    session = {"session_id": ids["session_id"], "author_id": author_id}
    hanging: list[Any] = [
        NoteAboutGirl(id=new_id(), note_id=note.id, enrolment_id=enrolment.id, written_at=make.at),
        NoteRevision(id=new_id(), note_id=note.id, enrolment_id=enrolment.id, version=1, replaced_at=make.at),
        Addendum(id=new_id(), note_id=note.id, enrolment_id=enrolment.id, written_at=make.at),
        NoteDraft(id=new_id(), enrolment_id=enrolment.id, saved_at=make.at, **session),
    ]
    for row in hanging:
        _seal(row, _key(enrolment.key_id), relation)
        make.add(row)


def _write_log(make: Make, relation: str, ids: dict[str, UUID]) -> None:
    """A fidelity log of one session, changed once, with an exception in words."""
    key = _key(db.session.get_one(Cohort, ids["cohort_id"]).key_id)
    log = FidelityLog(
        id=new_id(), session_id=ids["session_id"], author_id=ids["user_id"], required_planned=1, required_given=1,
        optional_planned=0, optional_given=0, minutes_planned=10, minutes_given=5, written_at=make.at, version=2,
    )  # fmt: skip
    exception = FidelityException(
        id=new_id(), log_id=log.id, activity_key="a", outcome=Outcome.CHANGED, minutes=5, reason=Why.OTHER
    )
    revision = FidelityRevision(id=new_id(), log_id=log.id, version=1, replaced_at=make.at)
    for row in (log, exception):
        _seal(row, key, relation)
        make.add(row)
    was = to_json(LogText({}, None, canary("fidelity.revision", relation)))
    revision.body_sealed = key.seal(FidelityRevision.body_sealed, revision.id, was)
    make.add(revision)


def _tell_of(make: Make, relation: str, concern_id: UUID) -> None:
    """What a concern says; a new answer takes the place of the old one, which stays."""
    concern = db.session.get_one(Concern, concern_id)
    for field in (Field.TEXT, Field.GIRL, Field.SPOKEN_TO, Field.FOLLOW_UP):
        row = ConcernAnswer(id=new_id(), concern_id=concern_id, field=field, said_by_id=concern.author_id)
        row.said_at = make.at
        _seal(row, _key(concern.key_id), relation)
        make.add(row)


def _hand_on(relation: str, participant_id: UUID) -> None:
    """What her hand-offs say: the sealed texts of each, and the papers of the one that was sent."""
    girl = db.session.get_one(Participant, participant_id)
    key = _key(girl.key_id)
    for release in db.session.scalars(select(HandoffRelease).where(HandoffRelease.participant_id == girl.id)):
        _seal(release, key, relation)
    for row in db.session.scalars(select(Handoff).where(Handoff.participant_id == girl.id)):
        is_sent, is_ordered = row.packet_sealed is not None, row.basis_reference_sealed is not None
        _seal(row, key, relation)
        packet = Packet("Court", ((PacketField.NAME, canary("handoff.packet", relation)),))
        row.packet_sealed = key.seal(Handoff.packet_sealed, row.id, packet.to_json()) if is_sent else None
        row.basis_reference_sealed = row.basis_reference_sealed if is_ordered else None


def _upload(make: Make, relation: str, world: World) -> UUID:
    """A file that waits for its import, with the canary in a cell."""
    header = "first_name,last_name,birth_date,zip,referral_source,referred_on"
    line = f"{canary('pending_import.body', relation)},Reyes,2012-03-04,90002,School,2026-02-03"
    owner = db.session.get_one(User, world.people[UPLOADERS[relation]].id)
    sender = make.actor(owner, "coordinator", 6)
    return keep_upload(read_rows(BytesIO(f"{header}\n{line}".encode())), actor=sender, at=make.at).id


def _seal(row: Any, key: DataKey, relation: str, row_id: UUID | None = None) -> None:  # noqa: ANN401 - any row
    """Put the canary of each sealed column of `row` into it."""
    kind: Any = type(row)
    for label, (mapper, name) in sealed_labels().items():
        if mapper.class_ is kind:
            setattr(row, name, key.seal(getattr(kind, name), row_id or row.id, canary(label, relation)))


def _key(key_id: UUID) -> DataKey:
    return open_key(db.session.get_one(VaultKey, key_id))
