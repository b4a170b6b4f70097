"""Law: our own instruments can be asked of any girl, in every language, and ask nothing of what was done to her."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from curriculum_app.assessments.rules import Form, Instrument, ScaleKind, Wave
from curriculum_app.assessments.rules.instrument import LANGUAGES
from curriculum_app.core.i18n import LANGUAGES as LANGUAGES_OF_THE_PROGRAM
from tests.factories.sittings import our_instruments
from tests.house.test_lessons import LABELS, TELLING

# Nothing that she could only answer by telling what was done to her, or what she did.
HERSELF = re.compile(
    r"\b(have|has|did|were) (you|anyone|someone)\b|\bever\b|\bhappened to you\b|\bto you\b"
    r"|\b(te han|alguna vez|te hicieron|te pas[óo]|has hecho)\b",
    re.IGNORECASE,
)
MINUTES = {"main": 10, "short": 3}
FEWEST, MOST = 20, 26


@pytest.fixture(scope="module")
def ours() -> dict[str, Instrument]:
    """Our own instruments, held to everything that `flask assessments check` asks."""
    return our_instruments()


def texts(instrument: Instrument) -> Iterator[str]:
    """Every text that a girl reads, in every language."""
    for words in (instrument.words, *(item.words for item in instrument.items)):
        yield from words.values()
    for item in instrument.items:
        for words in instrument.choices(item):
            yield from words.values()


def test_there_is_a_main_instrument_and_a_short_one(ours: dict[str, Instrument]) -> None:
    assert {key: each.minutes for key, each in ours.items()} == MINUTES
    asked = [len(ours["main"].asked(wave, form)) for wave in Wave for form in Form]
    assert all(FEWEST <= each <= MOST for each in asked), f"The main instrument asks {asked}."
    assert all(len(ours["short"].asked(wave, form)) <= 10 for wave in Wave for form in Form)


def test_every_language_of_the_program_is_there() -> None:
    assert set(LANGUAGES) == set(LANGUAGES_OF_THE_PROGRAM)


def test_every_kind_of_question_is_asked_and_satisfaction_at_post_alone(ours: dict[str, Instrument]) -> None:
    for instrument in ours.values():
        assert {scale.kind for scale in instrument.scales} == set(ScaleKind)
        assert [scale.key for scale in instrument.scales if scale.waves != tuple(Wave)] == ["liked-it"]
        assert instrument.scale("liked-it").waves == (Wave.POST,)
        assert all(item.form for item in instrument.items if item.scale == "knowledge")
    assert sum(item.is_reversed for item in ours["main"].items) >= 4


def test_the_short_one_asks_what_the_main_one_asks(ours: dict[str, Instrument]) -> None:
    main = {(item.key, item.form): item for item in ours["main"].items}
    other = [item.key for item in ours["short"].items if main.get((item.key, item.form)) != item]
    assert not other, f"Say it in short.yaml as in main.yaml: {other}"


def test_nothing_asks_what_was_done_to_her_or_labels_a_girl(ours: dict[str, Instrument]) -> None:
    found = [
        text for each in ours.values() for text in texts(each) for law in (HERSELF, LABELS, TELLING) if law.search(text)
    ]
    assert not found, "Ask about people in stories, not about her:\n" + "\n".join(found)
    for told in ("Has anyone hurt you?", "Did you ever get money for it?", "¿Alguna vez te hicieron daño?"):
        assert HERSELF.search(told)


def test_the_right_answer_does_not_stand_in_one_place(ours: dict[str, Instrument]) -> None:
    places = {item.right for item in ours["main"].items if item.right}
    assert places == {1, 2, 3}, "Vary the place of the right answer; a girl soon sees where it always is."
