"""The chart of a completion report: a bar for each group with its interval, the words above the bar.

Names stand above their bars and not beside them, so that nothing overlaps on a narrow phone. It is drawn twice, for a
phone and for a desk; the page shows one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from curriculum_app.core import charts
from curriculum_app.core.translating import format_percent, locale_name
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.words import rate_text
from curriculum_app.reports.rules.rates import Rate

NARROW, WIDE = 272, 860
MOST_BARS = 20
KEPT_CHARTS = 128
ROW, TEXT_AT, BAR_AT, BAR = 50, 14, 29, 12
PARTS = (0, 0.25, 0.5, 0.75, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """The two drawings, their title, and what they leave out (empty when nothing)."""

    title: str
    narrow: Markup
    wide: Markup
    left_out: str


def rate_chart(title: str, rates: Sequence[tuple[str, Rate]]) -> Chart:
    """Draw the named rates, at most twenty of them; the same figures in the same language are drawn once."""
    return _chart(title, tuple(rates), locale_name())


@lru_cache(maxsize=KEPT_CHARTS)
def _chart(title: str, rates: tuple[tuple[str, Rate], ...], _locale: str) -> Chart:
    drawn = rates[:MOST_BARS]
    text = "; ".join(f"{name}: {_said(rate)}" for name, rate in drawn)
    narrow, wide = (charts.draw(_spec(drawn, width), title=title, description=text) for width in (NARROW, WIDE))
    rest = len(rates) - len(drawn)
    left_out = _("The chart shows the first %(number)s rows of the table.", number=MOST_BARS) if rest else ""
    return Chart(title, narrow, wide, left_out)


def _said(rate: Rate) -> str:
    text = rate_text(rate)
    return f"{text.fraction} ({text.percent})" if text.is_known else text.fraction


def _spec(rates: Sequence[tuple[str, Rate]], width: int) -> dict[str, Any]:
    values = [_value(index, name, rate) for index, (name, rate) in enumerate(rates)]
    share = {"type": "quantitative", "scale": {"domain": [0, 1], "nice": False}, "title": None}
    axis = {
        "values": PARTS,
        "labelExpr": json.dumps({str(part): format_percent(part) for part in PARTS}) + "[datum.value]",
        "labelFlush": True,
        "grid": False,
    }
    y = {"field": "y", "type": "quantitative", "scale": None, "axis": None}
    text_y = {"field": "text_y", "type": "quantitative", "scale": None, "axis": None}
    bar = {"type": "bar", "height": BAR, "cornerRadius": 3}
    return {
        "width": width,
        "height": ROW * len(rates),
        "data": {"values": values},
        "layer": [
            {"mark": bar | {"color": charts.TEAL_WASH},
             "encoding": {"x": share | {"field": "none", "axis": axis}, "x2": {"field": "all"}, "y": y}},
            {"mark": bar | {"color": charts.TEAL},
             "encoding": {"x": share | {"field": "none"}, "x2": {"field": "share"}, "y": y}},
            {"mark": {"type": "rule", "color": charts.SHEET, "strokeWidth": 5}, "transform": _KNOWN,
             "encoding": {"x": share | {"field": "low"}, "x2": {"field": "high"}, "y": y}},
            {"mark": {"type": "rule", "color": charts.CLAY, "strokeWidth": 2}, "transform": _KNOWN,
             "encoding": {"x": share | {"field": "low"}, "x2": {"field": "high"}, "y": y}},
            *({"mark": {"type": "tick", "color": charts.CLAY, "thickness": 2, "size": BAR}, "transform": _KNOWN,
               "encoding": {"x": share | {"field": edge}, "y": y}} for edge in ("low", "high")),
            {"mark": {"type": "text", "align": "left", "limit": width - 120, "fontWeight": 600},
             "encoding": {"x": {"value": 0}, "y": text_y, "text": {"field": "name"}}},
            {"mark": {"type": "text", "align": "right"},
             "encoding": {"x": {"value": width}, "y": text_y, "text": {"field": "said"}}},
        ],
    }  # fmt: skip


_KNOWN = [{"filter": "datum.known"}]


def _value(index: int, name: str, rate: Rate) -> dict[str, object]:
    """One row of the chart's data; a rate of nobody has neither bar nor interval."""
    interval, text = rate.interval, rate_text(rate)
    said = f"{text.fraction} · {text.percent}" if text.is_known else _("Nobody yet")
    return {
        "name": name, "said": said, "known": interval is not None, "none": 0, "all": 1, "share": rate.share or 0,
        "low": interval.low if interval else 0, "high": interval.high if interval else 0,
        "y": index * ROW + BAR_AT, "text_y": index * ROW + TEXT_AT,
    }  # fmt: skip
