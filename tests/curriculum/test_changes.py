"""What changed between two editions of a lesson, and who may see it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.curriculum import service
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.rules import parse_edition
from curriculum_app.curriculum.rules.changes import Change, Kind, changes
from curriculum_app.curriculum.rules.sections import Section
from tests.clients import Client
from tests.factories import Make

from .files import files

ClientAs = Callable[..., Client]


def load(make: Make, *edits: tuple[str, str], later: int = 0) -> Edition:
    """Load the small curriculum with `edits`, `later` minutes after now."""
    at = clock.now() + timedelta(minutes=later)
    edition = service.load_edition(parse_edition(files(*edits)), actor=command_line(clock.today(at)), at=at).edition
    make.commit()
    return edition


def of(*paragraphs: str, heading: str = "Why") -> tuple[Section, ...]:
    """One section."""
    return (Section(heading, "", paragraphs),)


def test_the_same_text_has_no_changes() -> None:
    assert changes(of("One.", "Two."), of("One.", "Two.")) == ()


def test_a_paragraph_that_came_and_one_that_went_are_told_apart() -> None:
    assert changes(of("One."), of("One.", "Quite another thing.")) == (
        Change("Why", Kind.ADDED, ((Kind.ADDED, "Quite another thing."),)),
    )
    assert changes(of("One.", "Two."), of("One.")) == (Change("Why", Kind.REMOVED, ((Kind.REMOVED, "Two."),)),)


def test_a_reworded_paragraph_shows_its_words() -> None:
    assert changes(of("A good friend can wait."), of("A good friend will wait.")) == (
        Change(
            "Why",
            Kind.CHANGED,
            ((Kind.SAME, "A good friend"), (Kind.REMOVED, "can"), (Kind.ADDED, "will"), (Kind.SAME, "wait.")),
        ),
    )


def test_a_paragraph_with_little_in_common_went_and_another_came() -> None:
    found = changes(of("Sit in a circle with yarn."), of("Draw a web on the board."))
    assert [each.kind for each in found] == [Kind.ADDED, Kind.REMOVED]


def test_a_new_heading_is_a_change_and_what_stands_below_it_is_not() -> None:
    found = changes(of("One.", "Two."), of("One.", "Two.", heading="Why we do this"))
    assert [(each.heading, each.kind) for each in found] == [("Why we do this", Kind.ADDED), ("Why", Kind.REMOVED)]


def test_a_manager_sees_what_changed_since_the_edition_before(client_as: ClientAs, make: Make) -> None:
    load(make)
    load(make, ("Say your name.", "Sing your own name."), ("minutes: 60", "minutes: 60"), later=1)
    browser = client_as("program_manager")
    assert 'href="/lessons/1/changes"' in browser.get("/lessons/1").text
    text = " ".join(browser.get("/lessons/1/changes").text.split())
    assert "1 change." in text
    assert "Reworded" in text
    assert "Say</del>" in text
    assert "Sing" in text
    assert "Before you start" in text


def test_any_two_editions_can_be_held_against_each_other(client_as: ClientAs, make: Make) -> None:
    first = load(make)
    second = load(make, ("A first lesson", "A very first lesson"), later=1)
    load(make, ("A first lesson", "The first lesson"), later=2)
    text = client_as("program_manager").get(f"/lessons/1/changes?edition={second.id}&since={first.id}").text
    assert "Title and plan" in text
    assert "very</ins>" in text


def test_with_one_edition_there_is_nothing_to_compare(client_as: ClientAs, make: Make) -> None:
    load(make)
    assert "There is no other edition" in client_as("program_manager").get("/lessons/1/changes").text


def test_an_unknown_edition_or_lesson_is_not_found(client_as: ClientAs, make: Make) -> None:
    load(make)
    browser = client_as("program_manager")
    for address in ("/lessons/9/changes", "/lessons/1/changes?since=x", f"/lessons/1/changes?since={make.site().id}"):
        assert browser.get(address).status_code == 404


@pytest.mark.parametrize("role", ["facilitator", "coordinator", "analyst", "administrator"])
def test_others_are_neither_led_there_nor_let_in(client_as: ClientAs, make: Make, role: str) -> None:
    load(make)
    browser = client_as(role)
    assert browser.get("/lessons/1/changes").status_code == 403
    assert "/changes" not in browser.get("/lessons/1").text
