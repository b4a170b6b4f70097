"""The glossary: the curriculum's words in every language, each with a meaning that a girl can read.

One file a language, `<language>/glossary.yaml`. It explains the lessons and is no part of an edition: a meaning that
was mended shows beside every edition, and no group gets another text by it. The same ids stand in every language; a
word has to stand in the lessons of its language, so that the list does not outgrow them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .front_matter import read_fields
from .lesson import LessonText
from .problems import Problem
from .reader import Reader
from .reading import level
from .search import fold

FILE = "glossary.yaml"
_FIELDS = {"id", "word", "meaning"}


@dataclass(frozen=True)
class Word:
    """One word of the glossary in one language; its key is the same in every language."""

    key: str
    word: str
    meaning: str
    line: int = field(default=1, compare=False)


def path_of(language: str) -> str:
    """Where the glossary of a language lies in the folder of lessons."""
    return f"{language}/{FILE}"


def parse_glossary(path: str, text: str) -> tuple[tuple[Word, ...], list[Problem]]:
    """Read the glossary at `path`, in its own order; what is wrong beside what could be read."""
    fields, lines, problems = read_fields(path, text)
    if fields is None:
        return (), problems
    reader = Reader(path, fields, lines=lines)
    words: list[Word] = []
    for place, each in enumerate(reader.mappings("words")):
        item = reader.item("words", place, each)
        words.append(Word(item.key("id"), item.text("word"), item.text("meaning"), lines[f"words.{place}"]))
        item.only(_FIELDS)
        reader.problems += item.problems
    reader.only({"words"})
    problems += [*reader.problems, *_repeated(path, words)]
    return tuple(words), problems


def glossary_problems(glossaries: Mapping[str, Sequence[Word]], lessons: Sequence[LessonText]) -> list[Problem]:
    """What shows only when glossaries that can be read are held against each other and against the lessons."""
    problems: list[Problem] = []
    for language, words in glossaries.items():
        path = path_of(language)
        known = {word.key for word in words}
        for other, theirs in glossaries.items():
            missing = (word for word in theirs if word.key not in known)
            problems += [
                Problem(path_of(other), word.line, "", f"the word {word.key} is not in {path}; add it")
                for word in missing
            ]
        taught = fold(" ".join(" ".join(each.body.split()) for each in lessons if each.language == language))[0]
        for word in words:
            if fold(word.word)[0] not in taught:
                what = f"no lesson in {language}/ uses the word “{word.word}”; take it out, or write it as they do"
                problems.append(Problem(path, word.line, "", what))
        problems += _too_hard(path, words, language)
    return problems


def _repeated(path: str, words: Sequence[Word]) -> list[Problem]:
    keys = [word.key for word in words]
    again = (word for place, word in enumerate(words) if word.key in keys[:place])
    return [Problem(path, word.line, "", f"the id {word.key} stands here twice; keep one") for word in again]


def _too_hard(path: str, words: Sequence[Word], language: str) -> list[Problem]:
    text = "\n".join(word.meaning for word in words)
    if not text.strip():
        return []
    found = level(text, language)
    what = f"the meanings are too hard ({found.words}); write shorter sentences and shorter words"
    return [] if found.is_easy else [Problem(path, 1, "", what)]
