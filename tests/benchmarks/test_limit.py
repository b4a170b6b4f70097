"""The limit of the benchmark does the same work as the program: from the same form the same marks and counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from benchmarks.client import changed
from benchmarks.fill import TALLY, Filling
from benchmarks.limit.app import create_app as create_limit
from benchmarks.limit.store import Store
from curriculum_app.attendance.models import Mark
from curriculum_app.cohorts.models import Enrolment, ParticipantTally
from curriculum_app.core.db import begin_writing, db
from tests.attendance.sheets import Sheet, sheet_of
from tests.clients import Client
from tests.factories import Make

ENROLMENT = f"SELECT {', '.join(TALLY)} FROM enrolments WHERE id = ?"  # noqa: S608 - our own names
SUM = re.compile(r"\d+ of \d+")
GIRL = "SELECT lessons, made_up, sessions, is_started, is_exited, is_completed FROM girls WHERE id = ?"


@pytest.fixture
def sheet(make: Make) -> Sheet:
    sheet = sheet_of(make)
    make.commit()
    return sheet


@pytest.fixture
def filling(sheet: Sheet, tmp_path: Path) -> Filling:
    begin_writing()
    filling = Filling(Store(str(tmp_path / "limit.sqlite3")))
    filling.run()
    return filling


@pytest.fixture
def limit(filling: Filling, sheet: Sheet) -> FlaskClient:
    site: Flask = create_limit(filling.store.url)
    browser = site.test_client()
    browser.get(f"/enter/{filling.staff(sheet.user.id)}")
    return browser


def limit_url(filling: Filling, sheet: Sheet) -> str:
    return f"/cohorts/{filling.cohorts(sheet.cohort_id)}/sessions/{filling.sessions(sheet.session_id)}/attendance"


def save_both(sheet: Sheet, filling: Filling, limit: FlaskClient, rosa: Client) -> None:
    """Change every mark on both sites, as the benchmark's client does, and be back."""
    for browser, url in ((rosa, sheet.url), (limit, limit_url(filling, sheet))):
        fields = changed(browser.get(url).text)
        answer = browser.post(url, data=fields)
        assert answer.status_code == 303
        assert browser.get(answer.location).status_code == 200


def test_both_keep_twelve_marks_and_the_same_counts(
    sheet: Sheet, filling: Filling, limit: FlaskClient, client_as: Callable[..., Client]
) -> None:
    rosa = client_as(user=sheet.user)
    for _ in range(3):
        save_both(sheet, filling, limit, rosa)
        ours = {
            filling.seats(row.enrolment_id): (row.status, row.minutes, row.version, row.is_credited)
            for row in db.session.execute(select(*Mark.__table__.c).where(Mark.session_id == sheet.session_id))
        }
        kept = filling.store.execute("SELECT enrolment_id, status, minutes, version, is_credited FROM marks").fetchall()
        assert {row[0]: tuple(row[1:]) for row in kept} == ours
        assert len(ours) == 12
        for seat in db.session.execute(select(*Enrolment.__table__.c)):
            counts = filling.store.execute(ENROLMENT, (filling.seats(seat.id),)).fetchone()
            assert tuple(counts) == tuple(getattr(seat, f"tally_{name}") for name in TALLY)
        for girl in db.session.execute(select(*ParticipantTally.__table__.c)):
            counts = filling.store.execute(GIRL, (filling.girls(girl.participant_id),)).fetchone()
            own = (girl.lessons_attended, girl.lessons_made_up, girl.sessions_attended)
            assert tuple(counts) == (*own, girl.is_started, girl.is_exited, girl.is_completed)


def test_the_limit_keeps_its_summary_exact(
    sheet: Sheet, filling: Filling, limit: FlaskClient, client_as: Callable[..., Client]
) -> None:
    save_both(sheet, filling, limit, client_as(user=sheet.user))
    kept = filling.store.execute("SELECT * FROM summary").fetchall()
    counted = filling.store.execute(
        "SELECT area, count(*), sum(is_started), sum(is_exited), sum(is_completed), sum(is_exited * is_completed) "
        "FROM girls GROUP BY area"
    ).fetchall()
    assert kept == counted
    assert kept[0][2] == 12


def test_both_say_the_same_of_every_girl_and_session(
    sheet: Sheet, filling: Filling, limit: FlaskClient, client_as: Callable[..., Client]
) -> None:
    rosa = client_as(user=sheet.user)
    save_both(sheet, filling, limit, rosa)
    page = rosa.get(f"/cohorts/{sheet.cohort_id}/attendance").text
    least = limit.get(f"/cohorts/{filling.cohorts(sheet.cohort_id)}/attendance").text
    assert [each.count(">P<") for each in (page, least)] == [12 + 1, 12]  # one explains the letter
    sums = ["12 of 12", *["1 of 1"] * 12, "12 of 12", "12 of 12"]
    assert [each for each in SUM.findall(page) if each in sums] == sums
    assert [each for each in SUM.findall(least) if each != "0 of 0"] == sums


def test_the_limit_refuses_strangers_forgeries_and_stale_forms(
    sheet: Sheet, filling: Filling, limit: FlaskClient
) -> None:
    url = limit_url(filling, sheet)
    fields = changed(limit.get(url).text)
    assert limit.post(url, data=fields | {"csrf_token": "forged"}).status_code == 400
    assert limit.post(url, data=fields).status_code == 303
    assert limit.post(url, data=fields).status_code == 409
    filling.store.execute("DELETE FROM leads")
    assert limit.get(url).status_code == 404
    limit.delete_cookie("session")
    assert limit.get(url).status_code == 401
