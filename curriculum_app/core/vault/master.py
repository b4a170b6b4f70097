"""The master keys: versioned, from the environment or a file outside the database, held in memory only.

The file has one line a version, `1 <32 bytes in base64>`; the highest wraps, all of them unwrap. Without one the
program starts locked: it says so, keeps the hotline page, and overwrites nothing.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, current_app

from config import Settings

NONCE_BYTES = 12
KEY_BYTES = 32


class VaultLocked(Exception):
    """There is no master key that opens this; nothing is read and nothing is overwritten."""


class BadMasterKey(ValueError):
    """The master key file or variable cannot be understood."""


@dataclass(frozen=True)
class MasterKeys:
    """Every master key by version; the newest one wraps."""

    by_version: dict[int, AESGCM]

    @property
    def newest(self) -> int:
        """The version that wraps new keys."""
        return max(self.by_version)

    def wrap(self, secret: bytes, bound: bytes) -> bytes:
        """Wrap a data key, bound to its id."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self.by_version[self.newest].encrypt(nonce, secret, bound)

    def unwrap(self, wrapped: bytes, bound: bytes, version: int) -> bytes:
        """Unwrap a data key. Raises VaultLocked when this version of the master key is not here."""
        cipher = self.by_version.get(version)
        if cipher is None:
            raise VaultLocked(f"Master key version {version} is missing.")
        return cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound)


def parse(text: str) -> MasterKeys:
    """Read lines of `version base64`. Raises BadMasterKey naming the line."""
    keys = {}
    for number, line in enumerate(text.strip().splitlines(), start=1):
        try:
            version, encoded = line.split()
            raw = base64.b64decode(encoded, validate=True)
            keys[int(version)] = AESGCM(raw if len(raw) == KEY_BYTES else b"")
        except (ValueError, binascii.Error):
            raise BadMasterKey(f"Line {number} is not `version base64` with 32 bytes.") from None
    if not keys:
        raise BadMasterKey("There is no master key in it.")
    return MasterKeys(keys)


def init_app(app: Flask) -> None:
    """Read the master keys; in development make a file of one's own. Without any, the app is locked."""
    settings = app.config["SETTINGS"]
    app.extensions["master_keys"] = None
    if settings.master_key:
        app.extensions["master_keys"] = parse(f"1 {settings.master_key}")
        return
    path = Path(settings.master_key_file or Path(settings.instance_dir) / "master.key")
    if not path.exists() and _may_make_one(settings):
        _make_development_key(path)
    if path.exists():
        app.extensions["master_keys"] = parse(path.read_text(encoding="ascii"))


def _may_make_one(settings: Settings) -> bool:
    """Only in development, and never beside a database whose own key was lost: that one stays locked."""
    if settings.is_production or settings.master_key_file:
        return False
    database = Path(settings.instance_dir) / "curriculum.sqlite3"
    return not database.exists() or database.stat().st_size == 0


def _make_development_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    line = f"1 {base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return  # another process of the same start made it a moment ago
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(line)


def master_keys() -> MasterKeys:
    """The master keys of this process. Raises VaultLocked when it started without."""
    keys: MasterKeys | None = current_app.extensions["master_keys"]
    if keys is None:
        raise VaultLocked("The program was started without its master key.")
    return keys
