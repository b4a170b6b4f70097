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
    fields, lines, problems = read_fields(path, fenced[1], _FIRST_LINE)
    if fields is None:
        return None, problems
    body = text[fenced.end() :]
    return FrontMatter(fields, lines, body, text.count("\n", 0, fenced.end()) + 1), problems


def read_fields(
    path: str, text: str, first_line: int = 1
) -> tuple[dict[str, Any] | None, dict[str, int], list[Problem]]:
    """The YAML fields of `text`, whose first line has the number `first_line`, the line of each, and what is wrong.

    None in the place of the fields when they cannot be read.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return None, {}, [_not_yaml(path, error, first_line)]
    if not isinstance(fields, dict):
        return None, {}, [Problem(path, 1, "", "write each field on a line of its own, such as title: A good day")]
    found = list(_walk(node, "", first_line))
    lines = dict(found)
    repeated = sorted({name for name, _ in found if sum(name == other for other, _ in found) > 1})
    return (
        fields,
        lines,
        [Problem(path, lines[name], f"field {name}", "stands here twice; keep one") for name in repeated],
    )


def _walk(node: yaml.Node, under: str, first_line: int) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield f"{under}{key.value}", key.start_mark.line + first_line
            yield from _walk(value, f"{under}{key.value}.", first_line)
    elif isinstance(node, yaml.SequenceNode):
        for position, value in enumerate(node.value):
            yield f"{under}{position}", value.start_mark.line + first_line
            yield from _walk(value, f"{under}{position}.", first_line)


def _not_yaml(path: str, error: yaml.YAMLError, first_line: int) -> Problem:
    mark: Any = getattr(error, "problem_mark", None)
    line = mark.line + first_line if mark else 1
    return Problem(path, line, "", "this is not valid YAML; put a text with a colon or a quote in double quotes")
