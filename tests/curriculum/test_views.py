"""The pages of lessons: who may open them, in which language, and of which edition."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.curriculum import queries, service
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.rules import parse_edition
from tests.clients import Client
from tests.factories import Make

from .files import files

ClientAs = Callable[..., Client]


def load(make: Make, *changes: tuple[str, str], later: int = 0) -> Edition:
    """Load the small curriculum with `changes` and show it to clients."""
    at = clock.now() + timedelta(minutes=later)
    loaded = service.load_edition(parse_edition(files(*changes)), actor=command_line(clock.today(at)), at=at)
    make.commit()
    return loaded.edition


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "program_manager", "analyst"])
def test_those_who_work_with_the_programme_read_lessons(client_as: ClientAs, make: Make, role: str) -> None:
    load(make)
    browser = client_as(role)
    assert "A first lesson" in browser.get("/lessons").text
    assert browser.get("/lessons/1").status_code == 200


def test_an_administrator_may_not_open_lessons(client_as: ClientAs, make: Make) -> None:
    load(make)
    browser = client_as("administrator")
    assert browser.get("/lessons").status_code == 403
    assert browser.get("/lessons/1").status_code == 403


def test_a_lesson_shows_its_plan_and_what_to_say(client_as: ClientAs, make: Make) -> None:
    load(make)
    text = client_as().get("/lessons/1").text
    assert "Lesson 1 of 2" in text
    assert "minute 20" in text
    assert "if there is time" in text
    assert '<p class="block-label">Say</p>' in text


def test_the_list_says_the_rule_with_its_version(client_as: ClientAs, make: Make) -> None:
    load(make)
    text = client_as().get("/lessons").text
    assert "1 of 2 different lessons, in any group." in text
    assert "at least 50% of its minutes" in text
    assert "Rule t-1" in text


def test_the_text_of_a_past_edition_stays_readable(client_as: ClientAs, make: Make) -> None:
    old = load(make)
    load(make, ("Say your name.", "Sing your name."), later=1)
    browser = client_as()
    assert "Sing your name." in browser.get("/lessons/1").text
    past = browser.get(f"/lessons/1?edition={old.id}").text
    assert "Say your name." in past
    assert "This is an earlier text." in past
    assert f"/lessons/2?edition={old.id}" in past, "the next lesson is of the same edition"


@pytest.mark.parametrize(
    "address", ["/lessons/3", "/lessons/1?edition=none", "/lessons?edition=019ab000-0000-7000-8000-000000000001"]
)
def test_a_lesson_or_edition_that_does_not_exist_is_not_found(client_as: ClientAs, make: Make, address: str) -> None:
    load(make)
    assert client_as().get(address).status_code == 404


def test_before_any_edition_is_loaded_the_list_says_so(client_as: ClientAs) -> None:
    browser = client_as()
    assert "No lessons are here yet." in browser.get("/lessons").text
    assert browser.get("/lessons/1").status_code == 404


def test_a_lesson_without_a_translation_is_shown_in_english_and_says_so(client_as: ClientAs, make: Make) -> None:
    load(make)
    text = client_as().get("/lessons/1?lang=es").text
    assert "Español" in text
    assert '<div class="guide" lang="en">' in text


def test_hostile_text_that_is_in_the_database_does_nothing(client_as: ClientAs, make: Make) -> None:
    edition = load(make)
    lesson = queries.lesson(edition.id, 1, "en")
    assert lesson is not None
    lesson.body = "<script>alert(1)</script> [x](javascript:alert(1)) {{ 7 * 7 }}"
    make.commit()
    text = client_as().get("/lessons/1").text
    assert "<script>alert(1)" not in text
    assert 'href="javascript' not in text
    assert "{{ 7 * 7 }}" in text


def test_only_the_help_lines_that_a_lesson_names_are_listed(client_as: ClientAs, make: Make) -> None:
    load(make)
    text = client_as().get("/lessons/1").text
    guide = text[text.index('<div class="guide"') :]
    assert "Call 1-800-656-4673" in guide
    assert "Call 1-800-540-4000" not in guide


def test_a_lesson_that_asks_for_all_help_lines_lists_them(client_as: ClientAs, make: Make) -> None:
    changed = load(make, ("Say your name.", "[help-lines]"))
    text = client_as().get(f"/lessons/1?edition={changed.id}").text
    assert "Call 1-800-540-4000" in text
    assert "[help-lines]" not in text


@pytest.mark.parametrize("page", ["", "/handout", "/handout.pdf", "/changes"])
def test_a_number_that_no_lesson_has_is_not_found(client_as: ClientAs, make: Make, page: str) -> None:
    load(make)
    browser = client_as("program_manager")
    for number in (0, 3, 10**30):
        assert browser.get(f"/lessons/{number}{page}").status_code == 404
