"""Loading instruments, and the scores of a sitting: once for each text, past ones kept, answers as they were given."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from curriculum_app.assessments import queries, service
from curriculum_app.assessments.models import AnswerSet, InstrumentVersion, SittingScore
from curriculum_app.assessments.rules import Form, NoAnswer, SittingState, Wave, instrument_of, write_answers
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import CannotOpen, open_key
from tests.factories import Make
from tests.factories.sittings import our_instruments, sitting, version

from .instruments import files, small


def load(make: Make, *changes: tuple[str, str], later: int = 0) -> service.Loaded:
    """Load the small instrument with `changes`, `later` minutes from now."""
    at = make.at + timedelta(minutes=later)
    (loaded,) = service.load_instruments([small(*changes)], actor=command_line(make.today), at=at)
    return loaded


CHANGE = ("en: A few things", "en: Some things")


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_as_it_was(make: Make) -> None:
    first, again, second = load(make), load(make, later=1), load(make, CHANGE, later=2)
    assert (first.is_new, again.is_new, again.became_current, second.is_new) == (True, False, False, True)
    assert again.version.id == first.version.id != second.version.id
    assert queries.current_version("small") == second.version
    assert instrument_of(first.version.content) == small()
    back = load(make, later=3)
    assert (back.version, back.is_new, back.became_current) == (first.version, False, True)
    assert queries.current_version("small") == first.version
    tags = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    loaded, made_current = "assessments:instrument:loaded", "assessments:instrument:made_current"
    assert [tag for tag in tags if tag in (loaded, made_current)] == [loaded, loaded, made_current]


def test_each_instrument_has_a_current_version_of_its_own(make: Make) -> None:
    load(make)
    version(make, "main")
    version(make, "short")
    assert [each.instrument for each in queries.current_versions()] == ["main", "short", "small"]
    assert queries.current_version("none") is None


def test_what_is_stored_can_be_proved_against_its_hash(make: Make) -> None:
    load(make)
    db.session.expire_all()
    (stored,) = db.session.scalars(select(InstrumentVersion)).all()
    assert instrument_of(stored.content).content_hash == stored.content_hash


def test_a_new_version_does_not_touch_a_sitting_with_the_old_one(make: Make) -> None:
    first = load(make).version
    girl = make.enrolment(make.cohort())
    asked = sitting(make, girl, version=first)
    load(make, CHANGE, later=1)
    assert asked.instrument_version.content_hash == first.content_hash


def test_scores_are_kept_from_answers_and_come_out_the_same_again(make: Make) -> None:
    asked = sitting(make, make.enrolment(make.cohort()))
    main = our_instruments()["main"]
    answers = {item.key: 1 for item in main.asked(Wave.PRE, Form.A)} | {"would-ask": NoAnswer.SKIPPED}
    for _ in range(2):
        service.keep_scores(asked, main, answers)
        rows = db.session.scalars(select(SittingScore).order_by(SittingScore.scale)).all()
        assert {row.scale: row.points for row in rows} == {
            "asking": None, "confidence": 4, "help-line": 1, "knowledge": 2, "respect": 14, "safe-adults": 0,
            "safety-plan": 1,
        }  # fmt: skip
        assert {(row.answered, row.asked) for row in rows if row.scale == "asking"} == {(3, 4)}


def test_answers_open_with_her_own_key_alone(make: Make) -> None:
    cohort = make.cohort()
    hers, other = make.enrolment(cohort), make.enrolment(cohort)
    answers, row_id = write_answers({"plan": 1}), new_id()
    body = open_key(hers.key).seal(AnswerSet.body_sealed, row_id, answers)
    row = make.add(AnswerSet(id=row_id, sitting_id=sitting(make, hers).id, body_sealed=body, saved_at=make.at))
    assert open_key(hers.key).open(AnswerSet.body_sealed, row_id, row.body_sealed) == answers
    with pytest.raises(CannotOpen):
        open_key(other.key).open(AnswerSet.body_sealed, row_id, row.body_sealed)


def test_a_girl_sits_once_in_a_wave_unless_it_was_cancelled(make: Make) -> None:
    girl = make.enrolment(make.cohort())
    sitting(make, girl, state=SittingState.CANCELLED, finished_at=make.at)
    sitting(make, girl)
    sitting(make, girl, wave=Wave.POST)
    with pytest.raises(IntegrityError):
        sitting(make, girl)


@pytest.mark.parametrize(
    "values",
    [
        {"state": SittingState.DONE},
        {
            "state": SittingState.DONE,
            "started_at": True,
            "finished_at": True,
            "code_hash": b"x",
            "code_expires_at": True,
        },
        {"state": SittingState.STOPPED, "finished_at": True},
        {"code_hash": b"x"},
    ],
)
def test_a_sitting_that_cannot_be_is_refused_by_the_database(make: Make, values: dict[str, object]) -> None:
    """Done without an end; a code that outlives Done; an end without a beginning; a code that never expires."""
    known: dict[str, Any] = {name: make.at if value is True else value for name, value in values.items()}
    girl = make.enrolment(make.cohort())
    with pytest.raises(IntegrityError):
        sitting(make, girl, **known)


def write(folder: Path, *changes: tuple[str, str]) -> str:
    """The small instrument with `changes` as a file in `folder`; returns the folder's path."""
    folder.mkdir(exist_ok=True)
    for name, data in files(*changes).items():
        (folder / name).write_bytes(data)
    return str(folder)


def test_the_commands_check_and_load(app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner()
    folder = write(tmp_path / "instruments")
    (tmp_path / "instruments/README.md").write_text("no instrument")
    assert "is good: 8 items." in run.invoke(args=["assessments", "check", folder]).output
    outputs = [run.invoke(args=["assessments", "load", folder]).output for _ in range(2)]
    assert "is loaded: 8 items. New sittings ask it." in outputs[0]
    assert "is already the current one. Nothing was changed." in outputs[1]
    assert "is loaded" in run.invoke(args=["assessments", "load", write(tmp_path / "instruments", CHANGE)]).output
    again = run.invoke(args=["assessments", "load", write(tmp_path / "instruments")])
    assert "New sittings ask it again." in again.output


def test_the_commands_tell_every_fault_and_end_with_1(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "instruments", ("minutes: 2", "minutes: 0"), ("form: A", "form: X"))
    for command in ("check", "load"):
        refused = app.test_cli_runner().invoke(args=["assessments", command, folder])
        assert refused.exit_code == 1
        assert "small.yaml, line 5, field minutes: write a whole number from 1 to 30" in refused.stderr
        assert "small.yaml, line 45, field items.0.form: write one of A, B" in refused.stderr
    gone = app.test_cli_runner().invoke(args=["assessments", "load", str(tmp_path / "nowhere")])
    assert (gone.exit_code, "there is no such folder" in gone.stderr) == (1, True)


def test_without_a_folder_our_own_two_instruments_are_loaded(app: Flask) -> None:
    loaded = app.test_cli_runner().invoke(args=["assessments", "load"])
    assert loaded.exit_code == 0
    assert [line.split(",")[0] for line in loaded.output.splitlines()] == ["main", "short"]
