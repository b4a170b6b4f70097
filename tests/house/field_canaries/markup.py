"""What one can do on a page: the links to follow and the forms to send, with what stands in their fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """A form as its page made it: the values of its fields, the choices of its selects, its named buttons."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Markup(HTMLParser):
    """Reads one page."""

    def __init__(self, here: str, html: str) -> None:
        super().__init__()
        self.here, self.links, self.forms = here, [], []  # type: tuple[str, list[str], list[PageForm]]
        self._select = self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a link, a form or a field."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append(PageForm(given.get("action") or self.here, given.get("method", "get").upper()))
        elif self.forms:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Leave a select or a text area."""
        if tag in {"select", "textarea"}:
            self._select = self._area = ""

    def handle_data(self, data: str) -> None:
        """What stands in a text area."""
        if self._area:
            self.forms[-1].values[self._area] = self.forms[-1].values.get(self._area, "") + data

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given.get("name", "")
        if tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif tag == "input" and name and (given.get("type") not in {"checkbox", "radio"} or "checked" in given):
            form.values[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form.values.setdefault(name, "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = given.get("value", "")
