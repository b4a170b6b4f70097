"""The vault: text about people is sealed field by field, under a key of the person, enrolment or cohort.

This is the only place that imports `cryptography`. Data keys lie in the database, wrapped by a versioned master key
that does not; destroying a wrap destroys what it opens, in every backup too.
"""

from curriculum_app.core.vault.keys import (
    CannotOpen,
    DataKey,
    fingerprint,
    make_key,
    make_system_keys,
    new_key,
    open_key,
    opens_here,
    sealed,
    system_key,
)
from curriculum_app.core.vault.master import VaultLocked
from curriculum_app.core.vault.models import KeyKind, VaultKey

__all__ = [
    "CannotOpen",
    "DataKey",
    "KeyKind",
    "VaultKey",
    "VaultLocked",
    "fingerprint",
    "make_key",
    "make_system_keys",
    "new_key",
    "open_key",
    "opens_here",
    "sealed",
    "system_key",
]
