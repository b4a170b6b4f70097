"""Tables of intake: participants with sealed identity, referrals, uploads, merges of records, partners' links."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.core.ids import new_code, new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import VaultKey, sealed
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentBasis, ConsentKind, ConsentPart
from curriculum_app.participants.rules.words import (
    ApartReason,
    ApartState,
    AreaBasis,
    AreaState,
    Race,
    ReferralReason,
    ReferralState,
)


class Participant(Base):
    """A girl, or one referred. Who she is lies sealed under her own key; what remains plain names nobody."""

    __tablename__ = "participants"
    __table_args__ = (
        CheckConstraint("service_area IS NULL OR service_area BETWEEN 1 AND 8", name="service_area"),
        CheckConstraint("(area_state = 'undecided') = (area_basis IS NULL)", name="area_basis"),
        CheckConstraint("area_state <> 'decided' OR service_area IS NOT NULL", name="area_decided"),
        Index("ix_participants_service_area_code", "service_area", "code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(5), unique=True, default=new_code)
    key_id: Mapped[UUID] = mapped_column(ForeignKey("vault_keys.id"))
    first_name_sealed: Mapped[bytes] = sealed("participant.first_name")
    last_name_sealed: Mapped[bytes] = sealed("participant.last_name")
    chosen_name_sealed: Mapped[bytes | None] = sealed("participant.chosen_name")
    # "Maya R.", kept beside the names so that a list opens one value a girl.
    display_name_sealed: Mapped[bytes] = sealed("participant.display_name")
    birth_date_sealed: Mapped[bytes] = sealed("participant.birth_date")
    street_sealed: Mapped[bytes | None] = sealed("participant.street")
    city_sealed: Mapped[bytes | None] = sealed("participant.city")
    zip_sealed: Mapped[bytes | None] = sealed("participant.zip")
    phone_sealed: Mapped[bytes | None] = sealed("participant.phone")
    school_sealed: Mapped[bytes | None] = sealed("participant.school")
    placement_sealed: Mapped[bytes | None] = sealed("participant.placement")
    guardian_name_sealed: Mapped[bytes | None] = sealed("participant.guardian_name")
    guardian_phone_sealed: Mapped[bytes | None] = sealed("participant.guardian_phone")
    safe_contact_sealed: Mapped[bytes | None] = sealed("participant.safe_contact")
    availability_sealed: Mapped[bytes | None] = sealed("participant.availability")
    area_reason_sealed: Mapped[bytes | None] = sealed("participant.area_reason")
    language: Mapped[str] = mapped_column(String(12), default="en")
    # Other languages in which she can take part, by their codes with blanks between.
    other_languages: Mapped[str] = mapped_column(String(60), default="")
    # Whether a child-welfare case of hers is open; None is not known. It decides nothing and is counted once a year.
    has_child_welfare_case: Mapped[bool | None]
    service_area: Mapped[int | None]
    area_state: Mapped[AreaState]
    area_basis: Mapped[AreaBasis | None]
    boundary_version: Mapped[str | None] = mapped_column(String(80))
    area_decided_on: Mapped[date | None]
    area_decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    identity_fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    possible_duplicate_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    # The record into which this one was merged; while it stands, this one is shown nowhere.
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("participants.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    key: Mapped[VaultKey] = relationship(lazy="raise")


class ParticipantRace(Base):
    """One selection of the race and ethnicity question (OMB SPD 15, 2024); every selection is stored."""

    __tablename__ = "participant_races"

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    race: Mapped[Race] = mapped_column(primary_key=True)


class ParticipantSite(Base):
    """A site that a girl can go to because staff say so, or because she lives there."""

    __tablename__ = "participant_sites"
    __table_args__ = (
        Index(
            "uq_participant_sites_lives_there",
            "participant_id",
            unique=True,
            sqlite_where=text("lives_there"),
            postgresql_where=text("lives_there"),
        ),
    )

    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), primary_key=True)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    lives_there: Mapped[bool] = mapped_column(default=False)


class Referral(Base):
    """Someone asks for a place for a girl."""

    __tablename__ = "referrals"
    __table_args__ = (
        Index(
            "uq_referrals_content_fingerprint",
            "content_fingerprint",
            unique=True,
            sqlite_where=text("external_fingerprint IS NULL"),
            postgresql_where=text("external_fingerprint IS NULL"),
        ),
        Index("ix_referrals_state_received_at", "state", "received_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    source: Mapped[str] = mapped_column(String(120))
    external_id_sealed: Mapped[bytes | None] = sealed("referral.external_id")
    external_fingerprint: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    content_fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    referred_on: Mapped[date]
    received_at: Mapped[datetime]
    received_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    is_proposal: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.RECEIVED)
    state_since: Mapped[datetime]
    waitlisted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    participant: Mapped[Participant] = relationship(lazy="raise")


class ReferralStep(Base):
    """One step of a referral: what it became, who said so, and why."""

    __tablename__ = "referral_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    at: Mapped[datetime]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[ReferralState]
    reason: Mapped[ReferralReason | None]
    note_sealed: Mapped[bytes | None] = sealed("referral_step.note")


class Consent(Base):
    """One answer to one question of a consent form; rows are added, never changed.

    `paper_id` is the sheet on which it stood. Who gave it and how she may be reached are sealed under her key.
    """

    __tablename__ = "consents"
    __table_args__ = (
        UniqueConstraint("paper_id", "kind", "part"),
        CheckConstraint("(part = 'permission' AND answer = 'given') = (basis IS NOT NULL)", name="basis"),
        CheckConstraint("expires_on IS NULL OR (answer = 'given' AND expires_on >= signed_on)", name="expires_on"),
        Index("ix_consents_participant_id_signed_on", "participant_id", "signed_on"),
        # Few are: a frozen report asks whether anybody took consent back since.
        Index(
            "ix_consents_not_given",
            "recorded_at",
            sqlite_where=text("answer <> 'given'"),
            postgresql_where=text("answer <> 'given'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    participant_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    paper_id: Mapped[UUID]
    kind: Mapped[ConsentKind]
    part: Mapped[ConsentPart]
    answer: Mapped[ConsentAnswer]
    basis: Mapped[ConsentBasis | None]
    form_version: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    signed_on: Mapped[date]
    expires_on: Mapped[date | None]
    given_by_sealed: Mapped[bytes | None] = sealed("consent.given_by")
    safe_contact_sealed: Mapped[bytes | None] = sealed("consent.safe_contact")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class PendingImport(Base):
    """An uploaded file between its dry run and "Import 23 rows", sealed under the program's own key."""

    __tablename__ = "pending_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    body_sealed: Mapped[bytes] = sealed("pending_import.body")
    created_at: Mapped[datetime] = mapped_column(index=True)


class KeepApartPair(Base):
    """Two girls who share no group from `from_on` to `until_on` (None: open), both included; it says nothing of one.

    The two ids stand in one order, so that a pair is one row whoever is named first. Two may be in force over the same
    two girls only one after the other; proposals stand beside it, so that proposing tells nobody what there is.
    """

    __tablename__ = "keep_apart_pairs"
    __table_args__ = (
        CheckConstraint("first_id < second_id", name="order"),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        CheckConstraint("review_on >= from_on", name="review"),
        CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("state <> 'in_force' OR set_at IS NOT NULL", name="set"),
        Index(
            "uq_keep_apart_pairs_in_force",
            "first_id",
            "second_id",
            unique=True,
            sqlite_where=text("state = 'in_force'"),
            postgresql_where=text("state = 'in_force'"),
        ),
        Index("ix_keep_apart_pairs_first_id", "first_id"),
        Index("ix_keep_apart_pairs_second_id", "second_id"),
        Index("ix_keep_apart_pairs_state_review_on", "state", "review_on"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    reason: Mapped[ApartReason]
    state: Mapped[ApartState]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    review_on: Mapped[date]
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    proposed_at: Mapped[datetime | None]
    set_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    set_at: Mapped[datetime | None]
    reviewed_on: Mapped[date | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ToldApart(Base):
    """Somebody looked at two records and found two girls; the ids stand in one order. It is not asked again."""

    __tablename__ = "told_apart"
    __table_args__ = (UniqueConstraint("first_id", "second_id"), CheckConstraint("first_id < second_id", name="order"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    first_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class ParticipantMerge(Base):
    """Two records became one; the absorbed one is kept with its key, hidden, until this is taken back or for good."""

    __tablename__ = "participant_merges"
    __table_args__ = (
        CheckConstraint("kept_id <> absorbed_id", name="two"),
        Index(
            "uq_participant_merges_absorbed_id",
            "absorbed_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kept_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"), index=True)
    absorbed_id: Mapped[UUID] = mapped_column(ForeignKey("participants.id"))
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)


class ParticipantMergeRow(Base):
    """One row that a merge moved from the absorbed record to the kept one."""

    __tablename__ = "participant_merge_rows"

    merge_id: Mapped[UUID] = mapped_column(ForeignKey("participant_merges.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(String(40), primary_key=True)
    row_id: Mapped[UUID] = mapped_column(primary_key=True)


class PartnerLink(Base):
    """An address by which one partner organisation sends referrals without an account; only its hash is kept."""

    __tablename__ = "partner_links"
    __table_args__ = (CheckConstraint("most_a_day > 0", name="most_a_day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    label: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    most_a_day: Mapped[int]
    expires_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class PartnerReceipt(Base):
    """One form that came over a partner's link: its id is the form's, its reference is all that the sender is told."""

    __tablename__ = "partner_receipts"
    __table_args__ = (Index("ix_partner_receipts_link_id_received_at", "link_id", "received_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("partner_links.id"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referrals.id"), index=True)
    reference: Mapped[str] = mapped_column(String(5), unique=True, default=new_code)
    received_at: Mapped[datetime]


class ColumnMapping(Base):
    """Which column of a file is which of ours, for files with the same headers; no header is kept as text.

    `fingerprint` is an HMAC of the headers in order of the alphabet; `columns` says ours by the place in that order.
    """

    __tablename__ = "column_mappings"

    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    columns: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
