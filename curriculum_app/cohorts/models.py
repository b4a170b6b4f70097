"""Tables of cohorts: the group, its staff, its sessions, its girls, and the tally of each girl."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.cohorts.rules.states import (
    BookingEnd,
    BookingState,
    CancelReason,
    CohortState,
    DraftChange,
    EnrolmentState,
    ExitReason,
    NotHeldReason,
    ProposalState,
    ReadinessGap,
    ReadinessReason,
    SessionState,
    StaffPart,
)
from curriculum_app.core.ids import new_code, new_id
from curriculum_app.core.jobs import Job
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import VaultKey, sealed
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant
from curriculum_app.places.models import Site


class Cohort(Base):
    """One group through one edition. `weekdays` is a mask: Monday 1, Tuesday 2, Wednesday 4 and so on."""

    __tablename__ = "cohorts"
    __table_args__ = (
        CheckConstraint("seats_taken >= 0 AND seats_taken <= capacity", name="seats"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
        CheckConstraint("service_area BETWEEN 1 AND 8", name="service_area"),
        Index("ix_cohorts_state_first_on", "state", "first_on"),
        Index("ix_cohorts_state_last_on", "state", "last_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(5), unique=True, default=new_code)
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    service_area: Mapped[int]
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"), index=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    state: Mapped[CohortState]
    capacity: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(12), default="en")
    weekdays: Mapped[int]
    starts_at: Mapped[time]
    minutes: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    entry_closes_after: Mapped[int] = mapped_column(default=2)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("vault_keys.id"))
    venue_sealed: Mapped[bytes | None] = sealed("cohort.venue")
    closed_on: Mapped[date | None]
    cancel_reason: Mapped[CancelReason | None]
    version: Mapped[int] = mapped_column(default=1)

    site: Mapped[Site] = relationship(lazy="raise")
    edition: Mapped[Edition] = relationship(lazy="raise")
    key: Mapped[VaultKey] = relationship(lazy="raise")


class CohortStaff(Base):
    """Who leads a cohort from when to when; a substitute stands in for one session only."""

    __tablename__ = "cohort_staff"
    __table_args__ = (
        CheckConstraint("(part = 'substitute') = (session_id IS NOT NULL)", name="substitute"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        Index("ix_cohort_staff_user_id_cohort_id", "user_id", "cohort_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"), index=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    part: Mapped[StaffPart]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id"), index=True)
    assigned_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    cohort: Mapped[Cohort] = relationship(lazy="raise")


class GroupSession(Base):
    """One meeting of a cohort: a local date and wall time, and the one lesson it teaches."""

    __tablename__ = "sessions"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        CheckConstraint("(state = 'not_held') = (not_held_reason IS NOT NULL)", name="not_held_reason"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    number: Mapped[int]
    lesson_key: Mapped[str] = mapped_column(String(60))
    lesson_number: Mapped[int]
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[time]
    minutes: Mapped[int]
    state: Mapped[SessionState] = mapped_column(default=SessionState.PLANNED)
    not_held_reason: Mapped[NotHeldReason | None]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id"), unique=True)
    version: Mapped[int] = mapped_column(default=1)

    cohort: Mapped[Cohort] = relationship(lazy="raise")


class Enrolment(Base):
    """A girl in a cohort. The `tally_` columns are kept by attendance in the transaction of each mark."""

    __tablename__ = "enrolments"
    __table_args__ = (
        CheckConstraint("(state = 'exited') = (exit_reason IS NOT NULL AND exited_on IS NOT NULL)", name="exit"),
        Index(
            "uq_enrolments_active_participant_id",
            "participant_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
        Index("ix_enrolments_participant_id", "participant_id"),
        Index("ix_enrolments_cohort_id", "cohort_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referrals.id"), index=True)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("vault_keys.id"))
    state: Mapped[EnrolmentState] = mapped_column(default=EnrolmentState.ACTIVE)
    enrolled_on: Mapped[date]
    age_at_enrolment: Mapped[int | None]
    home_service_area: Mapped[int | None]
    late_reason_sealed: Mapped[bytes | None] = sealed("enrolment.late_reason")
    eligibility_reason_sealed: Mapped[bytes | None] = sealed("enrolment.eligibility_reason")
    # What spoke against a place when she took it, as codes with commas between; None when nothing did.
    exceptions: Mapped[str | None] = mapped_column(String(200))
    exit_reason: Mapped[ExitReason | None]
    exited_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    tally_present: Mapped[int] = mapped_column(default=0)
    tally_late: Mapped[int] = mapped_column(default=0)
    tally_left_early: Mapped[int] = mapped_column(default=0)
    tally_excused: Mapped[int] = mapped_column(default=0)
    tally_unexcused: Mapped[int] = mapped_column(default=0)
    tally_not_expected: Mapped[int] = mapped_column(default=0)
    tally_credited: Mapped[int] = mapped_column(default=0)
    tally_minutes_attended: Mapped[int] = mapped_column(default=0)
    tally_minutes_offered: Mapped[int] = mapped_column(default=0)
    tally_make_ups: Mapped[int] = mapped_column(default=0)

    cohort: Mapped[Cohort] = relationship(lazy="raise")
    participant: Mapped[Participant] = relationship(lazy="raise")
    key: Mapped[VaultKey] = relationship(lazy="raise")


class MakeUpBooking(Base):
    """A chair in one session of another group, for a girl who makes up the lesson of the session `missed_id`.

    It stands beside the seats because every placement asks who sits in a group, guests included; attendance books it.
    """

    __tablename__ = "make_up_bookings"
    __table_args__ = (
        CheckConstraint("chair >= 1", name="chair"),
        CheckConstraint("(state = 'cancelled') = (end_reason IS NOT NULL)", name="end_reason"),
        CheckConstraint("(state = 'attended') = (minutes IS NOT NULL)", name="minutes"),
        Index(
            "uq_make_up_bookings_chair",
            "session_id",
            "chair",
            unique=True,
            sqlite_where=text("state <> 'cancelled'"),
            postgresql_where=text("state <> 'cancelled'"),
        ),
        Index(
            "uq_make_up_bookings_missed",
            "enrolment_id",
            "missed_id",
            unique=True,
            sqlite_where=text("state = 'booked'"),
            postgresql_where=text("state = 'booked'"),
        ),
        Index("ix_make_up_bookings_enrolment_id", "enrolment_id"),
        Index("ix_make_up_bookings_session_id", "session_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    chair: Mapped[int]
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"))
    missed_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"))
    state: Mapped[BookingState] = mapped_column(default=BookingState.BOOKED)
    end_reason: Mapped[BookingEnd | None]
    minutes: Mapped[int | None]
    booked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    booked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    session: Mapped[GroupSession] = relationship(lazy="raise", foreign_keys=[session_id])
    enrolment: Mapped[Enrolment] = relationship(lazy="raise")
    missed: Mapped[GroupSession] = relationship(lazy="raise", foreign_keys=[missed_id])


class ParticipantTally(Base):
    """A girl in one curriculum, across cohorts: counted once, under her latest enrolment.

    Cohorts keeps the enrolment's part, attendance the lessons' part, each in the transaction of the change itself.
    """

    __tablename__ = "participant_tallies"
    __table_args__ = (Index("ix_participant_tallies_cohort_id", "cohort_id"),)

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    curriculum: Mapped[str] = mapped_column(String(40), primary_key=True)
    first_enrolled_on: Mapped[date] = mapped_column(index=True)
    enrolment_id: Mapped[UUID] = mapped_column(ForeignKey("enrolments.id"), index=True)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"))
    home_service_area: Mapped[int | None]
    cohort_service_area: Mapped[int]
    is_started: Mapped[bool] = mapped_column(default=False)
    is_exited: Mapped[bool] = mapped_column(default=False)
    is_completed: Mapped[bool] = mapped_column(default=False)
    exit_reason: Mapped[ExitReason | None]
    exited_on: Mapped[date | None]
    sessions_attended: Mapped[int] = mapped_column(default=0)
    minutes_attended: Mapped[int] = mapped_column(default=0)
    minutes_offered: Mapped[int] = mapped_column(default=0)
    lessons_attended: Mapped[int] = mapped_column(default=0)
    lessons_made_up: Mapped[int] = mapped_column(default=0)
    make_ups_credited: Mapped[int] = mapped_column(default=0)
    lessons_credited: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


# Of an index that holds a part of its table.
_OVER_ALL_SITES: Any = {f"{name}_where": text("site_id IS NULL") for name in ("sqlite", "postgresql")}
_OF_WHOLE_COHORT: Any = {f"{name}_where": text("session_id IS NULL") for name in ("sqlite", "postgresql")}


class CompletionCount(Base):
    """How many girls' tallies say what: by month of first enrolment (`period`; 0 is all of time), site (or over all
    sites: none is named) and areas.

    Triggers on `participant_tallies` move it (`migrations/counting.py`), so that whatever moves a tally moves this with
    it. One key may have several rows, some below zero: their sum counts. A home area of 0 is one that is undecided.
    """

    __tablename__ = "completion_counts"
    __table_args__ = (
        Index(
            "ix_completion_counts_key", "period", "edition_id", "site_id", "cohort_service_area", "home_service_area"
        ),
        Index("ix_completion_counts_everywhere", "period", **_OVER_ALL_SITES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[int]
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("editions.id"))
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    cohort_service_area: Mapped[int]
    home_service_area: Mapped[int]
    enrolled: Mapped[int]
    started: Mapped[int]
    exited: Mapped[int]
    completed: Mapped[int]
    exited_completed: Mapped[int]


class ReadinessException(Base):
    """Somebody allowed one gap in readiness, for one session or (without one) for the whole cohort."""

    __tablename__ = "readiness_exceptions"
    __table_args__ = (
        UniqueConstraint("cohort_id", "session_id", "gap"),
        Index("uq_readiness_exceptions_whole_cohort", "cohort_id", "gap", unique=True, **_OF_WHOLE_COHORT),
        Index("ix_readiness_exceptions_session_id", "session_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohorts.id"))
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("sessions.id"))
    gap: Mapped[ReadinessGap]
    reason: Mapped[ReadinessReason]
    allowed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    allowed_at: Mapped[datetime]


class Proposal(Base):
    """The draft of one service area: which groups, and who would be in them. There is one open draft an area.

    `before` are the figures of the draft that the last proposal replaced, `gap` is how far from the best possible that
    proposal can be, in thousandths (None: not proposed yet), `moved` how many girls it moved.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint("service_area BETWEEN 1 AND 8", name="service_area"),
        Index(
            "uq_proposals_open_service_area",
            "service_area",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    service_area: Mapped[int]
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.OPEN)
    started_at: Mapped[datetime]
    started_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id"))
    proposed_at: Mapped[datetime | None]
    gap: Mapped[int | None]
    moved: Mapped[int | None]
    before: Mapped[dict[str, Any] | None]
    version: Mapped[int] = mapped_column(default=1)

    job: Mapped[Job | None] = relationship(lazy="raise")


class PossibleGroup(Base):
    """A group that is only thought of. `weekdays` is a mask as in `Cohort`; `ordinal` names it within its draft."""

    __tablename__ = "possible_groups"
    __table_args__ = (
        UniqueConstraint("proposal_id", "ordinal"),
        CheckConstraint("weekdays BETWEEN 1 AND 127", name="weekdays"),
        CheckConstraint("seats BETWEEN 1 AND 30", name="seats"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.id"))
    ordinal: Mapped[int]
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"), index=True)
    weekdays: Mapped[int]
    starts_at: Mapped[time]
    minutes: Mapped[int]
    first_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(12))
    seats: Mapped[int]
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    co_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    exception: Mapped[ReadinessReason | None]

    proposal: Mapped[Proposal] = relationship(lazy="raise")
    site: Mapped[Site] = relationship(lazy="raise")


class ProposedSeat(Base):
    """Where a draft has a girl: in a possible group, in a planned cohort, or (both empty) waiting because of a hand."""

    __tablename__ = "proposed_seats"
    __table_args__ = (CheckConstraint("possible_group_id IS NULL OR cohort_id IS NULL", name="one_place"),)

    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    possible_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("possible_groups.id"), index=True)
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohorts.id"), index=True)
    is_pinned: Mapped[bool] = mapped_column(default=False)


class ProposalMove(Base):
    """One change of a draft: `version` is the draft's after it. Of a girl's move it keeps where she was, for Undo.

    `participant_id` is empty where the groups changed or a proposal came in. The places are ids of possible groups or
    cohorts that may be gone by now.
    """

    __tablename__ = "proposal_moves"
    __table_args__ = (UniqueConstraint("proposal_id", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    proposal_id: Mapped[UUID] = mapped_column(ForeignKey("proposals.id"))
    version: Mapped[int]
    what: Mapped[DraftChange]
    participant_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    was_in: Mapped[UUID | None]
    was_pinned: Mapped[bool] = mapped_column(default=False)
    now_in: Mapped[UUID | None]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
