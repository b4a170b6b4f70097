"""The drawings of outcomes: means before and later, the distribution of change, the flow of girls through the waves.

Each stands on the page with a table of the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from curriculum_app.assessments.rules import Instrument, Wave, possible_points
from curriculum_app.core import charts
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.chart import fitting_name
from curriculum_app.reports.presenters.outcomes.words import (
    MINUS,
    count,
    number,
    percent,
    scale_name,
    wave_name,
)
from curriculum_app.reports.presenters.words import part_of
from curriculum_app.reports.rules.outcomes import Flow, Outcome, Step

# Pixels: a row of two dots, its words, its two lines; and the foot with the scale.
PAIR_ROW, PAIR_TEXT, PAIR_PRE, PAIR_LATER, FOOT = 68, 16, 32, 50, 22
FLOW_ROW, FLOW_TEXT, FLOW_BAR = 46, 16, 23
STEP_ROW, STEP_TEXT, STEP_BAR = 26, 15, 3
BAR = 16
# Where the bars of a distribution begin, and how much of the width they may take.
STEP_START, STEP_ROOM = 0.3, 0.58
MARKS = ((0, "at-start"), (0.5, "at-middle"), (1, "at-end"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing with its title, and the rows of the table that says the same."""

    title: str
    svg: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def head(self) -> str:
        """The column of the names."""
        return self.columns[0]

    @property
    def lines(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Each row as its name and its cells, a cell with the name of its column."""
        return tuple((row[0], tuple(zip(self.columns[1:], row[1:], strict=True))) for row in self.rows)


def pairs_drawing(instrument: Instrument, outcomes: Sequence[Outcome], language: str) -> Drawing | None:
    """The mean of each scale before (ring) and later (dot), with intervals, as shares of the possible points."""
    drawn = [each for each in outcomes if each.change is not None and each.change.n_pairs]
    if not drawn:
        return None
    later = wave_name(drawn[0].later)
    rows = tuple(_pair_words(instrument, each, language) for each in drawn)
    parts = [part for at, each in enumerate(drawn) for part in _pair(instrument, each, rows[at], PAIR_ROW * at)]
    foot = PAIR_ROW * len(drawn)
    parts += [charts.words(percent_mark(part), at=part, y=foot + 14, kind=f"soft {kind}") for part, kind in MARKS]
    title = _("Mean before and later, of the possible points")
    columns = (_("Scale"), _("Girls"), wave_name(Wave.PRE), later)
    said = "; ".join(f"{row[0]}: {row[2]}, {row[3]}" for row in rows)
    return Drawing(title, charts.drawing(parts, height=foot + FOOT, title=title, description=said), columns, rows)


def steps_drawing(outcome: Outcome) -> Drawing | None:
    """How many girls changed by how much; where only worse, same and better may be told, those."""
    rows = _step_rows(outcome)
    known = [each for _name, each in rows if each is not None]
    if outcome.change is None or not any(known):
        return None
    title, most = _("How much girls changed"), max(known)
    parts: list[Markup] = []
    for at, (name, girls) in enumerate(rows):
        top = STEP_ROW * at
        parts.append(charts.words(name, at=0, y=top + STEP_TEXT))
        parts.append(
            charts.bar((girls or 0) / most * STEP_ROOM, start=STEP_START, y=top + STEP_BAR, height=BAR, kind="bar-part")
        )
        parts.append(charts.words(_text(girls), at=1, y=top + STEP_TEXT, kind="at-end"))
    words = tuple((name, _text(girls)) for name, girls in rows)
    said = "; ".join(f"{name}: {girls}" for name, girls in words)
    drawn = charts.drawing(parts, height=STEP_ROW * len(rows), title=title, description=said)
    return Drawing(title, drawn, (_("Points of change"), _("Girls")), words)


def flow_drawing(flow: Flow) -> Drawing | None:
    """How many girls were asked in each wave, of those for whom its time had come."""
    if not flow.first and all(each.due is None for each in flow.later):
        return None
    rows = [(wave_name(Wave.PRE), _text(flow.first), 1.0)]
    for each in flow.later:
        text, share = _text(each.again), 0.0
        if each.due:
            share = (each.again or 0) / each.due
            text = f"{part_of(each.again or 0, each.due)} · {percent(share)}"
        rows.append((wave_name(each.wave), text, share))
    parts: list[Markup] = []
    for at, (name, text, share) in enumerate(rows):
        top = FLOW_ROW * at
        parts.append(charts.words(name, at=0, y=top + FLOW_TEXT, kind="name"))
        parts.append(charts.words(text, at=1, y=top + FLOW_TEXT, kind="at-end"))
        parts.append(charts.bar(1, y=top + FLOW_BAR, height=BAR - 6, kind="bar-whole"))
        parts.append(charts.bar(share, y=top + FLOW_BAR, height=BAR - 6, kind="bar-part"))
    title = _("Girls through the waves")
    words = tuple((name, text) for name, text, _share in rows)
    said = "; ".join(f"{name}: {text}" for name, text in words)
    drawn = charts.drawing(parts, height=FLOW_ROW * len(rows), title=title, description=said)
    return Drawing(title, drawn, (_("Wave"), _("Girls")), words)


def percent_mark(share: float) -> str:
    """A mark of the scale."""
    return f"{share:.0%}"


def _pair_words(instrument: Instrument, outcome: Outcome, language: str) -> tuple[str, ...]:
    change = outcome.change
    edges = (outcome.interval_pre, outcome.interval_later)
    means = (change.mean_pre, change.mean_post) if change else ()
    told = [_with_interval(mean or 0.0, edge) for mean, edge in zip(means, edges, strict=True)]
    return (scale_name(instrument, outcome.scale, language), count(change.n_pairs if change else 0), *told)


def _with_interval(mean: float, edges: tuple[float, float] | None) -> str:
    if edges is None:
        return number(mean)
    return _("%(mean)s (%(low)s to %(high)s)", mean=number(mean), low=number(edges[0]), high=number(edges[1]))


def _pair(instrument: Instrument, outcome: Outcome, row: tuple[str, ...], top: int) -> Iterator[Markup]:
    low, high = possible_points(instrument, instrument.scale(outcome.scale))
    change = outcome.change
    means = (change.mean_pre or 0.0, change.mean_post or 0.0) if change else (0.0, 0.0)
    figures = f"{number(means[0])} → {number(means[1])}"
    yield from fitting_name(row[0], figures, top + PAIR_TEXT)
    yield charts.words(figures, at=1, y=top + PAIR_TEXT, kind="at-end")
    lines = ((PAIR_PRE, "dot-pre", outcome.interval_pre), (PAIR_LATER, "dot-later", outcome.interval_later))
    for mean, (y, kind, edges) in zip(means, lines, strict=True):
        yield charts.bar(1, y=top + y, height=1, kind="track")
        if edges:
            yield charts.interval(_share(edges[0], low, high), _share(edges[1], low, high), y=top + y)
        yield charts.dot(_share(mean, low, high), y=top + y, kind=kind)


def _share(points: float, low: int, high: int) -> float:
    return min(max((points - low) / (high - low), 0.0), 1.0)


def _step_rows(outcome: Outcome) -> list[tuple[str, int | None]]:
    if outcome.steps:
        return [(_step_name(each), each.count) for each in outcome.steps]
    moves = outcome.moves
    if moves is None:
        return []
    return [(_("Fewer points"), moves.down), (_("As before"), moves.same), (_("More points"), moves.up)]


def _step_name(step: Step) -> str:
    low, high = (f"{each:+d}".replace("-", MINUS) if each else "0" for each in (step.low, step.high))
    return low if step.low == step.high else _("%(low)s to %(high)s", low=low, high=high)


def _text(girls: int | None) -> str:
    return "–" if girls is None else count(girls)
