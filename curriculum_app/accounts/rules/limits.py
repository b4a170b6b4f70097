"""How long things last and how often they may fail. The figures are those of CJIS Security Policy 5.9.5
unless said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
# An office shares one address; this stops a machine, not a colleague. Our own figure.
WRONG_TRIES_PER_ADDRESS = 50

SIGN_IN_LASTS = timedelta(hours=12)
CODE_STEP_LASTS = timedelta(minutes=10)
DORMANT_AFTER = timedelta(days=90)
LINK_LASTS = timedelta(hours=72)
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Tries:
    """The wrong tries counted under one key: how many, the newest, and until when the key is locked."""

    failures: int = 0
    last_failed_at: datetime | None = None
    locked_until: datetime | None = None


def next_try(tries: Tries, at: datetime, allowed: int = WRONG_TRIES) -> Tries | None:
    """Count a try that is about to be made, or None when the key is locked at `at`.

    A try is counted before it is checked, so that many at once cannot slip through together; a right one
    clears the count afterwards. Fifteen quiet minutes start a new count. Any five failures within fifteen
    minutes are caught, and so are five that follow one another without such a pause.
    """
    if tries.locked_until is not None and at < tries.locked_until:
        return None
    is_new = tries.last_failed_at is None or tries.locked_until is not None or at - tries.last_failed_at >= LOCKED_FOR
    failures = 1 if is_new else tries.failures + 1
    return Tries(failures, at, at + LOCKED_FOR if failures >= allowed else None)


def is_idle(last_seen_at: datetime, at: datetime, idle: timedelta) -> bool:
    """Whether a sign-in last used at `last_seen_at` is locked at `at`, with a limit of `idle`."""
    return at - last_seen_at >= idle


def is_over(signed_in_at: datetime, at: datetime) -> bool:
    """Whether a sign-in has reached its absolute limit of twelve hours."""
    return at - signed_in_at >= SIGN_IN_LASTS


def is_dormant(active_since: datetime, last_seen_at: datetime | None, at: datetime) -> bool:
    """Whether an account is closed because nobody used it for ninety days."""
    return at - max(active_since, last_seen_at or active_since) >= DORMANT_AFTER
