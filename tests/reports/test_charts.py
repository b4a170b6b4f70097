"""A drawing is safe under the content policy, named for screen readers, and drawn once."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from flask import Flask

from curriculum_app.core import charts
from curriculum_app.reports.presenters.chart import MOST_BARS, rate_chart
from curriculum_app.reports.rules.rates import Denominator, Rate


def rate(part: int, whole: int) -> Rate:
    return Rate(part, whole, Denominator.EXITED)


def drawn(*rates: tuple[str, Rate]) -> str:
    return str(rate_chart("Completed", rates).drawing)


def test_a_drawing_has_a_name_and_a_description_and_no_inline_style() -> None:
    parts = [charts.bar(0.5, y=0, height=12, kind="bar-part"), charts.words("<b>A & B</b>", at=0, y=20)]
    made = charts.drawing(parts, height=30, title="Shares <all>", description='A: "half"')
    assert 'role="img"' in made
    assert "Shares &lt;all&gt;</title>" in made
    assert "A: &#34;half&#34;</desc>" in made
    assert " style=" not in made
    assert "<b>" not in made
    named = re.findall(r'id="([^"]+)"', made)
    assert f'aria-labelledby="{" ".join(named)}"' in made


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (0.5, "50%"), (1 / 3, "33.33%"), (1, "100%"), (0.1, "10%")])
def test_a_share_is_a_part_of_the_width(share: float, text: str) -> None:
    assert charts.along(share) == text


@pytest.mark.usefixtures("app_context")
class TestTheChartOfRates:
    """A bar, its interval and its words for each group."""

    def test_the_same_figures_are_drawn_once(self) -> None:
        first = rate_chart("Once", [("A", rate(1, 2))])
        assert rate_chart("Once", [("A", rate(1, 2))]) is first
        assert rate_chart("Twice", [("A", rate(1, 2))]).drawing != first.drawing

    def test_a_bar_ends_at_the_share_and_the_interval_lies_around_it(self) -> None:
        svg = ElementTree.fromstring(drawn(("A", rate(8, 10))))  # noqa: S314 - our own drawing
        assert [bar.get("width") for bar in svg.iter("rect")] == ["100%", "80%"]
        line = next(each for each in svg.iter("line") if each.get("class") == "interval")
        # Wilson for 8 of 10, as the literature has it: 0.490 to 0.943.
        assert (line.get("x1"), line.get("x2")) == ("49.02%", "94.33%")

    def test_nobody_has_neither_bar_nor_interval(self) -> None:
        made = drawn(("A", rate(0, 0)))
        assert "Nobody yet" in made
        assert "bar-part" not in made
        assert "<line" not in made

    def test_a_long_name_is_shortened_on_a_phone_only(self) -> None:
        made = drawn(("The Learning Center beside the Old Library", rate(123, 456)))
        assert 'class="name on-wide" x="0%" y="16">The Learning Center beside the Old Library</text>' in made
        assert re.search(r'class="name on-narrow"[^>]*>The Learning Ce[a-z ]*…</text>', made)
        assert "on-narrow" not in drawn(("SPA 8 South Bay", rate(123, 456)))

    def test_a_chart_says_when_it_leaves_rows_out(self, app_context: Flask) -> None:
        many = [(f"Group {number}", rate(1, 2)) for number in range(MOST_BARS + 1)]
        assert rate_chart("Many", many).left_out == "The chart shows the first 20 rows of the table."
        assert rate_chart("Some", many[1:]).left_out == ""
        with app_context.test_request_context("/?lang=es"):
            assert drawn(*many).count("bar-part") == MOST_BARS
