"""Names as people meet them on a screen: the chosen name with an initial, and the code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select

from curriculum_app.core.db import rows
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant

# What a statement selects, joined with the person's key, for `display_name` and `birth_date` to open.
KEY_COLUMNS = (VaultKey.id, VaultKey.wrapped, VaultKey.master_version)
NAME_COLUMNS = (Participant.id.label("participant_id"), Participant.display_name_sealed, *KEY_COLUMNS)


@dataclass(frozen=True)
class DisplayName:
    """A girl on a screen: "Maya R." and her code."""

    code: str
    name: str


def display_name(row: Row[*tuple[Any, ...]]) -> str:
    """Open the chosen name with initial of a row that carries NAME_COLUMNS."""
    return open_key(row).text(Participant.display_name_sealed, row.participant_id, row.display_name_sealed)


def birth_date(row: Row[*tuple[Any, ...]]) -> date:
    """Open the birth date of a row that carries NAME_COLUMNS and `birth_date_sealed`."""
    text = open_key(row).text(Participant.birth_date_sealed, row.participant_id, row.birth_date_sealed)
    return date.fromisoformat(text)


def names_for(participant_ids: Iterable[UUID]) -> dict[UUID, DisplayName]:
    """The names of some girls by id, in one statement; ids that do not exist are left out."""
    wanted = set(participant_ids)
    if not wanted:
        return {}
    return {row.participant_id: DisplayName(row.code, display_name(row)) for row in rows(_NAMES, {"wanted": wanted})}


_NAMES = (
    select(Participant.code, *NAME_COLUMNS)
    .join(VaultKey, VaultKey.id == Participant.key_id)
    .where(Participant.id.in_(bindparam("wanted", expanding=True)))
    .order_by(Participant.code)
)
