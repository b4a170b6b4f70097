"""Finding words in lessons, in both languages at once."""

from collections.abc import Callable

import pytest

from config import ROOT
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules.search import first_match, fold, wanted
from tests.clients import Client
from tests.factories import Make

ClientAs = Callable[..., Client]


def marked(text: str, asked: str) -> list[str]:
    """What is marked in `text` when somebody asks for `asked`."""
    found = first_match((text,), wanted(asked))
    return [run for run, is_asked in found.runs if is_asked] if found else []


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("Un día difícil", "DIFICIL dia", ["día", "difícil"]),
        ("Fill the bottle", "bot", ["bottle"]),
        ("a robot", "bot", []),
        ("one and two", "one three", []),
        ("Straße", "strasse", ["Straße"]),
        ("It's (all) right", "(all)", ["all"]),
        ("nothing", "…", []),
        ("nothing", "", []),
    ],
)
def test_accents_case_and_signs_do_not_matter(text: str, asked: str, found: list[str]) -> None:
    assert marked(text, asked) == found


def test_every_folded_character_knows_its_place() -> None:
    folded, places = fold("Él ﬁn")
    assert folded == "el fin"
    assert len(places) == len(folded) + 1
    assert "Él ﬁn"[places[3] : places[5]] == "ﬁn"[:1]


def test_an_excerpt_is_cut_between_words_and_says_so() -> None:
    text = f"{'word ' * 40}needle {'after ' * 40}"
    found = first_match((text,), wanted("needle"))
    assert found is not None
    runs = [run for run, _ in found.runs]
    assert runs[0] == "… "
    assert runs[-1] == " …"
    assert all(word in ("word", "needle", "after", "…") for word in "".join(runs).split())
    assert len("".join(runs)) < 180


@pytest.fixture
def own_lessons(make: Make) -> None:
    """Our own ten lessons are the current edition."""
    at = clock.now()
    service.load_edition(service.read_edition(ROOT / "lessons"), actor=command_line(clock.today(at)), at=at)
    make.commit()


def test_a_search_names_lesson_and_section_with_an_excerpt(client_as: ClientAs, own_lessons: None) -> None:
    text = " ".join(client_as().get("/lessons?q=yarn").text.split())
    assert "Lesson 3: Gifts, promises and strings" in text
    assert 'href="/lessons/3#activity-strings">What strings look like</a>' in text
    assert "<mark>yarn</mark>" in text


def test_spanish_texts_are_found_by_an_english_reader_without_accents(client_as: ClientAs, own_lessons: None) -> None:
    text = client_as().get("/lessons?q=estambre circulo").text
    assert '<section class="hits" lang="es">' in text
    assert "lang=es#activity-strings" in text


def test_what_is_not_there_is_said(client_as: ClientAs, own_lessons: None) -> None:
    text = client_as().get("/lessons?q=zeppelin").text
    assert "Not found in any lesson." in text
    assert 'value="zeppelin"' in text


def test_what_somebody_types_stays_text(client_as: ClientAs, own_lessons: None) -> None:
    text = client_as().get("/lessons", query_string={"q": '"><script>alert(1)</script> .*' + "x" * 500}).text
    assert "<script>alert(1)" not in text
    assert "x" * 101 not in text[text.index('type="search"') :]


def test_much_that_is_found_is_capped_and_said(client_as: ClientAs, own_lessons: None) -> None:
    text = client_as().get("/lessons?q=a").text
    assert "The first 40 are here." in text
    assert text.count("<mark>") >= 40
    assert len(text) < 120_000


def test_a_search_costs_the_same_whatever_it_finds(
    client_as: ClientAs, own_lessons: None, statements: list[str]
) -> None:
    browser, counts = client_as(), []
    for asked in ("zeppelin", "a"):
        statements.clear()
        browser.get(f"/lessons?q={asked}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 6
