"""Loading editions: once for each text, the newest current, past ones kept."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.curriculum import queries, service
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.rules import parse_edition
from curriculum_app.curriculum.service import Loaded

from .files import files, two_languages

pytestmark = pytest.mark.usefixtures("app_context")


def load(*changes: tuple[str, str], later: int = 0) -> Loaded:
    """Load the small curriculum with `changes`, `later` minutes from now."""
    at = clock.now() + timedelta(minutes=later)
    return service.load_edition(parse_edition(files(*changes)), actor=command_line(clock.today(at)), at=at)


def test_a_new_text_becomes_the_current_edition_with_its_rule_and_lessons() -> None:
    loaded = load()
    current = queries.current_edition()
    assert loaded.is_new
    assert current is not None
    assert (current.name, current.lessons_offered) == ("Small Steps", 2)
    assert queries.completion_rule(current).lessons_needed == 1
    assert [each.title for each in queries.lessons(current.id, "en")] == ["A first lesson", "A first lesson"]


def test_loading_the_same_text_again_changes_nothing() -> None:
    first = load()
    again = load(later=1)
    assert not again.is_new
    assert not again.became_current
    assert again.edition is first.edition
    assert db.session.scalar(select(func.count()).select_from(Edition)) == 1


def test_a_changed_text_leaves_the_old_edition_readable() -> None:
    old = load().edition
    new = load(("Say your name.", "Sing your name."), later=1).edition
    current = queries.current_edition()
    assert current is new
    kept = queries.lesson(old.id, 1, "en")
    assert kept is not None
    assert "Say your name." in kept.body


def test_an_older_text_loaded_again_becomes_current_again() -> None:
    old = load().edition
    load(("Say your name.", "Sing your name."), later=1)
    back = load(later=2)
    assert back.became_current
    assert not back.is_new
    assert queries.current_edition() is old


def test_loading_is_remembered_by_the_audit() -> None:
    loaded = load()
    row = db.session.scalars(select(AuditEvent).where(AuditEvent.object_id == loaded.edition.id)).one()
    assert (row.action, row.actor_kind, row.details) == ("curriculum:edition:loaded", "command-line", {"lessons": 2})


def test_a_lesson_that_is_not_in_the_wanted_language_is_given_in_english(app: Flask) -> None:
    edition = load().edition
    spanish = queries.lesson_of_key(edition.id, "first", "es")
    assert spanish is not None
    assert spanish.language == "en"
    assert [each.language for each in queries.lessons(edition.id, "es")] == ["en", "en"]


def test_each_lesson_is_given_in_the_wanted_language_where_the_edition_has_it() -> None:
    both = dict(two_languages())
    for path in ("es/01-first.md", "es/02-second.md"):
        both[path] = both[path].replace(b"A first lesson", "Una lección".encode())
    at = clock.now()
    edition = service.load_edition(parse_edition(both), actor=command_line(clock.today(at)), at=at).edition
    assert [each.title for each in queries.lessons(edition.id, "es")] == ["Una lección", "Una lección"]
    assert [each.title for each in queries.lessons(edition.id, "en")] == ["A first lesson", "A first lesson"]


def test_a_lesson_that_does_not_exist_is_none() -> None:
    edition = load().edition
    assert queries.lesson(edition.id, 7, "en") is None
    assert queries.lesson_of_key(edition.id, "seventh", "en") is None
