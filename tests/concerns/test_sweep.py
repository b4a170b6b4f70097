"""The sweep warns in time, once, whoever has to know and nobody else; letters say nothing."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.accounts.models import User
from curriculum_app.concerns.models import ConcernNotice
from curriculum_app.concerns.rules.words import ClockKind, NoticeKind
from curriculum_app.concerns.service import answer_done, tell_in_time
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.mail import Mail, letter_in
from curriculum_app.core.sweeping import sweep as sweep_all
from tests.concerns.conftest import People
from tests.factories.concerns import concern


def sweep(people: People, hours: float) -> int:
    return tell_in_time(actor=command_line(people.make.today), at=people.make.at + timedelta(hours=hours))


def told(clock: ClockKind = ClockKind.WRITTEN) -> list[tuple[str, NoticeKind]]:
    query = select(User.full_name, ConcernNotice.kind).join(User, User.id == ConcernNotice.user_id)
    rows = db.session.execute(query.where(ConcernNotice.clock == clock, ConcernNotice.kind != NoticeKind.NEW))
    return sorted((row.full_name, row.kind) for row in rows)


def test_a_clock_warns_twelve_hours_before_four_hours_before_and_after_its_end(people: People) -> None:
    concern(people.make, people.rosa)
    sweep(people, 23)
    assert told() == []
    expected = []
    for hours, kind in ((25, NoticeKind.FIRST), (33, NoticeKind.LAST), (36, NoticeKind.OVERDUE)):
        assert sweep(people, hours) == 3
        assert sweep(people, hours) == 0, "Told once, however often the sweep runs."
        expected += [(name, kind) for name in ("Gloria Massey", "Ramón Solís", "Rosa Delgado")]
        assert told() == sorted(expected)


def test_a_call_that_is_not_recorded_is_told_at_once(people: People) -> None:
    concern(people.make, people.rosa)
    sweep(people, 0)
    assert {kind for _name, kind in told(ClockKind.PHONE)} == {NoticeKind.OVERDUE}
    assert len(told(ClockKind.PHONE)) == 3


def test_whoever_it_is_about_is_never_told(people: People) -> None:
    concern(people.make, people.rosa, accused=(people.gloria.id, people.elena.id))
    for hours in (0, 25, 33, 37):
        sweep(people, hours)
    names = {name for name, _kind in told() + told(ClockKind.PHONE)}
    assert names == {"Ramón Solís", "Rosa Delgado"}
    letters = set(db.session.scalars(select(Mail.to_address)))
    assert letters == {people.ramon.email, people.rosa.email}


def test_what_is_recorded_warns_no_more(people: People) -> None:
    row = concern(people.make, people.rosa)
    answer_done(row, ClockKind.WRITTEN, people.make.at, actor=people.make.actor(people.rosa), at=people.make.at)
    for hours in (25, 33, 37):
        sweep(people, hours)
    assert told() == []


def test_somebody_whose_role_is_over_is_not_told(people: People) -> None:
    late = people.make.user("custodian", full_name="Past Custodian", until_on=people.make.today - timedelta(days=1))
    concern(people.make, people.rosa)
    sweep(people, 33)
    assert late.full_name not in {name for name, _kind in told()}


def test_the_sweep_costs_the_same_for_one_concern_and_for_many(people: People, statements: list[str]) -> None:
    costs = []
    for more in (1, 5):
        for _ in range(more):
            concern(people.make, people.rosa)
        sweep(people, 33)
        statements.clear()
        sweep(people, 33)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_the_command_sweeps_and_says_so_and_is_safe_to_run_twice(app: Flask, people: People) -> None:
    concern(people.make, people.rosa, learned_at=people.make.at - timedelta(hours=30))
    people.make.commit()
    db.session.rollback()
    first = app.test_cli_runner().invoke(args=["sweep"])
    again = app.test_cli_runner().invoke(args=["sweep"])
    assert first.exit_code == again.exit_code == 0
    assert "Warnings of clocks: 6." in first.output
    assert "Warnings of clocks: 0." in again.output
    assert "MAIL_URL is not set" in first.output
    people.make.begin()
    lines = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "sweep:part:done")).all()
    assert [line.details for line in lines] == [{"part": "Warnings of clocks", "count": 6}]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_says_that_something_waits_and_nothing_else(app_context: Flask, language: str) -> None:
    letter = letter_in(language)
    said = (letter.subject + letter.text).lower()
    assert "http://localhost:5000/" in letter.text
    for word in ("concern", "report", "abuse", "girl", "inquietud", "denuncia", "abuso"):
        assert word not in said


def test_two_sweeps_at_one_instant_tell_once(app: Flask, people: People) -> None:
    concern(people.make, people.rosa)
    at, today = people.make.at + timedelta(hours=37), people.make.today
    people.make.commit()
    db.session.rollback()
    start, done = threading.Barrier(2), []

    def run() -> None:
        with app.app_context():
            start.wait()
            done.append(sweep_all(command_line(today), at))
            db.session.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(done) == 2
    people.make.begin()
    assert len(told()) == len(set(told())) == 3
