"""Dates and times read as people here say them, in both languages."""

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask

from curriculum_app.core import dates
from curriculum_app.core.i18n import current_language

AT = datetime(2026, 11, 25, 0, 5, 31, tzinfo=UTC)
ON = date(2026, 11, 24)
ENGLISH = ["Tue, Nov 24", "Tue, Nov 24, 2026", "4:05 PM", "Nov 24, 2026, 4:05 PM", "Nov 24, 4:05 PM"]
SPANISH = ["mar, 24 de nov", "mar, 24 de nov de 2026", "4:05 p.m.", "24 nov 2026, 4:05 p.m.", "24 nov, 4:05 p.m."]


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("es", SPANISH)])
def test_a_date_has_the_order_and_the_clock_of_its_language(app: Flask, language: str, words: list[str]) -> None:
    with app.test_request_context(f"/?lang={language}"):
        assert current_language() == language
        shown = [dates.day(ON), dates.full_day(ON), dates.wall_time(time(16, 5)), dates.moment(AT)]
        assert [*shown, dates.recent_moment(AT)] == words
