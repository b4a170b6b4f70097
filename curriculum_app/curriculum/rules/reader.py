"""Reads typed fields out of a parsed file and notes every one that is missing, wrong or unknown.

A wrong field yields an empty value of its type, so that reading goes on and one pass finds all problems.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from .problems import Problem

KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
KEY_AT_MOST = 60
TEXT_AT_MOST = 300


class Reader:
    """The fields of one file or of one item in it; `problems` grows as they are read.

    `lines` gives the line of a field by its path; what is under an item has the item's path in front ("activities.0.").
    """

    def __init__(
        self, path: str, fields: Mapping[str, Any], under: str = "", lines: Mapping[str, int] | None = None
    ) -> None:
        self.path = path
        self.fields = fields
        self.under = under
        self.lines = lines or {}
        self.problems: list[Problem] = []

    def refuse(self, field: str, what: str) -> None:
        """Note that `field` is wrong and how to mend it; a missing one is placed at what should hold it."""
        line = self.lines.get(f"{self.under}{field}") or self.lines.get(self.under.rstrip("."), int(bool(self.lines)))
        self.problems.append(Problem(self.path, line, f"field {self.under}{field}", what))

    def item(self, field: str, position: int, fields: Mapping[str, Any]) -> "Reader":
        """A reader of one item of a list; its problems are to be added to these."""
        return Reader(self.path, fields, f"{self.under}{field}.{position}.", self.lines)

    def text(self, field: str) -> str:
        """A text of one line, or "" when it is refused."""
        value = self.fields.get(field)
        if isinstance(value, str) and 0 < len(value.strip()) <= TEXT_AT_MOST and "\n" not in value.strip():
            return value.strip()
        given = "is missing" if value is None else "is not a text"
        self._refuse_once(
            field, f"{given}; write one line of at most {TEXT_AT_MOST} characters (in quotes if in doubt)"
        )
        return ""

    def key(self, field: str) -> str:
        """A stable key such as "good-day", or "" when it is refused."""
        value = self.fields.get(field)
        if isinstance(value, str) and len(value) <= KEY_AT_MOST and KEY.fullmatch(value):
            return value
        self._refuse_once(field, "write lower-case words joined by hyphens, such as good-day")
        return ""

    def whole(self, field: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, or 0 when it is refused."""
        value = self.fields.get(field)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self._refuse_once(field, f"write a whole number from {low} to {high}")
        return 0

    def flag(self, field: str) -> bool:
        """true or false; True when it is refused."""
        value = self.fields.get(field)
        if isinstance(value, bool):
            return value
        self._refuse_once(field, "write true or false")
        return True

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of at least one line, or () when it is refused."""
        values = self.fields.get(field)
        if isinstance(values, list) and values and all(isinstance(one, str) and one.strip() for one in values):
            return tuple(one.strip() for one in values)
        self._refuse_once(field, "write a list of texts, each on a line that begins with a hyphen")
        return ()

    def mappings(self, field: str) -> list[Mapping[str, Any]]:
        """A list of at least one group of fields, or [] when it is refused."""
        values = self.fields.get(field)
        if isinstance(values, list) and values and all(isinstance(one, Mapping) for one in values):
            return values
        self._refuse_once(field, "write a list; each item has its own fields")
        return []

    def only(self, known: set[str]) -> None:
        """Refuse every field that is not in `known`, with the name that was perhaps meant."""
        for field in sorted(map(str, set(self.fields) - known)):
            close = difflib.get_close_matches(field, known, n=1)
            hint = f"did you mean {close[0]}?" if close else f"take it out; known fields are {', '.join(sorted(known))}"
            self.refuse(field, f"is not known; {hint}")

    def _refuse_once(self, field: str, what: str) -> None:
        if all(problem.where != f"field {self.under}{field}" for problem in self.problems):
            self.refuse(field, what)
