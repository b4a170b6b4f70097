"""Stencils: drawn once for a language, filled for each row, and deaf to slots that somebody typed."""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from curriculum_app.core.stencils import drawn_by, slot, stamped, stencil, stencils


def test_a_slot_takes_its_value_as_a_template_prints_it() -> None:
    drawn = Markup("<p>%s</p>") % slot("name")
    assert stamped(drawn, name="Maya <b>") == "<p>Maya &lt;b&gt;</p>"
    assert stamped(drawn, name=Markup("<b>Maya</b>")) == "<p><b>Maya</b></p>"


def test_a_slot_without_a_value_is_empty() -> None:
    assert stamped(slot("is_late") + slot("is_present"), is_present=" checked") == " checked"


def test_what_was_typed_is_not_looked_through_for_slots() -> None:
    typed = str(slot("name"))
    assert stamped(slot("minutes") + slot("name"), minutes=typed, name="Maya") == f"{typed}Maya"


def test_a_stencil_is_drawn_once_for_each_language(app: Flask) -> None:
    drawings = []

    def macro(word: str) -> Markup:
        drawings.append(word)
        return Markup(word)  # noqa: S704 - a word of this test

    for language in ("en", "en", "es"):
        with app.test_request_context(f"/?lang={language}"):
            assert stencil(macro, "here") == "here"
    assert drawings == ["here", "here"]


def test_cells_of_a_few_kinds_are_drawn_once_each(app: Flask) -> None:
    drawings = []

    def macro(kind: str) -> Markup:
        drawings.append(kind)
        return Markup("<td>%s</td>") % kind

    with app.test_request_context("/"):
        drawn = stencils(macro, ("P", "<"))
        assert drawn_by(["P", "<", "P"], drawn) == "<td>P</td><td>&lt;</td><td>P</td>"
    assert drawings == ["P", "<"]
