"""Five wrong tries lock the password path for fifteen minutes, also when they come at once or after a restart."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from curriculum_app.accounts.models import Throttle
from curriculum_app.accounts.service import hashing, throttle
from curriculum_app.accounts.service.throttle import Limit
from curriculum_app.core.db import db
from tests.accounts.people import PASSWORD, audited, cookie_of, person, sign_in, without_tokens
from tests.clients import Client
from tests.conftest import settings_for
from tests.factories import Make

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
WRONG = "not the right one at all"


def wrong_times(browser: Client, email: str, times: int) -> None:
    for _ in range(times):
        assert sign_in(browser, email, WRONG).status_code == 422


def test_after_five_wrong_tries_the_right_password_is_refused_too(client: Client, make: Make) -> None:
    user = person(make)
    wrong_times(client, user.email, 5)
    assert sign_in(client, user).status_code == 422
    assert [event.reason_code for event in audited("accounts:sign-in:refused")] == ["password"] * 5 + ["locked"]


def test_a_locked_account_answers_the_same_bytes_as_a_wrong_password(client: Client, make: Make) -> None:
    user = person(make)
    first = sign_in(client, user, WRONG)
    wrong_times(client, user.email, 4)
    assert without_tokens(sign_in(client, user).text) == without_tokens(first.text)


def test_the_fifth_try_may_still_be_the_right_one(client: Client, make: Make) -> None:
    user = person(make)
    wrong_times(client, user.email, 4)
    assert sign_in(client, user).status_code == 303


def test_a_right_password_clears_the_count(client: Client, make: Make) -> None:
    user = person(make)
    for _ in range(3):
        wrong_times(client, user.email, 4)
        assert sign_in(client, user).status_code == 303


def test_the_lock_opens_after_fifteen_minutes(client: Client, make: Make) -> None:
    user = person(make)
    with time_machine.travel(make.at, tick=False) as clock:
        wrong_times(client, user.email, 5)
        clock.shift(timedelta(minutes=14, seconds=59))
        assert sign_in(client, user).status_code == 422
        clock.shift(timedelta(seconds=1))
        assert sign_in(client, user).status_code == 303


def test_a_name_that_nobody_has_is_counted_like_any_other(client: Client, make: Make) -> None:
    wrong_times(client, "nobody@example.com", 6)
    assert [event.reason_code for event in audited("accounts:sign-in:refused")] == ["unknown"] * 5 + ["locked"]


def test_one_account_locked_leaves_the_others_open(client: Client, make: Make) -> None:
    locked, other = person(make), person(make)
    wrong_times(client, locked.email, 5)
    assert sign_in(client, other).status_code == 303


def test_another_spelling_of_the_address_is_the_same_count(client: Client, make: Make) -> None:
    user = person(make, email="rosa@example.com")
    for email in ("rosa@example.com", "ROSA@example.com", " Rosa@Example.com", "rosa@EXAMPLE.com", "rOSA@example.com"):
        sign_in(client, email, WRONG)
    assert sign_in(client, user).status_code == 422


def test_a_machine_that_tries_many_names_is_stopped(
    client: Client, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = person(make)
    monkeypatch.setattr(throttle, "WRONG_TRIES_PER_ADDRESS", 6)
    for number in range(6):
        sign_in(client, f"guess{number}@example.com", WRONG)
    assert sign_in(client, user).status_code == 422


def test_an_office_that_types_well_is_not_stopped(client: Client, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    user = person(make)
    monkeypatch.setattr(throttle, "WRONG_TRIES_PER_ADDRESS", 3)
    assert [sign_in(client, user).status_code for _ in range(5)] == [303] * 5


def test_the_count_survives_a_restart(
    client: Client,
    make: Make,
    open_site: Callable[[Settings], Flask],
    database_url: str,
    shared_folder: Path,
) -> None:
    user = person(make)
    wrong_times(client, user.email, 5)
    db.session.rollback()
    again = open_site(settings_for(database_url, shared_folder))
    again.test_client_class = Client
    browser: Client = again.test_client()  # type: ignore[assignment]
    assert sign_in(browser, user.email, PASSWORD).status_code == 422


def test_neither_a_name_nor_an_address_lies_in_the_counts(client: Client, make: Make) -> None:
    wrong_times(client, "rosa@example.com", 1)
    keys = db.session.scalars(select(Throttle.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


def test_old_counts_go_by_themselves(app_context: Flask, make: Make) -> None:
    make.commit()
    throttle.allow(Limit(b"a" * 32), at=AT)
    throttle.allow(Limit(b"b" * 32), at=AT + timedelta(days=2))
    assert db.session.scalars(select(Throttle.key)).all() == [b"b" * 32]


def test_of_many_tries_at_once_only_five_are_checked(app: Flask, make: Make) -> None:
    make.commit()
    db.session.rollback()
    passed: list[bool] = []

    def attempt() -> None:
        with app.app_context():
            passed.append(throttle.allow(Limit(b"k" * 32), at=AT))
            db.session.rollback()

    threads = [threading.Thread(target=attempt) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(passed, reverse=True) == [True] * 5 + [False] * 11


def test_argon2_runs_once_whatever_the_name(client: Client, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same work for a known, an unknown, a closed and a locked name: nothing to be learnt from the time."""
    known, bare = person(make), make.user()
    make.commit()
    seen: list[str | None] = []
    real = hashing._hasher

    class Counting:
        def verify(self, password_hash: str, password: str) -> bool:
            seen.append(password_hash)
            return real.verify(password_hash, password)

        def hash(self, password: str) -> str:
            return real.hash(password)

    monkeypatch.setattr(hashing, "_hasher", Counting())
    for email in (known.email, "nobody@example.com", bare.email, *["locked@example.com"] * 6):
        sign_in(client, email, WRONG)
    assert len(seen) == 9
    assert {str(each).split("$")[3] for each in seen} == {"m=19456,t=2,p=1"}


def test_the_counts_are_gone_when_everybody_is_in(client: Client, make: Make) -> None:
    user = person(make)
    sign_in(client, user)
    assert cookie_of(client)
    db.session.rollback()
    left = db.session.scalar(select(func.sum(Throttle.failures)))
    assert left in {None, 0}
