"""The reading level: syllables, the three formulas, and what of a block is measured."""

import pytest

from curriculum_app.curriculum.rules import crawford, fernandez_huerta, flesch_kincaid, read_text
from curriculum_app.curriculum.rules.reading import english_syllables, spanish_syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("girl", 1), ("table", 2), ("wanted", 2), ("called", 1), ("changes", 2), ("someone", 2), ("smile", 1),
        ("any", 2), ("open", 2), ("about", 2), ("being", 2), ("quiet", 2), ("family", 3), ("real", 2), ("hm", 1),
    ],
)  # fmt: skip
def test_english_syllables_are_the_higher_of_two_counts(word: str, count: int) -> None:
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sí", 1), ("amiga", 3), ("abuela", 3), ("día", 2), ("país", 2), ("leer", 2), ("también", 2), ("quiero", 2),
        ("agua", 2), ("ciudad", 2), ("estoy", 2), ("ayuda", 3), ("y", 1), ("cuídate", 3), ("creer", 2), ("policía", 4),
    ],
)  # fmt: skip
def test_spanish_syllables_are_those_of_its_rules(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_the_formulas_give_what_their_authors_wrote() -> None:
    """Syllables counted by hand: fourteen in English, sixteen in Spanish; two sentences each."""
    english = "You can pass any time. We will wait for many minutes."
    words, syllables = 11, 14
    assert flesch_kincaid(english) == pytest.approx(0.39 * words / 2 + 11.8 * syllables / words - 15.59)
    spanish = "Tú puedes pasar. Tu abuela te espera en casa."
    words, syllables = 9, 16
    assert fernandez_huerta(spanish) == pytest.approx(206.84 - 60 * syllables / words - 1.02 * words / 2)
    assert crawford(spanish) == pytest.approx(-0.205 * 200 / words + 0.049 * 100 * syllables / words - 3.407)


def test_hard_texts_are_told_from_easy_ones() -> None:
    assert flesch_kincaid("You can pass. It is okay. We will wait for you.") < 2
    assert flesch_kincaid("Participation in therapeutic communities necessitates emotional vulnerability.") > 12
    assert fernandez_huerta("Tú puedes pasar. Está bien. Te vamos a esperar.") > 90
    assert fernandez_huerta("La participación comunitaria presupone vulnerabilidad emocional considerable.") < 20


@pytest.mark.parametrize("formula", [flesch_kincaid, fernandez_huerta, crawford])
def test_a_text_without_words_has_no_level(formula: object) -> None:
    assert callable(formula)
    with pytest.raises(ValueError, match="no reading level"):
        formula("… 12")


def test_a_heading_and_an_item_of_a_list_end_a_sentence() -> None:
    assert read_text("### My **rights**\n- I can ask:\n- I can\n  wait\n\n[help-lines: RAINN]\n\nYes!") == (
        "My rights.\nI can ask.\nI can wait.\nYes!"
    )
