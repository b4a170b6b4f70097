"""The glossary in the folder of lessons: read for pages, and held against the lessons for those who write it."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from curriculum_app.curriculum.rules import EditionText, LessonsError, Problem
from curriculum_app.curriculum.rules.glossary import Word, glossary_problems, parse_glossary, path_of


def read_glossary(folder: Path, languages: Iterable[str]) -> Mapping[str, tuple[Word, ...]]:
    """The glossary under `folder` in each of `languages`, in its own order; none for a language without a file.

    Raises LessonsError with every problem of a file that cannot be read.
    """
    glossaries: dict[str, tuple[Word, ...]] = {}
    problems: list[Problem] = []
    for language in languages:
        file = folder / path_of(language)
        if file.is_file():
            glossaries[language], found = parse_glossary(path_of(language), file.read_text("utf-8"))
            problems += found
    if problems:
        raise LessonsError(problems)
    return glossaries


def kept_glossary(folder: Path, languages: Iterable[str]) -> Mapping[str, tuple[Word, ...]]:
    """The same for pages: read again only when a file has changed."""
    languages = tuple(languages)
    files = (folder / path_of(language) for language in languages)
    return _read_glossary(folder, languages, tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@lru_cache(maxsize=2)
def _read_glossary(
    folder: Path,
    languages: tuple[str, ...],
    changed: tuple[int, ...],  # noqa: ARG001 - a part of the key alone
) -> Mapping[str, tuple[Word, ...]]:
    return read_glossary(folder, languages)


def check_glossary(folder: Path, text: EditionText) -> int:
    """Hold the glossary under `folder` against the lessons of `text`; the number of its words.

    Raises LessonsError with every problem.
    """
    glossaries = read_glossary(folder, {lesson.language for lesson in text.lessons})
    problems = glossary_problems(glossaries, text.lessons) if glossaries else []
    if problems:
        raise LessonsError(problems)
    return len({word.key for words in glossaries.values() for word in words})
