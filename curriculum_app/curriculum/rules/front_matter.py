"""The front matter of a lesson: its fields between two lines of `---`, and the line on which each stands.

python-frontmatter would give the fields alone; a writer who is told of a mistake needs its line, and of two fields
with the same name YAML silently keeps the last. So the tree of nodes is read, which knows both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml  # type: ignore[import-untyped]  # it ships no types

from .problems import Problem

_FENCED = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_FIRST_LINE = 2  # the fields begin under the opening fence


@dataclass(frozen=True)
class FrontMatter:
    """The fields, the line of each by its path ("activities.0.minutes"), and the body with its first line."""

    fields: dict[str, Any]
    lines: dict[str, int]
    body: str
    body_line: int


def split(path: str, text: str) -> tuple[FrontMatter | None, list[Problem]]:
    """Cut the file `text` at `path` into fields and body; None beside the problems when it cannot be read."""
    fenced = _FENCED.match(text)
    if fenced is None:
        return None, [Problem(path, 1, "", "begin the file with its fields between two lines of ---")]
    try:
        node = yaml.compose(fenced[1], Loader=yaml.SafeLoader)
        fields = yaml.safe_load(fenced[1])
    except yaml.YAMLError as error:
        return None, [_not_yaml(path, error)]
    if not isinstance(fields, dict):
        return None, [Problem(path, 1, "", "write each field on a line of its own, such as title: A good day")]
    found = list(_walk(node, ""))
    lines = dict(found)
    repeated = sorted({name for name, _ in found if sum(name == other for other, _ in found) > 1})
    body = text[fenced.end() :]
    front = FrontMatter(fields, lines, body, text.count("\n", 0, fenced.end()) + 1)
    return front, [Problem(path, lines[name], f"field {name}", "stands here twice; keep one") for name in repeated]


def _walk(node: yaml.Node, under: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield f"{under}{key.value}", key.start_mark.line + _FIRST_LINE
            yield from _walk(value, f"{under}{key.value}.")
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield f"{under}{position}", value.start_mark.line + _FIRST_LINE
            yield from _walk(value, f"{under}{position}.")


def _not_yaml(path: str, error: yaml.YAMLError) -> Problem:
    mark: Any = getattr(error, "problem_mark", None)
    line = mark.line + _FIRST_LINE if mark else 1
    return Problem(path, line, "", "this is not valid YAML; put a text with a colon or a quote in double quotes")
