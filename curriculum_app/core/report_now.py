"""Whom to call when a child may be in danger: one page, without sign-in, in the same place everywhere.

It needs neither database nor key. The lines are data with the day on which somebody checked them
(`data/help_lines.toml`), never constants in text. The page says what to do and records nothing: a call from here is the
reader's own, and the program cannot make it for her.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from curriculum_app.core.access import public
from curriculum_app.core.pages import Page, render_page

LINES_FILE = Path(__file__).parent / "data" / "help_lines.toml"
# A lesson is read in its own language, whatever language the screen around it has.
WAYS = {
    "en": ("Call {}", "Text {}", "Text {1} to {0}"),
    "es": ("Llamar al {}", "Mensaje de texto al {}", "Envía {1} al {0}"),
}

bp = Blueprint("report_now", __name__)


@dataclass(frozen=True)
class HelpLine:
    """One number: whose it is, what it is for, how it is dialled or texted, and when it was last checked.

    `on_paper` is another name for a page that may be found on a girl, where the line's own would tell her story.
    """

    name: str
    purpose: dict[str, str]
    phone: str
    dial: str
    text_to: str
    text_word: str
    hours: dict[str, str]
    checked_on: date
    on_paper: dict[str, str] = field(default_factory=dict)

    def name_on_paper(self, language: str) -> str:
        """The name that a page to take along has in `language`."""
        return self.on_paper.get(language, self.name)

    def ways(self, language: str) -> tuple[str, ...]:
        """How it is reached, by telephone, by text or both, in the `language` of the text that it stands in."""
        call, text, text_word = WAYS[language]
        by_text = text_word if self.text_word else text
        ways = ((self.phone, call.format(self.phone)), (self.text_to, by_text.format(self.text_to, self.text_word)))
        return tuple(words for number, words in ways if number)


@dataclass(frozen=True, kw_only=True)
class HelpLinesPage(Page):
    """The county's hotline, then everyone else's; texts are in the reader's language."""

    first: HelpLine
    others: tuple[HelpLine, ...]
    checked: str


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """All lines in the order of the file: the county's hotline is the first."""
    with LINES_FILE.open("rb") as file:
        table = tomllib.load(file)
    return tuple(HelpLine(**line, checked_on=table["checked_on"]) for line in table["line"])


@bp.get("/report-now")
@public("Whoever holds the tablet must be able to call.", database=False)
def show_lines() -> ResponseReturnValue:
    """Hotlines and what to do first."""
    first, *others = help_lines()
    page = HelpLinesPage(
        title=_("Call now"), first=first, others=tuple(others), checked=format_date(first.checked_on, "long")
    )
    return render_page("report_now.html", page)
