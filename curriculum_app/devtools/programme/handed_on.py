"""A handful of hand-offs in every state: by her own release and by orders, with links, copies and services."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.vault import DataKey, open_key
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import BAY, MORNING, SOUTH
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.places.models import Organisation
from curriculum_app.star_court.models import (
    Handoff,
    HandoffRelease,
    HandoffService,
    HandoffStep,
    PacketCopy,
    PacketLink,
)
from curriculum_app.star_court.rules.packet import Packet, written
from curriculum_app.star_court.rules.words import Basis, Outcome, PacketField, Purpose, Reason, ServiceKind, State
from curriculum_app.star_court.service.packing import text_of
from curriculum_app.star_court.service.sending import LASTS

F, S, K = PacketField, State, ServiceKind
COORDINATORS = {SOUTH: "coordinator@example.com", BAY: "coordinator8@example.com"}
COURT, ADVOCATES, CLINIC = "Collaborative Court, Department 3", "Mariposa Advocates", "Figueroa Youth Clinic"
CONTACTS = {
    COURT: "Yolanda Barrios, 213-555-0148",
    ADVOCATES: "Keisha Lattimore, 310-555-0172",
    CLINIC: "Front desk, ask for Mrs. Tupou",
}
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Story:
    """One invented hand-off: begun so many weeks ago, and then one step a week."""

    area: int
    weeks_ago: int
    recipient: str
    purpose: Purpose
    fields: tuple[PacketField, ...]
    steps: tuple[State, ...] = ()
    order: str = ""
    reason: Reason | None = None
    services: tuple[tuple[ServiceKind, Outcome | None], ...] = ()


STORIES = (
    Story(SOUTH, 0, ADVOCATES, Purpose.ADVOCACY, (F.CHOSEN_NAME, F.LANGUAGE, F.SAFE_CONTACT)),
    Story(SOUTH, 1, CLINIC, Purpose.MEDICAL, (F.NAME, F.BIRTH_DATE, F.LANGUAGE), (S.SENT,)),
    Story(SOUTH, 4, COURT, Purpose.COURT, (F.NAME, F.BIRTH_DATE, F.LANGUAGE, F.GUARDIAN), (S.SENT, S.ACCEPTED),
          order="YJ 40817"),
    Story(SOUTH, 30, COURT, Purpose.SUPERVISION, (F.NAME, F.BIRTH_DATE, F.ADDRESS),
          (S.SENT, S.ACCEPTED, S.IN_SERVICES), order="YJ 39455",
          services=((K.SUPERVISION, None), (K.EDUCATION, Outcome.COMPLETED))),
    Story(BAY, 8, ADVOCATES, Purpose.ADVOCACY, (F.CHOSEN_NAME, F.PHONE), (S.SENT, S.DECLINED), reason=Reason.NO_PLACE),
    Story(BAY, 60, COURT, Purpose.COURT, (F.NAME, F.BIRTH_DATE, F.LANGUAGE),
          (S.SENT, S.ACCEPTED, S.IN_SERVICES, S.CLOSED), order="YJ 38206", reason=Reason.SERVICES_COMPLETED,
          services=((K.ADVOCACY, Outcome.COMPLETED), (K.PLACEMENT_LOCAL, Outcome.GOES_ON_ELSEWHERE))),
)  # fmt: skip


def add_handoffs(rows: Rows, staff: Mapping[str, UUID], *, today: date) -> None:
    """Collect the hand-offs; every girl is in the database already, and `staff` are ids by e-mail."""
    at = clock.instant(today, MORNING)
    recipients = {name: rows.dice.id(at) for name in CONTACTS}
    for name, key in recipients.items():
        rows.add(Organisation, id=key, name=name, version=1)
    told: set[UUID] = set()
    for story in STORIES:
        girl = _girl(story.area, clock.instant(today - WEEK * story.weeks_ago, MORNING), told)
        if girl is not None:
            told.add(girl.id)
            by = staff[COORDINATORS[story.area]]
            _Telling(rows, girl, by, today).tell(story, recipients[story.recipient])


class _Telling:
    """Collects the rows of one story about one girl."""

    def __init__(self, rows: Rows, girl: Participant, by: UUID, today: date) -> None:
        self.rows, self.girl, self.by, self.today = rows, girl, by, today
        self.key: DataKey = open_key(girl.key)

    def tell(self, story: Story, recipient: UUID) -> None:
        """The hand-off with everything under it."""
        begun_on = self.today - WEEK * story.weeks_ago
        days = [min(begun_on + WEEK * number, self.today) for number in range(len(story.steps) + 1)]
        begun_at = clock.instant(begun_on, MORNING)
        row_id = self.rows.dice.id(begun_at)
        release_id = None if story.order else self._release(story, recipient, begun_on)
        self._handoff(story, row_id, recipient, release_id, days)
        for state, day in zip((State.DRAFTED, *story.steps), days, strict=True):
            is_end = state in {State.DECLINED, State.CLOSED}
            at = clock.instant(day, MORNING)
            self.rows.add(
                HandoffStep, id=self.rows.dice.id(at), handoff_id=row_id, state=state,
                reason=story.reason if is_end else None, happened_on=day, recorded_at=at, recorded_by_id=self.by,
            )  # fmt: skip
        if story.steps:
            self._leave(row_id, clock.instant(days[1], MORNING), is_printed=bool(story.order))
        for kind, outcome in story.services:
            self._service(row_id, kind, outcome, days)

    def _handoff(self, story: Story, row_id: UUID, recipient: UUID, release_id: UUID | None, days: list[date]) -> None:
        packet = Packet(story.recipient, tuple((field, text_of(self.girl, field)) for field in story.fields))
        text = packet.to_json() if story.steps else None
        self.rows.add(
            Handoff, id=row_id, code=self.rows.dice.code(), participant_id=self.girl.id, referral_id=None,
            organisation_id=recipient,
            contact_sealed=self.key.seal(Handoff.contact_sealed, row_id, CONTACTS[story.recipient]),
            purpose=story.purpose, basis=Basis.COURT_ORDER if story.order else Basis.RELEASE,
            basis_on=days[0] - WEEK if story.order else None,
            basis_reference_sealed=self.key.seal(Handoff.basis_reference_sealed, row_id, story.order or None),
            fields=written(story.fields), state=(State.DRAFTED, *story.steps)[-1], state_on=days[-1],
            release_id=release_id if story.steps else None,
            packet_sealed=self.key.seal(Handoff.packet_sealed, row_id, text),
            sent_on=days[1] if story.steps else None, started_at=clock.instant(days[0], MORNING),
            version=1 + len(story.steps),
        )  # fmt: skip

    def _release(self, story: Story, recipient: UUID, signed_on: date) -> UUID:
        at = clock.instant(signed_on, MORNING)
        row_id: UUID = self.rows.dice.id(at)
        self.rows.add(
            HandoffRelease, id=row_id, participant_id=self.girl.id, organisation_id=recipient, purpose=story.purpose,
            fields=written(story.fields), permitted_by=ConsentBasis.GUARDIAN,
            given_by_sealed=self.key.seal(HandoffRelease.given_by_sealed, row_id, "Her grandmother"), language="en",
            signed_on=signed_on, expires_on=signed_on + timedelta(days=180), recorded_at=at, recorded_by_id=self.by,
        )  # fmt: skip
        return row_id

    def _leave(self, row_id: UUID, at: datetime, *, is_printed: bool) -> None:
        """By a printed copy where a court wants paper, else by a link that was opened the day after."""
        key = self.rows.dice.id(at)
        if is_printed:
            self.rows.add(PacketCopy, id=key, handoff_id=row_id, number=1, printed_at=at, printed_by_id=self.by)
            return
        opened_at = at + timedelta(days=1)
        is_opened = opened_at < clock.instant(self.today, MORNING)
        self.rows.add(
            PacketLink, id=key, handoff_id=row_id, token_hash=key.bytes * 2, made_at=at, made_by_id=self.by,
            expires_at=at + LASTS, opened_at=opened_at if is_opened else None,
        )  # fmt: skip

    def _service(self, row_id: UUID, kind: ServiceKind, outcome: Outcome | None, days: list[date]) -> None:
        at = clock.instant(days[3], MORNING)
        self.rows.add(
            HandoffService, id=self.rows.dice.id(at), handoff_id=row_id, kind=kind, begins_on=days[3],
            ends_on=min(days[3] + 10 * WEEK, self.today) if outcome else None, outcome=outcome, recorded_at=at,
            recorded_by_id=self.by,
        )  # fmt: skip


def _girl(area: int, before: datetime, besides: Collection[UUID]) -> Participant | None:
    """The girl of the area who was referred last before an instant, with her key."""
    query = (
        select(Participant)
        .join(Referral, Referral.participant_id == Participant.id)
        .where(Participant.service_area == area, Referral.received_at < before, Participant.id.not_in(besides))
        .options(joinedload(Participant.key))
        .order_by(Referral.received_at.desc(), Participant.id)
        .limit(1)
    )
    return db.session.scalar(query)
