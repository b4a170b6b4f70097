"""Sanitised HTML as plain lists, for a page that is not drawn by a browser (`core/pdf.py`)."""

from html.parser import HTMLParser
from typing import Any

# A text, or an element: {"tag": "p", "children": [Node, …]}. JSON can hold it.
Node = str | dict[str, Any]
_EMPTY = ("br", "hr")


def nodes(html: str) -> list[Node]:
    """The elements of `html`, which is sanitised and so well nested; blanks between blocks are left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Node] = []
        self.inside = [self.found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - no attribute is drawn
        children: list[Node] = []
        self.inside[-1].append({"tag": tag, "children": children})
        if tag not in _EMPTY:
            self.inside.append(children)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the sanitiser has closed what was open
        if len(self.inside) > 1:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() or "\n" not in data:
            self.inside[-1].append(data.replace("\n", " "))
