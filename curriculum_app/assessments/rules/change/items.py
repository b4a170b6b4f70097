"""Each item of a scale by itself: how hard it is, who moved, and whether it goes with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mathematics import Numbers, Table

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
    before, after = ([[row.get(item) for item in possible] for row in rows] for rows in (pre, post))
    return figures_of_items(before, after, possible)


def figures_of_items(pre: "Table", post: "Table", possible: Mapping[str, tuple[int, int]]) -> list[ItemFigures]:
    """The same from tables: a row a girl, a column an item in the order of `possible`, None or NaN for no answer."""
    from .mathematics import table_of  # noqa: PLC0415 - NumPy and SciPy are slow to load

    before, after = table_of(pre, len(possible)), table_of(post, len(possible))
    return [_figures(item, place, before, after, possible[item]) for place, item in enumerate(possible)]


def _figures(item: str, place: int, pre: "Numbers", post: "Numbers", edges: tuple[int, int]) -> ItemFigures:
    low, high = edges
    before, after = pre[:, place], post[:, place]
    both = (before == before) & (after == after)  # noqa: PLR0124 - NaN alone differs from itself
    was_right, is_right = before[both] == high, after[both] == high
    befores, afters = before[before == before], after[after == after]  # noqa: PLR0124 - as above
    return ItemFigures(
        item=item,
        n_pre=len(befores),
        n_post=len(afters),
        difficulty_pre=_difficulty(befores, low, high),
        difficulty_post=_difficulty(afters, low, high),
        right_to_wrong=int((was_right & ~is_right).sum()),
        wrong_to_right=int((~was_right & is_right).sum()),
        item_total=_item_total(pre, place),
    )


def _difficulty(points: "Numbers", low: int, high: int) -> float | None:
    return (float(points.sum()) / len(points) - low) / (high - low) if len(points) else None


def _item_total(pre: "Numbers", place: int) -> float | None:
    """The corrected item-total correlation: the item against the sum of the others, over girls who answered all.

    None with fewer than three of them, without other items, or where either side has no spread.
    """
    from .mathematics import correlation, whole_rows  # noqa: PLC0415 - NumPy and SciPy are slow to load

    kept = whole_rows(pre)
    if len(kept) < 3:
        return None
    own = kept[:, place]
    rest = kept.sum(axis=1) - own
    if own.min() == own.max() or rest.min() == rest.max():
        return None
    return correlation(own, rest)
