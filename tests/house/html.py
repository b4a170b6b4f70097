"""What holds for the HTML of any page; `faults_in` says in sentences what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

LABELLED = {"input", "select", "textarea"}
NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
ERROR = "Error: "


def faults_in(html: str) -> Iterator[str]:
    """What one page does wrong."""
    try:
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    except ParseError as error:
        yield f"The HTML is not well formed: {error}"
        return
    everything = list(page.iter())
    yield from _headings(page)
    ids = Counter(each.get("id") for each in everything if each.get("id"))
    yield from (f'The id "{name}" stands on {count} elements.' for name, count in ids.items() if count > 1)
    yield from _labels(page, everything)
    yield from _inline(everything)
    if not page.get("lang"):
        yield "The page does not say its language."


def _text(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _headings(page: Element) -> Iterator[str]:
    headings = list(page.iter("h1"))
    if len(headings) != 1:
        yield f"There are {len(headings)} h1; a page has one."
        return
    title, heading = _text(page.find("head/title")), _text(headings[0])
    if not title.removeprefix(ERROR).startswith(heading):
        yield f'The title "{title}" does not start with the heading "{heading}".'


def _labels(page: Element, everything: list[Element]) -> Iterator[str]:
    named = {each.get("for") for each in page.iter("label")}
    wrapped = {inner for label in page.iter("label") for inner in label.iter()}
    for each in everything:
        if each.tag not in LABELLED or each.get("type") in NEED_NO_LABEL or each in wrapped:
            continue
        if each.get("id") not in named and not each.get("aria-label") and not each.get("aria-labelledby"):
            yield f'The field "{each.get("name")}" has no label.'


def _inline(everything: list[Element]) -> Iterator[str]:
    for each in everything:
        if each.tag == "script" and not each.get("src") and each.get("type") != "application/json":
            yield "A script stands in the page itself."
        if each.tag == "style" or each.get("style"):
            yield f"<{each.tag}> carries its own style."
        for name in each.keys():  # noqa: SIM118 - an Element is not a dictionary
            if name.startswith("on"):
                yield f"<{each.tag}> carries a script in {name}."
