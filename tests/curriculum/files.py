"""A small curriculum of two lessons, as files: tests change one thing in it and see what is said."""

from collections.abc import Mapping

CURRICULUM = """\
key = "small-steps"
name = "Small Steps"
languages = ["en"]

[completion]
version = "t-1"
lessons_needed = 1
minimum_share = 0.5
make_ups_allowed = 0
"""

LESSON = """\
---
number: 1
id: first
title: A first lesson
language: en
version: 1
minutes: 60
objectives:
  - Girls know the way out.
materials:
  - Paper
activities:
  - id: opening
    title: Hello
    minutes: 20
    required: true
  - id: extra
    title: One more
    minutes: 10
    required: false
  - id: closing
    title: Closing
    minutes: 40
    required: true
---

## Before you start

Say your name.

::: safety
Keep the door clear.
:::

::: activity opening
::: say
Hi. You can pass.
:::

::: adapt
- **Small group:** sit close.
:::
:::

::: activity extra
::: say
This is a game.
:::
:::

::: activity closing
::: watch
A girl who is still.
:::

::: ask
What was good today?
:::

::: say
Can you think of one good thing?
:::
:::

::: handout My page
### Today
- I can pass.

[help-lines: RAINN]
:::
"""

SPANISH = {
    "language: en": "language: es",
    "Hi. You can pass.": "Hola. Puedes pasar.",
    "This is a game.": "Es un juego.",
    "What was good today?": "¿Qué te gustó hoy?",
    "Can you think of one good thing?": "¿Qué fue lo mejor?",
    "### Today\n- I can pass.": "### Hoy\n- Yo puedo pasar.",
}


def files(*changes: tuple[str, str], path: str = "en/01-first.md") -> Mapping[str, bytes]:
    """The small curriculum with `changes` (old, new) made in the lesson at `path` or in curriculum.toml."""
    second = LESSON.replace("id: first", "id: second").replace("number: 1", "number: 2")
    texts = {"curriculum.toml": CURRICULUM, "en/01-first.md": LESSON, "en/02-second.md": second}
    return _changed(texts, changes, path)


def two_languages(*changes: tuple[str, str], path: str = "es/01-first.md") -> Mapping[str, bytes]:
    """The small curriculum in English and Spanish, with `changes` in the file at `path`."""
    texts = {name: data.decode() for name, data in files().items()}
    texts["curriculum.toml"] = CURRICULUM.replace('["en"]', '["en", "es"]')
    for name in ("01-first.md", "02-second.md"):
        spanish = texts[f"en/{name}"]
        for old, new in SPANISH.items():
            spanish = spanish.replace(old, new)
        texts[f"es/{name}"] = spanish
    return _changed(texts, changes, path)


def _changed(texts: dict[str, str], changes: tuple[tuple[str, str], ...], path: str) -> Mapping[str, bytes]:
    for old, new in changes:
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new)
    return {name: text.encode() for name, text in texts.items()}
