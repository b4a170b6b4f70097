"""AES-256-GCM over fields: data keys, their wraps, and the words looked up without being read.

Every value is bound to its field's label, its row and its key (associated data), so that one moved to another row or
field does not open. The labels are fixed in code: a column renamed together with its label does not open either.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, overload
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.orm import InstrumentedAttribute, MappedColumn, mapped_column

from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault.master import MasterKeys, VaultLocked, master_keys
from curriculum_app.core.vault.models import KeyKind, VaultKey

NONCE_BYTES = 12
KEY_BYTES = 32
FORMAT = b"\x01"


class CannotOpen(Exception):
    """A sealed value does not belong to this field, row and key, or was changed."""


class Wrapped(Protocol):
    """What a key row shows: a VaultKey, or a result row with the same columns."""

    @property
    def id(self) -> UUID: ...
    @property
    def wrapped(self) -> bytes: ...
    @property
    def master_version(self) -> int: ...


def sealed(label: str) -> MappedColumn[Any]:
    """A column of sealed text. `label` is its name for ever, whatever the column is called later."""
    return mapped_column(LargeBinary, info={"sealed": label})


@dataclass(frozen=True)
class DataKey:
    """An opened key: seals and opens text of its person, enrolment or cohort."""

    id: UUID
    cipher: AESGCM

    @overload
    def seal(self, column: InstrumentedAttribute[Any], row_id: UUID, text: str) -> bytes: ...
    @overload
    def seal(self, column: InstrumentedAttribute[Any], row_id: UUID, text: str | None) -> bytes | None: ...
    def seal(self, column: InstrumentedAttribute[Any], row_id: UUID, text: str | None) -> bytes | None:
        """Seal `text` for one field of one row; None stays None."""
        if text is None:
            return None
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self.cipher.encrypt(nonce, text.encode(), self._bound(column, row_id))

    def open(self, column: InstrumentedAttribute[Any], row_id: UUID, value: bytes | None) -> str | None:
        """Open what `seal` made. Raises CannotOpen when it belongs elsewhere or was changed."""
        if value is None:
            return None
        try:
            plain = self.cipher.decrypt(
                value[1 : 1 + NONCE_BYTES], value[1 + NONCE_BYTES :], self._bound(column, row_id)
            )
        except InvalidTag:
            raise CannotOpen(f"{column.info['sealed']} of row {row_id} does not open.") from None
        return plain.decode()

    def text(self, column: InstrumentedAttribute[Any], row_id: UUID, value: bytes | None) -> str:
        """Open what `seal` made; an empty string where nothing was written."""
        return self.open(column, row_id, value) or ""

    def _bound(self, column: InstrumentedAttribute[Any], row_id: UUID) -> bytes:
        label: str = column.info["sealed"]
        return label.encode() + b"\0" + row_id.bytes + self.id.bytes


def make_key(kind: KeyKind, at: datetime, key_id: UUID | None = None) -> VaultKey:
    """A fresh key row, not yet in a session (bulk loads insert it themselves, with ids of their own)."""
    key_id, master = key_id or new_id(), master_keys()
    return VaultKey(
        id=key_id,
        kind=kind,
        wrapped=master.wrap(os.urandom(KEY_BYTES), key_id.bytes),
        master_version=master.newest,
        created_at=at,
    )


def new_key(kind: KeyKind, *, at: datetime) -> VaultKey:
    """Make a key for a new person, enrolment or cohort, in the running transaction."""
    key = make_key(kind, at)
    db.session.add(key)
    return key


def open_key(row: Wrapped) -> DataKey:
    """Unwrap a key. Raises VaultLocked without its master key, CannotOpen when the wrap was changed."""
    master: MasterKeys = master_keys()
    try:
        raw = master.unwrap(row.wrapped, row.id.bytes, row.master_version)
    except InvalidTag:
        raise CannotOpen(f"Key {row.id} does not open.") from None
    return DataKey(row.id, AESGCM(raw))


# The program's own keys have names; their ids follow from them, so that exactly one of each can exist.
LOOKUP_KEY = UUID(bytes=hashlib.sha256(b"system-key:lookup").digest()[:16])
SYSTEM_KEY = UUID(bytes=hashlib.sha256(b"system-key:general").digest()[:16])


def make_system_keys(at: datetime) -> None:
    """Make the program's own keys where they do not exist yet (part of `flask database upgrade`)."""
    for key_id in (LOOKUP_KEY, SYSTEM_KEY):
        if db.session.get(VaultKey, key_id) is None:
            master = master_keys()
            wrapped = master.wrap(os.urandom(KEY_BYTES), key_id.bytes)
            row = VaultKey(id=key_id, kind=KeyKind.SYSTEM, wrapped=wrapped, master_version=master.newest, created_at=at)
            db.session.add(row)


def system_key() -> DataKey:
    """The key for what belongs to no person: second factors, pending imports."""
    return open_key(db.session.get_one(VaultKey, SYSTEM_KEY))


def opens_here() -> bool:
    """Whether this process holds the master key of this database (a wrong one is as good as none)."""
    row = db.session.get(VaultKey, SYSTEM_KEY)
    try:
        return row is not None and open_key(row) is not None
    except (VaultLocked, CannotOpen):
        return False


def fingerprint(purpose: str, *parts: str) -> bytes:
    """A keyed hash (HMAC-SHA-256, 32 bytes) by which equal texts are found without being read."""
    # The session forgets rows that nobody holds; held, this one is asked for once, however many texts are looked up.
    row = db.session.info["lookup_key"] = db.session.get_one(VaultKey, LOOKUP_KEY)
    secret = master_keys().unwrap(row.wrapped, row.id.bytes, row.master_version)
    text = "\x1f".join((purpose, *parts))
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()
