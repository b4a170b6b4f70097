"""Whom to call when a child may be in danger: one page, without sign-in, in the same place everywhere.

Beside it lies a blank form to print: what one writes down during the call, in the order in which the official form asks
for it. Both need neither database nor key. The lines are data with the day on which somebody checked them
(`data/help_lines.toml`), never constants in text. The pages say what to do and record nothing: a call from here is the
reader's own, and the program cannot make it for her. What the law asks is Penal Code 11166(a), (h) and (i).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

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


@dataclass(frozen=True)
class Part:
    """One part of the form for notes: its lines with what is known, and the lines that want room for sentences."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    long: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CallFormPage(Page):
    """The form for notes; blank when `parts` hold no values."""

    first: HelpLine
    parts: tuple[Part, ...]


@bp.get("/report-now")
@public("Whoever holds the tablet must be able to call.", database=False)
def show_lines() -> ResponseReturnValue:
    """Hotlines and what to do first."""
    first, *others = help_lines()
    page = HelpLinesPage(
        title=_("Call now"), first=first, others=tuple(others), checked=format_date(first.checked_on, "long")
    )
    return render_page("report_now.html", page)


@bp.get("/report-now/form")
@public("Whoever calls without an account needs something to write on.", database=False)
def show_form() -> ResponseReturnValue:
    """A blank form for notes during the call."""
    page = CallFormPage(title=_("Notes for your call"), first=help_lines()[0], parts=call_form({}))
    return render_page("report_now_form.html", page)


# The parts of the form: what the call and form SS 8572 ask for, in that order, by the key of what is known of it.
PARTS: tuple[tuple[Any, tuple[tuple[str, Any], ...], tuple[tuple[str, Any], ...]], ...] = (
    (
        _l("You"),
        (("reporter", _l("Your name and job")), ("reporter_phone", _l("Phone where you can be reached"))),
        (),
    ),
    (
        _l("Your call"),
        (
            ("learned", _l("When you learned of it (date and time)")),
            ("called", _l("When you called (date and time)")),
            ("agency", _l("Which agency")),
            ("spoken_to", _l("Whom you spoke to")),
            ("referral_number", _l("Referral number (19 digits)")),
            ("written", _l("Written report due, 36 hours after you learned of it")),
        ),
        (),
    ),
    (
        _l("The child"),
        (
            ("girl", _l("Name")),
            ("girl_born", _l("Birth date or age")),
            ("girl_address", _l("Where she lives and where she is now")),
            ("girl_language", _l("Language")),
        ),
        (),
    ),
    (
        _l("Others"),
        (("family", _l("Parents or guardians, and how to reach them")), ("suspect", _l("Who may have done it"))),
        (),
    ),
    (
        _l("What happened"),
        (("place", _l("Where and when it happened")),),
        (("text", _l("What you saw or heard, in the words that were used")),),
    ),
)


def call_form(known: Mapping[str, str]) -> tuple[Part, ...]:
    """The form with what is `known` by the keys of PARTS; what is not known stays blank."""
    return tuple(
        Part(
            str(heading),
            tuple((str(words), known.get(key, "")) for key, words in lines),
            tuple((str(words), known.get(key, "")) for key, words in long),
        )
        for heading, lines, long in PARTS
    )
