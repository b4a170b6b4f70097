"""A lesson's Markdown as HTML that can do nothing: raw HTML is shown as text, and the result is sanitised
after rendering.

Read-aloud text becomes a block with a spoken label in front, so that it is heard as well as seen. The label
is put in after the sanitiser, around tags that only it can have written.
"""

from functools import lru_cache

import markdown
import nh3
from markupsafe import Markup, escape

HELP_LINES = "[help-lines]"
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def render_blocks(body: str, *, say_label: str, under_heading: bool = False) -> tuple[Markup, ...]:
    """The HTML of a lesson's `body`, cut where the list of help lines belongs (else one block).

    `say_label` stands before each read-aloud text. Where the lesson stands `under_heading` of another
    subject, its own headings begin one level lower.
    """
    return _render(body, str(escape(say_label)), under_heading)


@lru_cache(maxsize=64)
def _render(body: str, say_label: str, under_heading: bool) -> tuple[Markup, ...]:
    html = sanitised(_markdown().convert(body))
    if under_heading:
        html = html.replace("h3>", "h4>").replace("h2>", "h3>")
    said = f'<div class="say"><p class="say-label">{say_label}</p>'
    html = html.replace("<blockquote>", said).replace("</blockquote>", "</div>")
    return tuple(Markup(block) for block in html.split(f"<p>{HELP_LINES}</p>"))  # noqa: S704 - sanitised above


def sanitised(html: str) -> str:
    """`html` with nothing left but the tags of plain text and links to https addresses."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        url_relative="deny",
        link_rel="noopener noreferrer",
    )


def _markdown() -> markdown.Markdown:
    converter = markdown.Markdown(extensions=["sane_lists", "tables"])
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter
