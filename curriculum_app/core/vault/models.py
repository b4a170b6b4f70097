"""The table of data keys, each wrapped by a master key that is never in the database."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base


class KeyKind(StrEnum):
    """Whose text a key opens."""

    PERSON = "person"
    ENROLMENT = "enrolment"
    COHORT = "cohort"
    CONCERN = "concern"
    SYSTEM = "system"


class VaultKey(Base):
    """A data key, wrapped. Destroying the wrap destroys every text under it, in every copy of the database."""

    __tablename__ = "vault_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[KeyKind]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    master_version: Mapped[int]
    created_at: Mapped[datetime]
