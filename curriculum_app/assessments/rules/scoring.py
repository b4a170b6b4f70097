"""From answers to scores: one score a scale, which anybody can compute again from the same answers.

An item scores as many points as its answer says: knowledge 1 for the right one, else 0; four steps 1 to 4, the other
way round where the item is reversed; a count 0 to 3; yes 1, no 0. A scale's score is the sum of its items, prorated:
where at least 80 % of what was asked has an answer, the missing items are taken to be like the answered ones; where
less has, there is no score. "Skip" and "does not apply" are no answers, never wrong ones.

Forms A and B are taken to be equally hard, unless the instrument's file says what to add to form B and where that was
found out (`equating`); nothing else is done to make them alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .instrument import CHOICES, Instrument, Item, Scale
from .words import Form, NoAnswer, ScaleKind, Wave

RULE_VERSION = "2026-1"

Given = int | NoAnswer


@dataclass(frozen=True)
class Score:
    """The points of one scale in one sitting; None where under 80 % of the `asked` items were `answered`."""

    scale: str
    points: float | None
    answered: int
    asked: int


def score(instrument: Instrument, wave: Wave, form: Form, answers: Mapping[str, Given]) -> tuple[Score, ...]:
    """The scores of one sitting, a scale each, in the instrument's order.

    `answers` are by item key: the number of the choice (from 1) or what was said in its place; items without one were
    not reached. Raises ValueError for a choice that the item does not have.
    """
    return tuple(_scale_score(instrument, scale, form, answers) for scale in instrument.scales_at(wave))


def item_points(instrument: Instrument, item: Item, given: Given | None) -> int | None:
    """The points of one item; None where it has no answer. Raises ValueError for a choice that it does not have."""
    if given is None or isinstance(given, NoAnswer):
        return None
    if not 1 <= given <= len(instrument.choices(item)):
        raise ValueError(f"The item {item.key} has no answer {given}.")
    match instrument.scale(item.scale).kind:
        case ScaleKind.KNOWLEDGE:
            return int(given == item.right)
        case ScaleKind.YES_NO:
            return int(given == 1)
        case ScaleKind.COUNT:
            return given - 1
        case ScaleKind.RATING:
            return CHOICES[ScaleKind.RATING] + 1 - given if item.is_reversed else given


def prorated(points: Sequence[float | None]) -> float | None:
    """The sum of a scale's items as if all had been answered; None where under 80 % were, or there are none."""
    there = [each for each in points if each is not None]
    if not there or 5 * len(there) < 4 * len(points):
        return None
    return sum(there) * len(points) / len(there)


def possible_points(instrument: Instrument, scale: Scale) -> tuple[int, int]:
    """The lowest and the highest score that the scale can have."""
    items = len(instrument.items_of(scale.key, Form.A))
    low, high = {
        ScaleKind.KNOWLEDGE: (0, 1),
        ScaleKind.YES_NO: (0, 1),
        ScaleKind.COUNT: (0, CHOICES[ScaleKind.COUNT] - 1),
        ScaleKind.RATING: (1, CHOICES[ScaleKind.RATING]),
    }[scale.kind]
    return low * items, high * items


def _scale_score(instrument: Instrument, scale: Scale, form: Form, answers: Mapping[str, Given]) -> Score:
    items = instrument.items_of(scale.key, form)
    points = [item_points(instrument, item, answers.get(item.key)) for item in items]
    total = prorated(points)
    if total is not None and scale.equating and form is Form.B:
        low, high = possible_points(instrument, scale)
        total = min(max(total + scale.equating.adds, low), high)
    return Score(scale.key, total, sum(each is not None for each in points), len(points))
