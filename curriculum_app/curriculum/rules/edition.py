"""A whole edition: the folder of lessons read as one text, checked across its files and known by its hash.

The hash is taken over the canonical text, so that it says "the same words": line endings, a byte-order mark
and the spelling of accents (NFC) do not matter, anything else does. Only `curriculum.toml` and
`<language>/<file>.md` belong to it.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .completion import CompletionRule
from .differences import differences
from .lesson import LessonText, parse_lesson
from .problems import LessonsError, Problem
from .reader import Reader
from .review import review

CURRICULUM_FILE = "curriculum.toml"
LESSON_PATH = re.compile(r"[a-z]{2}/[^/]+\.md")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class EditionText:
    """The exact text of a curriculum: its rule, its lessons (by language, then number), their hash."""

    key: str
    name: str
    rule: CompletionRule
    lessons: tuple[LessonText, ...]
    content_hash: str

    @property
    def lessons_offered(self) -> int:
        """How many different lessons there are; a lesson in two languages is one."""
        return len({lesson.key for lesson in self.lessons})


@dataclass(frozen=True)
class _Curriculum:
    key: str
    name: str
    languages: tuple[str, ...]
    rule: CompletionRule


def belongs_to_edition(path: str) -> bool:
    """Whether the file at `path` (relative, with forward slashes) is part of an edition's text."""
    return path == CURRICULUM_FILE or LESSON_PATH.fullmatch(path) is not None


def parse_edition(files: Mapping[str, bytes], help_lines: Collection[str] | None = None) -> EditionText:
    """Read an edition from `files` (relative path → bytes); others than its own are passed over.

    With the names of the `help_lines` that the program knows, the texts for girls are reviewed too (`review.py`).
    Raises LessonsError with every problem of every file.
    """
    texts, problems = _canonical({path: data for path, data in files.items() if belongs_to_edition(path)})
    if CURRICULUM_FILE not in files:
        problems.append(Problem(CURRICULUM_FILE, 0, "", "is missing; it names the curriculum and its completion rule"))
    if problems:
        raise LessonsError(problems)
    curriculum, problems = _read_curriculum(texts[CURRICULUM_FILE])
    lessons: list[LessonText] = []
    for path in sorted(texts.keys() - {CURRICULUM_FILE}):
        lesson, found = parse_lesson(path, texts[path])
        problems += found
        lessons += [lesson] if lesson else []
    # Of files that are missing because they cannot be read nothing true can be said.
    problems += [] if problems else differences(lessons, curriculum.languages, curriculum.rule.lessons_needed)
    problems += review(lessons, help_lines) if help_lines is not None else []
    if problems:
        raise LessonsError(problems)
    ordered = tuple(sorted(lessons, key=lambda lesson: (lesson.language, lesson.number)))
    return EditionText(curriculum.key, curriculum.name, curriculum.rule, ordered, content_hash(texts))


def content_hash(texts: Mapping[str, str]) -> str:
    """SHA-256 (64 hexadecimal digits) over canonical `texts` by path, each with its path and length."""
    digest = hashlib.sha256()
    for path in sorted(texts):
        data = texts[path].encode()
        digest.update(f"{path}\n{len(data)}\n".encode() + data)
    return digest.hexdigest()


def _canonical(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            problems.append(Problem(path, line, "", "save the file as UTF-8"))
            continue
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).rstrip() + "\n"
        hidden = _HIDDEN.search(text)
        if hidden:
            line = text.count("\n", 0, hidden.start()) + 1
            problems.append(Problem(path, line, "", "take out the hidden control character"))
        texts[path] = text
    return texts, problems


def _read_curriculum(text: str) -> tuple[_Curriculum, list[Problem]]:
    try:
        fields = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise LessonsError([Problem(CURRICULUM_FILE, 0, "", f"this is not valid TOML: {error}")]) from None
    reader = Reader(CURRICULUM_FILE, fields)
    key, name, languages = reader.key("key"), reader.text("name"), reader.texts("languages")
    reader.only({"key", "name", "languages", "completion"})
    table = fields.get("completion")
    rules = Reader(CURRICULUM_FILE, table if isinstance(table, Mapping) else {}, under="completion.")
    rule = CompletionRule(
        version=rules.text("version"),
        lessons_needed=rules.whole("lessons_needed", 1, 99),
        minimum_share=_share(rules),
        make_ups_allowed=rules.whole("make_ups_allowed", 0, 99),
    )
    rules.only({"version", "lessons_needed", "minimum_share", "make_ups_allowed"})
    return _Curriculum(key, name, languages, rule), reader.problems + rules.problems


def _share(reader: Reader) -> Decimal:
    value: Any = reader.fields.get("minimum_share")
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and 0 < value <= 1:
        return Decimal(value)
    reader.refuse("minimum_share", "write a number above 0 and up to 1, such as 0.5")
    return Decimal(1)
