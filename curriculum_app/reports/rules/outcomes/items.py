"""Each scale item by item: reliability, reliable change, and how each question did. From answers, so in a job only."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from curriculum_app.assessments.rules import Form, Instrument, Scale, Wave, possible_points
from curriculum_app.assessments.rules.change import (
    Alpha,
    ItemFigures,
    ReliableChange,
    alpha_listwise,
    alpha_pairwise,
    figures_of_items,
    pair,
    reliable_change,
)
from curriculum_app.core.suppression import hidden_cells, is_small
from curriculum_app.reports.rules.outcomes.collected import LATER, Collected
from curriculum_app.reports.rules.outcomes.discretion import Discretion

NO_POINTS = 255
# The points of every item of one sitting in the instrument's order, a byte each: 900,000 sittings have to fit.
Packed = Mapping[Wave, Mapping[Hashable, bytes]]
Line = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class ScaleItems:
    """One scale: alpha of the pre wave over all girls who sat then, reliable change and items against `later`."""

    scale: str
    later: Wave
    pairwise: Alpha
    listwise: Alpha
    reliable: ReliableChange
    items: tuple[ItemFigures, ...]


@dataclass(frozen=True, slots=True)
class ItemReport:
    """The scales of which enough girls answered."""

    scales: tuple[ScaleItems, ...]

    def of(self, scale: str, later: Wave) -> ScaleItems | None:
        """One scale against one wave; None where too few answered, or nobody."""
        return next((each for each in self.scales if (each.scale, each.later) == (scale, later)), None)


def item_keys(instrument: Instrument, scale: Scale) -> tuple[str, ...]:
    """The items of a scale by key: parallel ones of both forms share theirs."""
    return tuple(dict.fromkeys(item.key for item in instrument.items if item.scale == scale.key))


def packed(points: Sequence[int | None]) -> bytes:
    """Points of items as `Packed` keeps them."""
    return bytes(NO_POINTS if each is None else each for each in points)


def unpacked(points: bytes) -> list[float | None]:
    """Points of items again."""
    return [None if each == NO_POINTS else each for each in points]


def scale_items(
    instrument: Instrument, scale: Scale, places: slice, answers: Packed, collected: Collected
) -> list[ScaleItems]:
    """One scale's figures by item against each later wave; `places` is where its items stand in the packed points."""
    keys, (low, high) = item_keys(instrument, scale), possible_points(instrument, scale)
    count = len(instrument.items_of(scale.key, Form.A))
    possible = dict.fromkeys(keys, (low // count, high // count))
    points = [unpacked(row[places]) for row in answers[Wave.PRE].values()]
    pairwise, listwise = alpha_pairwise(points), alpha_listwise(points)
    found = []
    for later in LATER:
        reliable = _reliable(collected, scale.key, later, pairwise)
        items = figures_of_items(*_tables(answers, later, places, len(keys)), possible)
        found.append(ScaleItems(scale.key, later, pairwise, listwise, reliable, tuple(items)))
    return found


def _tables(answers: Packed, later: Wave, places: slice, width: int) -> tuple[list[Line], list[Line]]:
    """Both waves with the same girls in the same order, a row without answers where one was not there."""
    before, after = answers[Wave.PRE], answers[later]
    nobody: Line = [None] * width
    girls = [*before, *(girl for girl in after if girl not in before)]
    pre, post = (
        [unpacked(wave[girl][places]) if girl in wave else nobody for girl in girls] for wave in (before, after)
    )
    return pre, post


def discreet(figures: ScaleItems, discretion: Discretion) -> ScaleItems | None:
    """What of it may be shown; None where too few girls answered."""
    if figures.pairwise.n < discretion.fewest:
        return None
    if not discretion.is_released:
        return figures
    known = [figures.reliable.down or 0, figures.reliable.within or 0, figures.reliable.up or 0]
    hidden = hidden_cells(known) if figures.reliable.threshold is not None else ()
    down, within, up = (None if place in hidden else count for place, count in enumerate(known))
    reliable = figures.reliable
    if hidden:
        reliable = replace(reliable, down=down, within=within, up=up)
    return replace(figures, reliable=reliable, items=tuple(each for each in figures.items if _is_safe(each)))


def _is_safe(item: ItemFigures) -> bool:
    """Whether an item shows no small count, neither as it is nor as a share of a number that stands beside it."""
    counts = [item.n_pre, item.n_post, item.right_to_wrong, item.wrong_to_right]
    for share, whole in ((item.difficulty_pre, item.n_pre), (item.difficulty_post, item.n_post)):
        part = round((share or 0) * whole)
        counts += [part, whole - part]
    return not any(is_small(count) for count in counts)


def _reliable(collected: Collected, scale: str, later: Wave, alpha: Alpha) -> ReliableChange:
    from curriculum_app.assessments.rules.change.mathematics import (  # noqa: PLC0415 - SciPy is slow to load
        standard_deviation,
    )

    before = collected.scores(scale, Wave.PRE)
    paired = pair(before, collected.scores(scale, later))
    scores = [each for each in before.values() if each is not None]
    deviation = standard_deviation(scores) if len(scores) > 1 else None
    return reliable_change(
        [after - first for first, after in zip(paired.pre, paired.post, strict=True)], deviation, alpha
    )
