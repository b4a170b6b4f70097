"""Tables of hand-offs: the hand-off, her releases, its steps and services, links to its packet and printed copies.

What names anybody lies under the girl's own key, so that whatever seals or destroys her record closes the packet too.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import sealed
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.places.models import Organisation
from curriculum_app.star_court.rules.words import Basis, Outcome, Purpose, Reason, ServiceKind, State


class Handoff(Base):
    """A girl is handed on to one recipient for one purpose. After sending only its state changes."""

    __tablename__ = "handoffs"
    __table_args__ = (
        CheckConstraint("(basis = 'release') = (basis_on IS NULL)", name="basis_on"),
        CheckConstraint("(basis = 'release') = (basis_reference_sealed IS NULL)", name="basis_reference"),
        CheckConstraint("(sent_on IS NULL) = (packet_sealed IS NULL)", name="packet"),
        CheckConstraint("sent_on IS NOT NULL OR state IN ('drafted', 'closed')", name="sent"),
        Index("ix_handoffs_state_state_on", "state", "state_on"),
        Index("ix_handoffs_sent_on", "sent_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(5), unique=True)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    # The referral that ends as referred on when this is sent; None where she keeps her place in the programme.
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("referrals.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    contact_sealed: Mapped[bytes | None] = sealed("handoff.contact")
    purpose: Mapped[Purpose]
    basis: Mapped[Basis]
    basis_on: Mapped[date | None]
    basis_reference_sealed: Mapped[bytes | None] = sealed("handoff.basis_reference")
    # The chosen fields, by their values with blanks between.
    fields: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[State] = mapped_column(default=State.DRAFTED)
    state_on: Mapped[date]
    release_id: Mapped[UUID | None] = mapped_column(ForeignKey("handoff_releases.id"))
    packet_sealed: Mapped[bytes | None] = sealed("handoff.packet")
    sent_on: Mapped[date | None]
    started_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    participant: Mapped[Participant] = relationship(lazy="raise")
    organisation: Mapped[Organisation] = relationship(lazy="raise")


class HandoffRelease(Base):
    """Her consent that one recipient is told these fields for one purpose; it may be taken back, never changed."""

    __tablename__ = "handoff_releases"
    __table_args__ = (CheckConstraint("expires_on >= signed_on", name="dates"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisations.id"))
    purpose: Mapped[Purpose]
    fields: Mapped[str] = mapped_column(String(200))
    # She agreed herself; this is who permitted it beside her, and what that rests on.
    permitted_by: Mapped[ConsentBasis]
    given_by_sealed: Mapped[bytes] = sealed("handoff_release.given_by")
    language: Mapped[str] = mapped_column(String(12))
    signed_on: Mapped[date]
    expires_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_on: Mapped[date | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class HandoffStep(Base):
    """One step of a hand-off: what it became, on which day, who recorded it, and why. Rows are added, never changed."""

    __tablename__ = "handoff_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    handoff_id: Mapped[UUID] = mapped_column(ForeignKey("handoffs.id"), index=True)
    state: Mapped[State]
    reason: Mapped[Reason | None]
    happened_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class HandoffService(Base):
    """A service that she gets under a hand-off, from when to when, and how it ended."""

    __tablename__ = "handoff_services"
    __table_args__ = (
        CheckConstraint("ends_on >= begins_on", name="dates"),
        CheckConstraint("(ends_on IS NULL) = (outcome IS NULL)", name="ended"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    handoff_id: Mapped[UUID] = mapped_column(ForeignKey("handoffs.id"), index=True)
    kind: Mapped[ServiceKind]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    handoff: Mapped[Handoff] = relationship(lazy="raise")


class PacketLink(Base):
    """An address at which the recipient opens the packet, once; only its hash is kept."""

    __tablename__ = "packet_links"
    __table_args__ = (CheckConstraint("opened_at IS NULL OR revoked_at IS NULL", name="end"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    handoff_id: Mapped[UUID] = mapped_column(ForeignKey("handoffs.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    handoff: Mapped[Handoff] = relationship(lazy="raise")


class PacketCopy(Base):
    """A printed copy of the packet, with its number. Rows are added, never changed."""

    __tablename__ = "packet_copies"
    __table_args__ = (UniqueConstraint("handoff_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    handoff_id: Mapped[UUID] = mapped_column(ForeignKey("handoffs.id"))
    number: Mapped[int]
    printed_at: Mapped[datetime]
    printed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
