"""The chart of a completion report: a bar for each group, its words above the bar and its interval below.

Names stand above their bars and not beside them, so that nothing overlaps on a narrow phone; a name that is too long
for a phone stands there shortened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from curriculum_app.core import charts
from curriculum_app.core.translating import format_percent, locale_name
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.words import rate_text
from curriculum_app.reports.rules.rates import Rate

MOST_BARS = 20
KEPT_CHARTS = 128
# Pixels: of one row, of its words' line, of its bar, of the interval below that, and of the scale below the last row.
ROW, TEXT_AT, BAR_AT, BAR, INTERVAL_AT, SCALE, SCALE_AT = 54, 16, 23, 9, 38, 18, 14
# A drawing on a phone of 360, and about how wide a letter is there: of a name, and of the figures at its right.
NARROW, OF_NAME, OF_FIGURES, BETWEEN = 272, 7.4, 6.8, 10
PARTS = ((0, "at-start"), (0.25, "at-middle"), (0.5, "at-middle"), (0.75, "at-middle"), (1, "at-end"))


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, its title, and what it leaves out (empty when nothing)."""

    title: str
    drawing: Markup
    left_out: str


def rate_chart(title: str, rates: Sequence[tuple[str, Rate]], *, is_whole: bool = True) -> Chart:
    """Draw the named rates, at most twenty of them; it says so when they are not the whole table.

    The same figures in the same language are drawn once.
    """
    return _chart(title, tuple(rates[:MOST_BARS]), is_whole and len(rates) <= MOST_BARS, locale_name())


@lru_cache(maxsize=KEPT_CHARTS)
def _chart(title: str, rates: tuple[tuple[str, Rate], ...], is_whole: bool, _locale: str) -> Chart:
    text = "; ".join(f"{name}: {_said(rate)}" for name, rate in rates)
    rows = [part for index, (name, rate) in enumerate(rates) for part in _row(ROW * index, name, rate)]
    foot = ROW * len(rates)
    below = foot + SCALE_AT
    scale = [charts.words(format_percent(part), at=part, y=below, kind=f"soft {kind}") for part, kind in PARTS]
    drawing = charts.drawing([*rows, *scale], height=foot + SCALE, title=title, description=text)
    left_out = "" if is_whole else _("The chart shows the first %(number)s rows of the table.", number=MOST_BARS)
    return Chart(title, drawing, left_out)


def _said(rate: Rate) -> str:
    text = rate_text(rate)
    return f"{text.fraction} ({text.percent})" if text.is_known else text.fraction


def _row(top: int, name: str, rate: Rate) -> Iterator[Markup]:
    """One group: its name and figures, and below them its bar; a rate of nobody has neither bar nor interval."""
    text, interval = rate_text(rate), rate.interval
    figures = f"{text.fraction} · {text.percent}" if text.is_known else _("Nobody yet")
    yield from fitting_name(name, figures, top + TEXT_AT)
    yield charts.words(figures, at=1, y=top + TEXT_AT, kind="at-end")
    yield charts.bar(1, y=top + BAR_AT, height=BAR, kind="bar-whole")
    if rate.share is not None and interval is not None:
        yield charts.bar(rate.share, y=top + BAR_AT, height=BAR, kind="bar-part")
        yield charts.interval(interval.low, interval.high, y=top + INTERVAL_AT)


def fitting_name(name: str, figures: str, y: int) -> Iterator[Markup]:
    """The name above a row, shortened on a phone so far that `figures` fit beside it."""
    room = int((NARROW - BETWEEN - OF_FIGURES * len(figures)) / OF_NAME)
    if len(name) <= room:
        yield charts.words(name, at=0, y=y, kind="name")
        return
    yield charts.words(name, at=0, y=y, kind="name on-wide")
    yield charts.words(name[: room - 1].rstrip() + "…", at=0, y=y, kind="name on-narrow")
