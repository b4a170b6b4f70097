"""A lesson's Markdown as HTML that can do nothing: raw HTML is shown as text, and the result is sanitised
after rendering.

Help lines are the program's data, never text: `[help-lines]` on a line of its own stands for all of them,
`[help-lines: RAINN; NCMEC]` for those named. The HTML is cut there, and the page puts the lines in.

A text is rendered once in the life of a process: the key of what is kept is the text itself, so that an edition, which
never changes, is never rendered again, and a new one is another key.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import markdown
import nh3
from markupsafe import Markup

from .blocks import HANDOUT, KINDS, scan
from .cutting import cut
from .extension import WORDS, LessonBlocks

# Ten lessons in two languages, whole, in parts or beside a note, of the current edition and some earlier ones.
KEPT = 128
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


@dataclass(frozen=True)
class Parts:
    """A lesson as it is led: what stands before the activities, each activity by its id, what follows, the handout."""

    before: tuple[Piece, ...]
    activities: tuple[tuple[str, tuple[Piece, ...]], ...]
    after: tuple[Piece, ...]
    handout: tuple[Piece, ...]


@dataclass(frozen=True)
class Handout:
    """The page of a lesson that girls may keep: its title, and its text, whose headings begin at the second level."""

    title: str
    pieces: tuple[Piece, ...]


Headings = tuple[tuple[str, str, str], ...]


def render_parts(body: str, activities: Iterable[Mapping[str, Any]], language: str) -> Parts:
    """A lesson's `body` in parts; `activities` are those of its front matter (key, title, minutes, required)."""
    return _parts(body, _headings(activities, language), language)


def render_lesson(
    body: str, activities: Iterable[Mapping[str, Any]], language: str, *, under_heading: bool = False
) -> tuple[Piece, ...]:
    """The pieces of a lesson's `body` in one; `activities` as above.

    Where the lesson stands `under_heading` of another subject, its own headings begin one level lower.
    """
    return _render(body, _headings(activities, language), language, under_heading)


@lru_cache(maxsize=KEPT)
def render_handout(body: str, language: str) -> Handout | None:
    """The page to give out in a lesson's `body`; None where it has none."""
    block = next((each for each in scan(body, 1)[0] if each.kind == HANDOUT), None)
    if block is None:
        return None
    pieces = _pieces(block.text, (), language)
    raised = (Piece(Markup(str(each.html).replace("h3>", "h2>")), each.lines) for each in pieces)  # noqa: S704 - sanitised
    return Handout(block.argument, tuple(raised))


def named_lines(names: str | None) -> tuple[str, ...]:
    """The names in a marker of help lines; all when it has none."""
    return tuple(name.strip() for name in names.split(";")) if names else (ALL_LINES,)


def _headings(activities: Iterable[Mapping[str, Any]], language: str) -> Headings:
    words = WORDS.get(language, WORDS["en"])
    return tuple((str(each["key"]), str(each["title"]), _length(each, words)) for each in activities)


@lru_cache(maxsize=KEPT)
def _parts(body: str, headings: Headings, language: str) -> Parts:
    cuttings = cut(body)

    def rendered(lines: list[str]) -> tuple[Piece, ...]:
        return _pieces("\n".join(lines), headings, language)

    return Parts(
        before=rendered(cuttings.before),
        activities=tuple((key, rendered(lines)) for key, lines in cuttings.activities),
        after=rendered(cuttings.after),
        handout=rendered(cuttings.handout),
    )


@lru_cache(maxsize=KEPT)
def _render(body: str, headings: Headings, language: str, under_heading: bool) -> tuple[Piece, ...]:
    pieces = _pieces(body, headings, language)
    if not under_heading:
        return pieces
    lower = (str(each.html).replace("h3>", "h4>").replace("h2>", "h3>") for each in pieces)
    return tuple(Piece(Markup(html), each.lines) for html, each in zip(lower, pieces, strict=True))  # noqa: S704 - sanitised


def _pieces(text: str, headings: Headings, language: str) -> tuple[Piece, ...]:
    words = WORDS.get(language, WORDS["en"])
    blocks = LessonBlocks(words, {key: (title, length) for key, title, length in headings})
    *cuts, last = _CUT.split(sanitised(_markdown(blocks).convert(text)))
    pairs = zip(cuts[::2], cuts[1::2], strict=True)
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
