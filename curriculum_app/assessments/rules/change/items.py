"""Each item of a scale by itself: how hard it is, who moved, and whether it goes with the others."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Points = float | None
Row = Mapping[str, Points]


@dataclass(frozen=True)
class ItemFigures:
    """One item over the girls who answered it, in points as scored.

    `difficulty_pre` and `difficulty_post`: the mean as a share of the possible points, so for knowledge the share who
    were right (a low one is a hard item). `right_to_wrong` and `wrong_to_right`: girls who fell from the highest points
    and who rose to them. `item_total`: the correlation with the sum of the other items at pre, None where it has none.
    """

    item: str
    n_pre: int
    n_post: int
    difficulty_pre: float | None
    difficulty_post: float | None
    right_to_wrong: int
    wrong_to_right: int
    item_total: float | None

    @property
    def is_reverse_suspect(self) -> bool:
        """Whether its coding should be checked: girls with more points elsewhere have fewer here."""
        return self.item_total is not None and self.item_total < 0


def item_figures(pre: Sequence[Row], post: Sequence[Row], possible: Mapping[str, tuple[int, int]]) -> list[ItemFigures]:
    """The figures of every item of one scale, in the order of `possible` (item → its lowest and highest points).

    A row is one girl's points by item, already reversed where that is due, None or absent without an answer; `pre` and
    `post` hold the same girls in the same order, an empty row where one was not there. Raises ValueError otherwise.
    """
    if len(pre) != len(post):
        raise ValueError("Each girl needs a row in both waves, if an empty one.")
    return [_figures(item, pre, post, possible) for item in possible]


def _figures(
    item: str, pre: Sequence[Row], post: Sequence[Row], possible: Mapping[str, tuple[int, int]]
) -> ItemFigures:
    low, high = possible[item]
    pairs = [(before.get(item), after.get(item)) for before, after in zip(pre, post, strict=True)]
    moved = [(before == high, after == high) for before, after in pairs if before is not None and after is not None]
    befores = [before for before, _ in pairs if before is not None]
    afters = [after for _, after in pairs if after is not None]
    return ItemFigures(
        item=item,
        n_pre=len(befores),
        n_post=len(afters),
        difficulty_pre=_difficulty(befores, low, high),
        difficulty_post=_difficulty(afters, low, high),
        right_to_wrong=moved.count((True, False)),
        wrong_to_right=moved.count((False, True)),
        item_total=_item_total(item, pre, [other for other in possible if other != item]),
    )


def _difficulty(points: Sequence[float], low: int, high: int) -> float | None:
    return (sum(points) / len(points) - low) / (high - low) if points else None


def _item_total(item: str, rows: Sequence[Row], others: Sequence[str]) -> float | None:
    """The corrected item-total correlation: the item against the sum of the others, over girls who answered all.

    None with fewer than three of them, without other items, or where either side has no spread.
    """
    whole = [[row.get(each) for each in (item, *others)] for row in rows]
    kept = [[each for each in row if each is not None] for row in whole if None not in row]
    own, rest = [row[0] for row in kept], [math.fsum(row[1:]) for row in kept]
    if len(kept) < 3 or min(own) == max(own) or min(rest) == max(rest):
        return None
    return statistics.correlation(own, rest)
