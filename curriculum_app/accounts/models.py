"""Tables of accounts: staff, what they are, how they sign in. Secrets lie here only as hashes or sealed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum_app.accounts.rules.words import Awaiting, EndedBecause
from curriculum_app.core.access import Role
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import sealed


class User(Base):
    """A member of staff."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_sealed: Mapped[bytes | None] = sealed("user.totp")
    totp_last_step: Mapped[int | None]
    totp_since: Mapped[datetime | None]
    language: Mapped[str] = mapped_column(String(2), default="en")
    is_active: Mapped[bool] = mapped_column(default=True)
    # Made, or let in again: where the ninety days of the idle rule begin.
    active_since: Mapped[datetime]
    last_seen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))


class RoleAssignment(Base):
    """A role of one person for some days, perhaps for one service area or site; in force once approved."""

    __tablename__ = "role_assignments"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> granted_by_id", name="two_persons"),
        CheckConstraint("service_area IS NULL OR service_area BETWEEN 1 AND 8", name="service_area"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role]
    service_area: Mapped[int | None]
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("sites.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    granted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    granted_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])


class SignIn(Base):
    """One browser of one person. The cookie holds a random token, this row only its hash."""

    __tablename__ = "sign_ins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    awaiting: Mapped[Awaiting | None]
    signed_in_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    device_label: Mapped[str] = mapped_column(String(60))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[EndedBecause | None]

    user: Mapped[User] = relationship(lazy="raise")


class RecoveryCode(Base):
    """One of ten codes that each replace the second factor once."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SetupLink(Base):
    """A one-time link by which somebody sets her own password."""

    __tablename__ = "setup_links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]


class Throttle(Base):
    """How often something failed lately; the key is an HMAC, so that no address stands here."""

    __tablename__ = "throttles"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime] = mapped_column(index=True)
    locked_until: Mapped[datetime | None]
