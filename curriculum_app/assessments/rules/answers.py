"""One girl's answers as text: how they are written down under her key, and how two typings of one paper differ."""

import json
from collections.abc import Mapping

from .scoring import Given
from .words import NoAnswer

Answers = Mapping[str, Given]


def write_answers(answers: Answers) -> str:
    """The answers as the text that is sealed."""
    return json.dumps(dict(answers), sort_keys=True, separators=(",", ":"))


def read_answers(text: str) -> dict[str, Given]:
    """The answers in what `write_answers` wrote."""
    return {key: given if isinstance(given, int) else NoAnswer(given) for key, given in json.loads(text).items()}


def differences(first: Answers, second: Answers) -> tuple[str, ...]:
    """The keys of the items that two people typed differently from one paper, one of them perhaps not at all."""
    return tuple(sorted(key for key in {*first, *second} if first.get(key) != second.get(key)))
