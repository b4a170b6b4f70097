"""The vault: what is sealed opens in its own place only, and nowhere without the master key."""

from __future__ import annotations

import pytest
from flask import Flask

from curriculum_app.core import clock
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import CannotOpen, KeyKind, VaultLocked, fingerprint, new_key, open_key, system_key
from curriculum_app.core.vault.master import BadMasterKey, parse
from curriculum_app.participants.models import Participant

FIRST, LAST = Participant.first_name_sealed, Participant.last_name_sealed


def test_a_sealed_name_opens_as_it_was(app_context: Flask) -> None:
    key, row_id = open_key(new_key(KeyKind.PERSON, at=clock.now())), new_id()
    sealed = key.seal(FIRST, row_id, "Ximena Peña 李 🌸")
    assert sealed is not None
    assert b"Ximena" not in sealed
    assert key.open(FIRST, row_id, sealed) == "Ximena Peña 李 🌸"
    assert key.seal(FIRST, row_id, "Ximena Peña 李 🌸") != sealed


def test_nothing_stays_nothing(app_context: Flask) -> None:
    key = system_key()
    assert key.seal(FIRST, new_id(), None) is None
    assert key.open(FIRST, new_id(), None) is None


def test_a_value_moved_elsewhere_does_not_open(app_context: Flask) -> None:
    key, other, row_id = open_key(new_key(KeyKind.PERSON, at=clock.now())), system_key(), new_id()
    sealed = key.seal(FIRST, row_id, "Maya")
    assert sealed is not None
    for opener, column, row in ((key, LAST, row_id), (key, FIRST, new_id()), (other, FIRST, row_id)):
        with pytest.raises(CannotOpen):
            opener.open(column, row, sealed)
    with pytest.raises(CannotOpen):
        key.open(FIRST, row_id, sealed[:-1] + bytes([sealed[-1] ^ 1]))


def test_a_wrap_of_another_key_does_not_open(app_context: Flask) -> None:
    one, two = new_key(KeyKind.PERSON, at=clock.now()), new_key(KeyKind.PERSON, at=clock.now())
    one.wrapped = two.wrapped
    with pytest.raises(CannotOpen):
        open_key(one)


def test_without_its_master_key_it_is_locked(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    row = new_key(KeyKind.PERSON, at=clock.now())
    row.master_version = 7
    with pytest.raises(VaultLocked):
        open_key(row)
    monkeypatch.setitem(app_context.extensions, "master_keys", None)
    with pytest.raises(VaultLocked):
        new_key(KeyKind.PERSON, at=clock.now())


def test_fingerprints_tell_equal_from_different_and_nothing_else(app_context: Flask) -> None:
    assert fingerprint("name", "maya", "reyes") == fingerprint("name", "maya", "reyes")
    assert fingerprint("name", "mayar", "eyes") != fingerprint("name", "maya", "reyes")
    assert fingerprint("school", "maya", "reyes") != fingerprint("name", "maya", "reyes")


@pytest.mark.parametrize("text", ["", "1", "one AAAA", "1 AAAA", "1 not-base64!", "1 " + "A" * 44 + "\n2 AA=="])
def test_a_bad_master_key_is_named(text: str) -> None:
    with pytest.raises(BadMasterKey):
        parse(text)
