"""One-time codes: the six digits of an authenticator app, and the ten printed ones for the day the phone is
lost.
"""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime

import pyotp

from curriculum_app.core.ids import CODE_ALPHABET

STEP_SECONDS = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 10
GROUPS, GROUP_LENGTH = 3, 4


def new_secret() -> str:
    """A fresh secret for an authenticator app: 160 random bits in base32 (RFC 4226, 4)."""
    return pyotp.random_base32()


def step_of(at: datetime) -> int:
    """The number of the thirty seconds in which `at` lies (RFC 6238, 4.2)."""
    return int(at.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, *, at: datetime, last_step: int | None) -> int | None:
    """The step whose code was typed, or None.

    One step of clock drift is allowed either way. A step at or before `last_step` is spent: each code works
    once (RFC 6238, 5.2). Every candidate is compared in constant time.
    """
    totp = pyotp.TOTP(secret)
    typed = re.sub(r"\s", "", code).encode()
    now = step_of(at)
    found = None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        is_same = hmac.compare_digest(totp.generate_otp(step).encode(), typed)
        if is_same and (last_step is None or step > last_step):
            found = step
    return found


def setup_address(secret: str, *, email: str, issuer: str) -> str:
    """The `otpauth://` address that a QR code hands to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)


def in_groups(secret: str) -> str:
    """A secret in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def new_recovery_codes() -> tuple[str, ...]:
    """Ten codes such as `K7QM-29XA-BTRW`: 58 random bits each, nothing to confuse on paper."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def _recovery_code() -> str:
    return "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def is_recovery_code(typed: str) -> bool:
    """Whether what was typed has the shape of a recovery code rather than of an app's six digits."""
    return len(recovery_key(typed)) == GROUPS * GROUP_LENGTH


def recovery_key(typed: str) -> str:
    """A recovery code as it is hashed: capital letters and digits, however it was typed."""
    return re.sub(r"[^A-Z0-9]", "", typed.upper())
