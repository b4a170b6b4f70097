"""Alive, ready, locked, and without a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flask import Flask

from config import Settings
from tests.clients import Client
from tests.conftest import settings_for

Open = Callable[[Settings], Flask]


def test_a_migrated_site_with_its_key_is_ready(client: Client) -> None:
    assert client.get("/healthz").json == {"status": "alive"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ready", "database": True, "key": True})


def test_a_site_with_another_key_is_locked_and_keeps_the_hotline(
    open_site: Open, database_url: str, tmp_path: Path
) -> None:
    locked = open_site(settings_for(database_url, tmp_path / "other")).test_client()
    answer = locked.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "database": True, "key": False})
    assert locked.get("/report-now").status_code == 200


def test_without_a_key_file_nothing_is_made_up_beside_a_database(
    open_site: Open, database_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "lost"
    folder.mkdir()
    (folder / "curriculum.sqlite3").write_bytes(b"somebody's data")
    site = open_site(settings_for(database_url, folder))
    assert site.extensions["master_keys"] is None
    assert not (folder / "master.key").exists()


def test_without_its_tables_the_site_says_so(app: Flask, open_site: Open, tmp_path: Path) -> None:
    empty = replace(app.config["SETTINGS"], database_url=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    answer = open_site(empty).test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "not ready", "database": False, "key": False})
