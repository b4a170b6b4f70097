"""The page that girls may keep: on a screen, on paper from the browser, and as a PDF that can be read aloud."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.core.pages import Page
from curriculum_app.core.pdf import pdf_bytes
from curriculum_app.core.report_now import HelpLine, help_lines
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.curriculum.presenters.words import Link
from curriculum_app.curriculum.rules import Handout, Piece
from curriculum_app.curriculum.rules.nodes import nodes

SHEET = Path(__file__).parents[1] / "data/handout.typ"
# Ten pages in two languages of three editions, some 40 kB each.
KEPT = 64


@dataclass(frozen=True, kw_only=True)
class HandoutPage(Page):
    """The page to give out; `language` is that of its text."""

    language: str
    pieces: tuple[Piece, ...]
    help_lines: tuple[HelpLine, ...]
    lesson: Link
    pdf_url: str
    languages: tuple[Link, ...]


def handout_page(lesson: Lesson, handout: Handout, pinned: UUID | None) -> HandoutPage:
    """The page to give out in `lesson`; `pinned` is the edition for addresses (None: the current one)."""
    place: dict[str, Any] = {"number": lesson.number, "edition": pinned}
    return HandoutPage(
        title=handout.title,
        language=lesson.language,
        pieces=handout.pieces,
        help_lines=help_lines(),
        lesson=Link(
            _("Lesson %(number)s: %(title)s", number=lesson.number, title=lesson.title),
            url_for("curriculum.show_lesson", **place),
        ),
        pdf_url=url_for("curriculum.handout_pdf", lang=lesson.language, **place),
        languages=tuple(
            Link(name, url_for("curriculum.show_handout", lang=code, **place))
            for code, name in LANGUAGES.items()
            if code != lesson.language
        ),
    )


def handout_pdf(lesson: Lesson, edition: Edition, handout: Handout) -> bytes:
    """The page to give out as PDF: drawn when it is first asked for, then kept by its exact text."""
    data = {"title": handout.title, "language": lesson.language, "blocks": _blocks(handout, lesson.language)}
    return _drawn(json.dumps(data), edition.loaded_at)


@lru_cache(maxsize=KEPT)
def _drawn(data: str, made_at: datetime) -> bytes:
    return pdf_bytes(SHEET, json.loads(data), made_at=made_at)


def _blocks(handout: Handout, language: str) -> list[Any]:
    found: list[Any] = []
    for piece in handout.pieces:
        found += nodes(piece.html)
        lines = [line for line in help_lines() if "*" in piece.lines or line.name in piece.lines]
        if lines:
            found.append({"lines": [_line(line, language) for line in lines]})
    return found


def _line(line: HelpLine, language: str) -> dict[str, Any]:
    name = line.name_on_paper(language)
    return {"name": name, "ways": line.ways(language), "purpose": line.purpose[language]}
