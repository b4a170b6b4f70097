"""The help lines that lessons list: data with the day on which each was last checked, never words in a text.

They are no part of an edition: a corrected number has to show at once, in a lesson of last year too.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .problems import LessonsError, Problem
from .reader import Reader

HELP_LINES_FILE = "help_lines.toml"
_FIELDS = {"name", "about", "phone", "text", "text_word", "checked_on"}


@dataclass(frozen=True)
class HelpLine:
    """One help line; `phone` or `text` (the number to text, and the word to send) may be empty, not both."""

    name: str
    about: str
    phone: str
    text: str
    text_word: str
    checked_on: date | None


def parse_help_lines(data: bytes) -> tuple[HelpLine, ...]:
    """Read `help_lines.toml`, in its order. Raises LessonsError with every problem in it."""
    try:
        fields = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LessonsError([Problem(HELP_LINES_FILE, "", f"this is not valid TOML: {error}")]) from None
    whole = Reader(HELP_LINES_FILE, fields)
    whole.only({"help_line"})
    lines: list[HelpLine] = []
    for position, table in enumerate(whole.mappings("help_line"), start=1):
        each = Reader(HELP_LINES_FILE, table, under=f"help line {position}, ")
        lines.append(_help_line(each))
        whole.problems += each.problems
    if whole.problems:
        raise LessonsError(whole.problems)
    return tuple(lines)


def _help_line(reader: Reader) -> HelpLine:
    fields: Mapping[str, Any] = reader.fields
    phone = reader.text("phone") if "phone" in fields else ""
    text = reader.text("text") if "text" in fields else ""
    if not (phone or text):
        reader.refuse("phone", "write the number to call as phone, or the number to text as text")
    checked_on = fields.get("checked_on")
    if checked_on is not None and type(checked_on) is not date:
        reader.refuse("checked_on", "write the day without quotes, such as 2026-11-24")
        checked_on = None
    reader.only(_FIELDS)
    text_word = reader.text("text_word") if "text_word" in fields else ""
    return HelpLine(reader.text("name"), reader.text("about"), phone, text, text_word, checked_on)
