"""Reading an instrument's file: every field checked, every fault told with its line and what to do.

The tools are those of the lessons (`curriculum.rules`): the same reader, the same sentences, the same reading level.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from curriculum_app.curriculum.rules.front_matter import split
from curriculum_app.curriculum.rules.problems import LessonsError, Problem
from curriculum_app.curriculum.rules.reader import Reader

from .checking import faults_in
from .instrument import CHOICES, LANGUAGES, Equating, Instrument, Item, Scale, Words
from .words import Form, ScaleKind, Wave

INSTRUMENT_FILE = re.compile(r"[a-z][a-z0-9-]*\.yaml")
MINUTES_AT_MOST = 30
ANSWERS_AT_MOST = 6
POINTS_AT_MOST = 10
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FIELDS = {"key", *LANGUAGES, "minutes", "scales", "items"}
_SCALE_FIELDS = {"key", *LANGUAGES, "kind", "waves", "answers", "equating"}
_ITEM_FIELDS = {"key", *LANGUAGES, "scale", "form", "reversed", "right", "answers"}


def parse_instruments(files: Mapping[str, bytes]) -> tuple[Instrument, ...]:
    """Read the instruments in `files` (file name → bytes), by key. Raises LessonsError with every problem of all."""
    if not files:
        raise LessonsError([Problem("", 0, "", "there is no instrument; add one as main.yaml")])
    found: list[Instrument] = []
    problems: list[Problem] = []
    for path, data in sorted(files.items()):
        instrument, faults = parse_instrument(path, data)
        problems += faults
        found += [instrument] if instrument else []
    if problems:
        raise LessonsError(problems)
    return tuple(sorted(found, key=lambda each: each.key))


def parse_instrument(path: str, data: bytes) -> tuple[Instrument | None, list[Problem]]:
    """Read the instrument at `path` ("main.yaml"); None beside the problems when there are any."""
    text, problems = _text(path, data)
    if problems:
        return None, problems
    # A YAML document begins with a line of three hyphens, as the fields of a lesson do; here nothing comes after it.
    front, problems = split(path, f"{text}---\n")
    if front is None:
        return None, problems
    if front.body:
        problems.append(Problem(path, front.body_line - 1, "", "take out this line of ---; the file is one document"))
    reader = Reader(path, front.fields, lines=front.lines)
    instrument = _instrument(reader)
    problems += reader.problems
    # What stands between items can only be judged when each of them could be read.
    problems += [] if problems else faults_in(path, instrument, front.lines)
    return (None, problems) if problems else (instrument, [])


def _text(path: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", [Problem(path, data.count(b"\n", 0, error.start) + 1, "", "save the file as UTF-8")]
    text = unicodedata.normalize("NFC", decoded.replace("\r\n", "\n").replace("\r", "\n")).rstrip() + "\n"
    hidden = _HIDDEN.search(text)
    if hidden:
        line = text.count("\n", 0, hidden.start()) + 1
        return "", [Problem(path, line, "", "take out the hidden control character")]
    if not text.startswith("---\n"):
        return "", [Problem(path, 1, "", "begin the file with a line of ---")]
    return text, []


def _instrument(reader: Reader) -> Instrument:
    scales, items = _each(reader, "scales"), _each(reader, "items")
    instrument = Instrument(
        key=reader.key("key"),
        words=_words(reader),
        minutes=reader.whole("minutes", 1, MINUTES_AT_MOST),
        scales=tuple(_scale(each) for each in scales),
        items=tuple(_item(each) for each in items),
    )
    reader.only(_FIELDS)
    for each in (*scales, *items):
        reader.problems += each.problems
    return instrument


def _each(reader: Reader, field: str) -> list[Reader]:
    return [reader.item(field, position, fields) for position, fields in enumerate(reader.mappings(field))]


def _words(reader: Reader) -> Words:
    return {language: reader.text(language) for language in LANGUAGES}


def _scale(reader: Reader) -> Scale:
    kind = ScaleKind(_one_of(reader, "kind", ScaleKind))
    scale = Scale(
        key=reader.key("key"),
        kind=kind,
        words=_words(reader),
        waves=_waves(reader),
        answers=_answers(reader, CHOICES[kind]) if kind in CHOICES else (),
        equating=_equating(reader),
    )
    reader.only(_SCALE_FIELDS if kind in CHOICES else _SCALE_FIELDS - {"answers"})
    return scale


def _item(reader: Reader) -> Item:
    is_knowledge = "right" in reader.fields or "answers" in reader.fields
    answers = _answers(reader) if is_knowledge else ()
    item = Item(
        key=reader.key("key"),
        scale=reader.key("scale"),
        words=_words(reader),
        form=Form(_one_of(reader, "form", Form)) if "form" in reader.fields else None,
        is_reversed=reader.flag("reversed") if "reversed" in reader.fields else False,
        right=reader.whole("right", 1, len(answers) or ANSWERS_AT_MOST) if is_knowledge else None,
        answers=answers,
    )
    reader.only(_ITEM_FIELDS)
    return item


def _answers(reader: Reader, count: int | None = None) -> tuple[Words, ...]:
    """The words of the choices, `count` of them, or two to six where an item has its own."""
    parts = _each(reader, "answers")
    found = []
    for part in parts:
        found.append(_words(part))
        part.only(set(LANGUAGES))
        reader.problems += part.problems
    if parts and count and len(parts) != count:
        reader.refuse("answers", f"give exactly {count} answers")
    elif parts and not 2 <= len(parts) <= ANSWERS_AT_MOST:
        reader.refuse("answers", f"give 2 to {ANSWERS_AT_MOST} answers")
    return tuple(found)


def _waves(reader: Reader) -> tuple[Wave, ...]:
    """The waves that a scale names, in their order; all of them where it names none."""
    if "waves" not in reader.fields:
        return tuple(Wave)
    named = reader.texts("waves")
    if any(name not in list(Wave) for name in named):
        reader.refuse("waves", f"write a list of {', '.join(Wave)}")
    return tuple(wave for wave in Wave if wave in named)


def _one_of(reader: Reader, field: str, words: type[Form] | type[ScaleKind]) -> str:
    """One of the words; the first of them when it is refused."""
    known = [str(each) for each in words]
    value = str(reader.fields.get(field, ""))
    if value not in known:
        reader.refuse(field, f"write one of {', '.join(known)}")
        return known[0]
    return value


def _equating(reader: Reader) -> Equating | None:
    fields: Any = reader.fields.get("equating")
    if "equating" not in reader.fields:
        return None
    if not isinstance(fields, Mapping):
        reader.refuse("equating", "write the fields adds and source under it")
        return None
    inner = Reader(reader.path, fields, f"{reader.under}equating.", reader.lines)
    adds: Any = fields.get("adds")
    if not isinstance(adds, int | float) or isinstance(adds, bool) or not abs(adds) <= POINTS_AT_MOST:
        inner.refuse("adds", f"write the points to add to form B, from -{POINTS_AT_MOST} to {POINTS_AT_MOST}")
        adds = 0
    equating = Equating(float(adds), inner.text("source"))
    inner.only({"adds", "source"})
    reader.problems += inner.problems
    return equating
