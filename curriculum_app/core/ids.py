"""Names of rows: UUIDv7 for machines, five meaningless characters for people."""

import secrets
from uuid import UUID

import uuid_utils

# Without 0/O, 1/I/L and U: nothing to confuse on paper, nothing that spells a word by accident.
CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 5


def new_id() -> UUID:
    """A fresh UUIDv7: unique, and ordered by the time it was made."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def new_code() -> str:
    """Five random letters or digits that mean nothing; `codes.fresh_codes` gives those that no row has yet."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def free_id(wanted: UUID | None, holder: object | None) -> UUID:
    """The id that a form carries; a new one when it carries none or when `holder`, another row, has it already."""
    return new_id() if wanted is None or holder is not None else wanted
