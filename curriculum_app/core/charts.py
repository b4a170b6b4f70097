"""Charts: small drawings in SVG, written here on the server, so that a page needs no script and no engine for them.

A drawing is as wide as its place: what lies along it is a share of the width, what lies down the page is in pixels, so
that letters and lines keep their size on a phone and on a desk. Colours and letters come from the stylesheet, by class
(`.drawing` in core/static/css/40-content.css). A chart is put together from the parts below; a kind of chart that needs
another mark adds one. Everything that a part is given is escaped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from markupsafe import Markup

# Half the height of the strokes at both ends of an interval.
CAP = 4

_DRAWING = Markup(
    '<svg class="drawing" height="{height}" role="img" aria-labelledby="{mark}-title {mark}-text" focusable="false">'
    '<title id="{mark}-title">{title}</title><desc id="{mark}-text">{description}</desc>{parts}</svg>'
)
_BAR = Markup('<rect class="{kind}" x="{start}" y="{y}" width="{share}" height="{height}" rx="3"/>')
_LINE = Markup('<line class="interval" x1="{start}" x2="{end}" y1="{top}" y2="{bottom}"/>')
_DOT = Markup('<circle class="{kind}" cx="{share}" cy="{y}" r="{radius}"/>')
_TEXT = Markup('<text class="{kind}" x="{share}" y="{y}">{text}</text>')


def drawing(parts: Iterable[Markup], *, height: int, title: str, description: str) -> Markup:
    """The whole drawing, `height` pixels high, named `title` and described for screen readers.

    Its ids follow from its content, so that two different charts fit on a page.
    """
    inside = Markup().join(parts)
    mark = "chart-" + hashlib.sha256(f"{title}{description}{inside}".encode()).hexdigest()[:10]
    return _DRAWING.format(height=height, mark=mark, title=title, description=description, parts=inside)


def bar(share: float, *, y: int, height: int, kind: str, start: float = 0) -> Markup:
    """A bar from the left edge, or from `start`, over `share` (0 to 1) of the width, its top at `y`."""
    return _BAR.format(kind=kind, start=along(start) if start else "0", y=y, share=along(share), height=height)


def dot(share: float, *, y: int, kind: str, radius: int = 5) -> Markup:
    """A dot at `share` (0 to 1) of the width, its middle at `y`."""
    return _DOT.format(kind=kind, share=along(share), y=y, radius=radius)


def interval(low: float, high: float, *, y: int) -> Markup:
    """A line from `low` to `high` (0 to 1) with a stroke at either end; it needs ground of its own, beside a bar."""
    start, end = along(low), along(high)
    lines = ((start, end, y, y), (start, start, y - CAP, y + CAP), (end, end, y - CAP, y + CAP))
    return Markup().join(_LINE.format(start=a, end=b, top=top, bottom=bottom) for a, b, top, bottom in lines)


def words(text: str, *, at: float, y: int, kind: str = "") -> Markup:
    """Words on the line `y`, placed at `at` (0 to 1) of the width; the class `kind` says from which end they run."""
    return _TEXT.format(kind=kind, share=along(at), y=y, text=text)


def along(share: float) -> str:
    """A share of the width as SVG writes it, to a hundredth of a per cent."""
    return f"{100 * share:.2f}".rstrip("0").rstrip(".") + "%"
