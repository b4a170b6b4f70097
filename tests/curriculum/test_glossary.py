"""The glossary: read, held against itself and the lessons, and shown."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import LessonsError
from curriculum_app.curriculum.rules.glossary import glossary_problems, parse_glossary
from tests.clients import Client

from .files import files

WORDS = "words:\n  - id: name\n    word: name\n    meaning: What they call me.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small curriculum with a glossary of one word."""
    for name, data in files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "en/glossary.yaml").write_text(WORDS)
    return tmp_path


def said(folder: Path, text: str) -> str:
    """What is wrong with the small curriculum's glossary when it is `text`."""
    (folder / "en/glossary.yaml").write_text(text)
    with pytest.raises(LessonsError) as caught:
        service.check_glossary(folder, service.read_edition(folder))
    return str(caught.value)


def test_our_own_glossary_is_good() -> None:
    folder = ROOT / "lessons"
    assert service.check_glossary(folder, service.read_edition(folder)) >= 20


def test_a_good_glossary_is_counted_and_is_no_part_of_the_edition(folder: Path) -> None:
    text = service.read_edition(folder)
    assert service.check_glossary(folder, text) == 1
    (folder / "en/glossary.yaml").unlink()
    assert service.check_glossary(folder, text) == 0
    assert service.read_edition(folder).content_hash == text.content_hash


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("words: [", "not valid YAML"),
        ("words:\n", "line 1, field words"),
        (f"{WORDS}    more: x\n", "line 5, field words.0.more: is not known"),
        (WORDS.replace("    meaning: What they call me.\n", ""), "line 2, field words.0.meaning: is missing"),
        (WORDS + WORDS.replace("words:\n", ""), "line 5: the id name stands here twice"),
        (WORDS.replace("word: name", "word: zeppelin"), "line 2: no lesson in en/ uses the word “zeppelin”"),
        (
            WORDS.replace("What they call me.", "The denomination officially attributed to individuals."),
            "the meanings are too hard (Flesch-Kincaid grade",
        ),
    ],
)
def test_each_fault_is_told_with_its_line(folder: Path, text: str, sentence: str) -> None:
    assert sentence in said(folder, text)


def test_a_word_has_to_be_there_in_every_language(folder: Path) -> None:
    english, _ = parse_glossary("en/glossary.yaml", WORDS)
    spanish, _ = parse_glossary("es/glossary.yaml", WORDS.replace("id: name", "id: nombre"))
    lessons = service.read_edition(folder).lessons
    told = "\n".join(map(str, glossary_problems({"en": english, "es": spanish}, lessons)))
    assert "en/glossary.yaml, line 2: the word name is not in es/glossary.yaml; add it" in told
    assert "es/glossary.yaml, line 2: the word nombre is not in en/glossary.yaml; add it" in told


def test_it_is_checked_with_the_lessons(app: Flask, folder: Path) -> None:
    (folder / "en/glossary.yaml").write_text(WORDS.replace("word: name", "word: zeppelin"))
    result = app.test_cli_runner().invoke(args=["lessons", "check", str(folder)])
    assert result.exit_code == 1
    assert "zeppelin" in result.stderr
    (folder / "en/glossary.yaml").write_text(WORDS)
    good = app.test_cli_runner().invoke(args=["lessons", "check", str(folder)])
    assert "Words in the glossary: 1." in good.stdout


def test_a_page_reads_it_again_only_when_it_has_changed(folder: Path) -> None:
    first = service.kept_glossary(folder, ["en", "es"])
    assert service.kept_glossary(folder, ["en", "es"]) is first
    assert list(first) == ["en"]
    (folder / "en/glossary.yaml").write_text(WORDS.replace("What they call me.", "My own name."))
    assert service.kept_glossary(folder, ["en", "es"])["en"][0].meaning == "My own name."


@pytest.mark.parametrize(("language", "word", "other"), [("en", "strings", "hilos"), ("es", "hilos", "strings")])
def test_the_page_shows_both_languages(client_as: Callable[..., Client], language: str, word: str, other: str) -> None:
    text = client_as().get(f"/lessons/glossary?lang={language}").text
    assert f"<dt>{word} " in text
    assert f">{other}</span>" in text
