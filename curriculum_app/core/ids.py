"""Names of rows: UUIDv7 for machines, five meaningless characters for people."""

import secrets
from hashlib import sha256
from uuid import UUID

import uuid_utils

# Without 0/O, 1/I/L and U: nothing to confuse on paper, nothing that spells a word by accident.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 5
# Where RFC 9562 has a UUID tell its version and its variant, and version 8, whose other bits are one's own.
VERSION_AND_VARIANT = 0xF << 76 | 0xC << 60
VERSION_8 = 0x8 << 76 | 0x8 << 60


def new_id() -> UUID:
    """A fresh UUIDv7: unique, and ordered by the time it was made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def derived_id(base: UUID, name: str) -> UUID:
    """The UUIDv8 that always follows from `base` and `name`, as that of a repeated post does.

    It begins with the time in `base`, so that rows that are made together lie together: twelve marks of a sheet touch
    one page of their history, and not twelve all over it.
    """
    said = base.bytes[:6] + sha256(base.bytes + name.encode()).digest()[:10]
    return UUID(int=int.from_bytes(said) & ~VERSION_AND_VARIANT | VERSION_8)


def new_code() -> str:
    """Five random letters or digits that mean nothing; `codes.fresh_codes` gives those that no row has yet."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def free_id(wanted: UUID | None, holder: object | None) -> UUID:
    """The id that a form carries; a new one when it carries none or when `holder`, another row, has it already."""
    return new_id() if wanted is None or holder is not None else wanted
