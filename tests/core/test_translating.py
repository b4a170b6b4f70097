"""Texts with what they are told: one full stop, numbers as they are read, one language at a time."""

from __future__ import annotations

import pytest
from flask import Flask

from curriculum_app.core.translating import TEXTS, format_number, gettext, locale_name, speaking


@pytest.mark.parametrize(
    ("when", "said"),
    [("12:13 p.m.", "Cifras del 12:13 p.m."), ("hoy", "Cifras del hoy."), ("y…...", "Cifras del y…....")],
)
def test_a_sentence_ends_once(app: Flask, when: str, said: str) -> None:
    with app.test_request_context("/?lang=es"):
        assert gettext("Figures of %(moment)s.", moment=when) == said
        assert TEXTS.in_templates("Figures of %(moment)s.", moment=when) == said


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1275, "1,275"), (59.5, "59.5")])
def test_a_number_is_written_as_it_is_read(app: Flask, number: float, text: str) -> None:
    for language in ("en", "es"):
        with app.test_request_context(f"/?lang={language}"):
            assert format_number(number) == text


def test_a_language_ends_with_its_request(app: Flask) -> None:
    """A request within another one, as the tests have them, and words for somebody else leave nothing behind."""
    with app.test_request_context("/?lang=es"):
        assert locale_name() == "es_US"
        with speaking("en_US"):
            assert locale_name() == "en_US"
        assert locale_name() == "es_US"
        app.test_client().get("/report-now?lang=en")
        assert locale_name() == "es_US"
    with app.test_request_context("/?lang=en"):
        assert locale_name() == "en_US"
    assert locale_name() == "en_US"
