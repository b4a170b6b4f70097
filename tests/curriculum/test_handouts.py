"""The page that girls may keep: as a page, and as a PDF that somebody who cannot see it can have read aloud."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from config import ROOT
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.report_now import help_lines
from curriculum_app.curriculum import service
from curriculum_app.curriculum.presenters import handouts
from curriculum_app.curriculum.rules import LessonText, render_handout
from curriculum_app.curriculum.rules.nodes import Node, nodes
from tests.clients import Client
from tests.curriculum.paper import Paper
from tests.factories import Make

ClientAs = Callable[..., Client]
LOADED = SimpleNamespace(loaded_at=datetime(2026, 11, 1, tzinfo=UTC))
LESSONS = service.read_edition(ROOT / "lessons").lessons
TELLING = re.compile(r"exploit|explota|traffick|trata de", re.IGNORECASE)


def paper_of(lesson: LessonText) -> Paper:
    """The page of one of our own lessons, drawn."""
    handout = render_handout(lesson.body, lesson.language)
    assert handout is not None
    drawn: Any = handouts.handout_pdf(lesson, LOADED, handout)  # type: ignore[arg-type]
    return Paper(drawn)


def words(node: Node) -> str:
    """The text of a node; a line to write on has none."""
    if isinstance(node, str):
        return re.sub("_{4,}", "", node)
    return "".join(words(each) for each in node["children"])


def wanted(lesson: LessonText) -> list[str]:
    """The texts of a page in reading order, as its Markdown has them."""
    handout = render_handout(lesson.body, lesson.language)
    assert handout is not None
    found = [handout.title]
    for piece in handout.pieces:
        for node in nodes(piece.html):
            children = node["children"] if isinstance(node, dict) and node["tag"] in ("ul", "ol") else [node]
            found += [words(child) for child in children]
        lines = [each for each in help_lines() if "*" in piece.lines or each.name in piece.lines]
        found += [f"{each.name_on_paper(lesson.language)} … {each.purpose[lesson.language]}" for each in lines]
    return [" ".join(each.split()) for each in found if each.strip()]


each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda each: each.path)


@each_lesson
def test_the_pdf_is_tagged_in_its_language_on_one_sheet(lesson: LessonText) -> None:
    paper = paper_of(lesson)
    assert paper.is_tagged
    assert paper.is_universally_accessible
    assert paper.language == {"en": "en-US", "es": "es-US"}[lesson.language]
    assert len(paper.reader.pages) == 1


@each_lesson
def test_its_title_and_text_tell_nobody_what_the_program_is_about(lesson: LessonText) -> None:
    paper = paper_of(lesson)
    handout = render_handout(lesson.body, lesson.language)
    assert handout is not None
    assert paper.title == handout.title
    assert not TELLING.search(paper.reader.pages[0].extract_text())
    assert set(paper.reader.metadata or {}) <= {"/Title", "/Creator", "/CreationDate", "/ModDate"}


@each_lesson
def test_its_headings_are_an_outline_under_one_title(lesson: LessonText) -> None:
    outline = paper_of(lesson).outline()
    assert outline[0] == f"H1 {paper_of(lesson).title}"
    levels = [int(each[1]) for each in outline]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert len(levels) > 2


@each_lesson
def test_it_is_read_in_order_with_every_accent(lesson: LessonText) -> None:
    read = " ".join(each.text for each in paper_of(lesson).elements() if each.role != "Lbl")
    place = 0
    for text in wanted(lesson):
        for part in text.split(" … "):
            found = read.find(part, place)
            assert found >= 0, f"“{part}” is missing, or not in its place, after “{read[max(0, place - 60) : place]}”"
            place = found + len(part)
    assert len(read) < len(" ".join(wanted(lesson))) + 400, "nothing else is read"


def test_lists_are_lists() -> None:
    lesson = next(each for each in LESSONS if each.path == "es/03-gifts-and-promises.md")
    items = [each.text for each in paper_of(lesson).elements() if each.role == "LBody"]
    assert items[:2] == ['"Que sea un secreto".', '"Apúrate, ya".']


def test_the_same_text_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = paper_of(LESSONS[0]).data
    monkeypatch.setattr(handouts, "pdf_bytes", lambda *_, **__: pytest.fail("drawn again"))
    assert paper_of(LESSONS[0]).data is first
    assert handouts._drawn.cache_info().maxsize == handouts.KEPT


@pytest.fixture
def own_lessons(make: Make) -> None:
    """Our own ten lessons are the current edition."""
    at = clock.now()
    service.load_edition(service.read_edition(ROOT / "lessons"), actor=command_line(clock.today(at)), at=at)
    make.commit()


@pytest.mark.parametrize(("language", "title"), [("en", "My help page"), ("es", "Mi hoja de ayuda")])
def test_the_page_has_the_title_and_numbers_in_its_language(
    client_as: ClientAs, own_lessons: None, language: str, title: str
) -> None:
    text = client_as().get(f"/lessons/9/handout?lang={language}").text
    assert f'<article class="handout-sheet" lang="{language}">\n  <h1>{title}</h1>' in text
    assert f"/lessons/9/handout.pdf?lang={language}" in text
    assert "1-888-373-7888" in text
    assert not TELLING.search(text)


def test_the_file_has_a_neutral_name_and_is_kept_by_nobody(client_as: ClientAs, own_lessons: None) -> None:
    answer = client_as().get("/lessons/3/handout.pdf?lang=es")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="page-3-es.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert Paper(answer.data).title == "¿Gratis o no?"


def test_an_old_edition_has_its_own_page(client_as: ClientAs, make: Make, own_lessons: None) -> None:
    edition = make.edition()
    make.commit()
    browser = client_as()
    assert "My page" in browser.get(f"/lessons/3/handout?edition={edition.id}").text
    assert Paper(browser.get(f"/lessons/3/handout.pdf?edition={edition.id}").data).title == "My page"


@pytest.mark.parametrize("address", ["/lessons/11/handout", "/lessons/11/handout.pdf", "/lessons/3/handout?edition=x"])
def test_a_page_that_does_not_exist_is_not_found(client_as: ClientAs, own_lessons: None, address: str) -> None:
    assert client_as().get(address).status_code == 404
