"""A small curriculum of two lessons, as files: tests change one thing in it and see what is said."""

from collections.abc import Mapping

CURRICULUM = """\
key = "small-steps"
name = "Small Steps"

[completion]
version = "t-1"
lessons_needed = 1
minimum_share = 0.5
make_ups_allowed = 0
"""

LESSON = """\
---
curriculum: small-steps
lesson: first
number: 1
title: A first lesson
minutes: 60
version: 1
objectives:
  - Girls know the way out.
materials:
  - Paper
activities:
  - key: hello
    title: Hello
    minutes: 20
  - key: closing
    title: Closing
    minutes: 40
---

## Hello

Say your name.

> Hi. You can pass.

## Closing

> What was good today?
"""


def files(*changes: tuple[str, str], path: str = "en/01-first.md") -> Mapping[str, bytes]:
    """The small curriculum with `changes` (old, new) made in the lesson at `path` or in curriculum.toml."""
    second = LESSON.replace("lesson: first", "lesson: second").replace("number: 1", "number: 2")
    texts = {"curriculum.toml": CURRICULUM, "en/01-first.md": LESSON, "en/02-second.md": second}
    for old, new in changes:
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    return {name: text.encode() for name, text in texts.items()}
