"""A lesson's Markdown as HTML that can do nothing: raw HTML is shown as text, and the result is sanitised
after rendering.

Help lines are the program's data, never text: `[help-lines]` on a line of its own stands for all of them,
`[help-lines: RAINN; NCMEC]` for those named. The HTML is cut there, and the page puts the lines in.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import markdown
import nh3
from markupsafe import Markup

from .blocks import KINDS
from .extension import WORDS, LessonBlocks

ALL_LINES = "*"
HELP_LINES = re.compile(r"\[help-lines(?::[ ]*([^\]]+))?\]")
_CUT = re.compile(rf"<p>{HELP_LINES.pattern}</p>")
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "section", "div",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_CLASSES = {"section": set(KINDS), "div": set(KINDS), "p": {"block-label", "activity-minutes"}}


@dataclass(frozen=True)
class Piece:
    """A stretch of a lesson's HTML, and the names of the help lines that stand after it (`*`: all of them)."""

    html: Markup
    lines: tuple[str, ...] = ()


def render_lesson(
    body: str, activities: Iterable[Mapping[str, Any]], language: str, *, under_heading: bool = False
) -> tuple[Piece, ...]:
    """The pieces of a lesson's `body`; `activities` are those of its front matter (key, title, minutes, required).

    Where the lesson stands `under_heading` of another subject, its own headings begin one level lower.
    """
    words = WORDS.get(language, WORDS["en"])
    headings = tuple((str(each["key"]), str(each["title"]), _length(each, words)) for each in activities)
    return _render(body, headings, language, under_heading)


def named_lines(names: str | None) -> tuple[str, ...]:
    """The names in a marker of help lines; all when it has none."""
    return tuple(name.strip() for name in names.split(";")) if names else (ALL_LINES,)


# Ten lessons in two languages, on their own page and beside a note, of the current edition and some earlier ones.
@lru_cache(maxsize=256)
def _render(
    body: str, headings: tuple[tuple[str, str, str], ...], language: str, under_heading: bool
) -> tuple[Piece, ...]:
    words = WORDS.get(language, WORDS["en"])
    blocks = LessonBlocks(words, {key: (title, length) for key, title, length in headings})
    html = sanitised(_markdown(blocks).convert(body))
    if under_heading:
        html = html.replace("h3>", "h4>").replace("h2>", "h3>")
    *cut, last = _CUT.split(html)
    pairs = zip(cut[::2], cut[1::2], strict=True)
    return (
        *(Piece(Markup(before), named_lines(names)) for before, names in pairs),  # noqa: S704 - sanitised above
        Piece(Markup(last)),  # noqa: S704 - sanitised above
    )


def sanitised(html: str) -> str:
    """`html` with nothing left but the tags of plain text, the lesson's own blocks and links to https addresses."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        allowed_classes=_CLASSES,
        url_schemes={"https"},
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def _length(activity: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return words["minutes" if activity.get("required", True) else "optional"].format(activity["minutes"])


def _markdown(blocks: LessonBlocks) -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["sane_lists", "tables", blocks])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter
