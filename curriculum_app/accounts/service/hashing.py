"""Hashes of secrets: Argon2id for what people choose, SHA-256 for what is random anyway.

Argon2id with 19 MiB of memory, two passes and one lane: the first choice of OWASP's Password Storage Cheat Sheet. It
takes long by design, so it is never done while the request holds the database's write lock.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from curriculum_app.accounts.rules.passwords import normal

MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1
TOKEN_BYTES = 32

_hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)


def hash_password(password: str) -> str:
    """The Argon2id hash of a password, with its parameters and salt."""
    return _hasher.hash(normal(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether `password` belongs to the hash. Without a hash it does the same work and says no."""
    try:
        is_match = _hasher.verify(password_hash or _nobodys_hash(), normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return is_match and password_hash is not None


def new_token() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What the database keeps of a random token: 32 bytes, from which nobody gets it back."""
    return hashlib.sha256(token.encode()).digest()


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(TOKEN_BYTES))
