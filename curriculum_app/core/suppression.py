"""Small counts: which may not be shown, and which others have to go with them so that nobody can work them out.

Source: California Health and Human Services Agency, Data De-Identification Guidelines: counts of 1 to 10 people are
hidden and zeros shown, then further cells, until what is hidden cannot be derived from totals (complementary
suppression); no rate and no mean stands over a hidden count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# What leaves the unit speaks of nobody or of so many people at least.
RELEASED_FEWEST = 11


@dataclass(frozen=True, slots=True)
class Split:
    """A whole and the two parts that make it up; None for a count that may not be shown."""

    whole: int | None
    part: int | None
    rest: int | None


def is_small(count: int, fewest: int = RELEASED_FEWEST) -> bool:
    """Whether a count is of somebody, but of fewer than `fewest` people."""
    return 0 < count < fewest


def split(part: int, rest: int, fewest: int = RELEASED_FEWEST) -> Split:
    """What may be shown of `part` + `rest` = whole. Of the three, `part` is the one that is given up last.

    Two of them give the third away, so a small one is hidden together with another.
    """
    whole = part + rest
    if is_small(whole, fewest):
        return Split(None, None, None)
    if is_small(part, fewest):
        return Split(whole, None, None)
    if is_small(rest, fewest):
        return Split(None, part, None)
    return Split(whole, part, rest)


def hidden_cells(counts: Sequence[int], fewest: int = RELEASED_FEWEST) -> frozenset[int]:
    """The places of the counts that may not be shown where their sum is known.

    Every small one, and then the next smallest until those that are hidden make up at least `fewest` people, in two
    cells at least: from the sum and the cells that are shown, nobody learns a number that is small.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count, fewest)}
    others = sorted((place for place in range(len(counts)) if counts[place] >= fewest), key=lambda place: counts[place])
    while hidden and others and (len(hidden) < 2 or sum(counts[place] for place in hidden) < fewest):
        hidden.add(others.pop(0))
    return frozenset(hidden)
