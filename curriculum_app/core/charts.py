"""Charts: a Vega-Lite specification becomes an SVG here on the server, so that a page needs no script for it.

The drawing is kept by its content: the same figures are drawn once. The library that draws starts a JavaScript engine
in the process; it is imported when the first chart is drawn and never earlier, because an engine started before
gunicorn forks hangs in the child. What comes out is checked: no script, no style that the content policy would refuse.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

# The theme of the site (core/static/css/10-tokens.css): what is drawn has the colours of what stands around it.
INK, INK_SOFT, LINE, TEAL, TEAL_WASH, CLAY, SHEET = (
    "#1d2a2e", "#505a5c", "#d9d0c2", "#0f4c4f", "#e3efed", "#9c3d1f", "#ffffff",
)  # fmt: skip
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif'
# Text is measured while drawing; this family is there or replaced by the machine's plain one, never fetched.
MEASURED_FONT = "sans-serif"
KEPT_DRAWINGS = 256

THEME: Mapping[str, Any] = {
    "background": None,
    "font": MEASURED_FONT,
    "padding": 2,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK_SOFT, "labelFontSize": 13, "titleColor": INK_SOFT, "titleFontSize": 13,
        "titleFontWeight": "normal", "gridColor": LINE, "domain": False, "ticks": False, "labelPadding": 6,
    },
    "text": {"color": INK, "fontSize": 13},
}  # fmt: skip

_STYLE = re.compile(r'\sstyle="([^"]*)"')
_FORBIDDEN = re.compile(r"<(?:script|style|foreignObject|image|a)\b|\son[a-z]+=|javascript:|href=", re.IGNORECASE)
_OPENING = re.compile(r"^<svg[^>]*?viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"[^>]*>")
# What Vega says of itself to screen readers repeats the table in English; title and description stand for it.
_OWN_WORDS = re.compile(r'\s(?:role|aria-[a-z]+)="[^"]*"')


class UnsafeDrawing(ValueError):
    """The drawing holds something that the content policy refuses; it is not shown."""


def draw(spec: Mapping[str, Any], *, title: str, description: str) -> Markup:
    """Draw a Vega-Lite `spec` as an inline SVG named `title` and described for screen readers.

    Raises UnsafeDrawing. Ids in the drawing follow from its content, so two different charts fit on a page.
    """
    content = json.dumps({"config": THEME, **spec}, sort_keys=True, ensure_ascii=False)
    return _drawn(content, title, description)


@lru_cache(maxsize=KEPT_DRAWINGS)
def _drawn(content: str, title: str, description: str) -> Markup:
    from vl_convert import vegalite_to_svg  # noqa: PLC0415 - never before the server forks; see above

    raw: str = vegalite_to_svg(content, allowed_base_urls=[])
    return Markup(presentable(raw, title=title, description=description))  # noqa: S704 - checked and escaped there


def presentable(raw: str, *, title: str, description: str) -> str:
    """The drawing as a page may hold it: named, without inline style, in the site's font, as wide as its place.

    Raises UnsafeDrawing for scripts, links and embedded things.
    """
    if _FORBIDDEN.search(raw):
        raise UnsafeDrawing("The drawing holds a script, a link or an image.")
    opening = _OPENING.match(raw)
    if opening is None:
        raise UnsafeDrawing("The drawing is no SVG with a viewBox.")
    width, height = opening.groups()
    inside = _STYLE.sub(_as_attributes, _OWN_WORDS.sub("", raw[opening.end() :]))
    inside = inside.replace(f'font-family="{MEASURED_FONT}"', f'font-family="{escape(FONT)}"')
    mark = "chart-" + hashlib.sha256(f"{raw}{title}{description}".encode()).hexdigest()[:10]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="{mark}-title {mark}-text" focusable="false">'
        f'<title id="{mark}-title">{escape(title)}</title><desc id="{mark}-text">{escape(description)}</desc>{inside}'
    )


def _as_attributes(style: re.Match[str]) -> str:
    """`style="fill: red"` as `fill="red"`: the policy allows presentation attributes, not inline style."""
    pairs = (each.split(":", 1) for each in style[1].split(";") if ":" in each)
    return "".join(f' {name.strip()}="{value.strip()}"' for name, value in pairs)
