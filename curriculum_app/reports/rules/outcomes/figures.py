"""What the scores of one scale say: the waves, the pairs, the change, and those who were lost."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from curriculum_app.assessments.rules import ScaleKind, Wave
from curriculum_app.assessments.rules.change import (
    Attrition,
    Change,
    Pairing,
    YesNoChange,
    attrition,
    compare,
    compare_yes_no,
    hedges_factor,
    mean_interval,
    pair,
    retention,
)
from curriculum_app.reports.rules.outcomes.collected import LATER, Collected

# A distribution is drawn in so many steps at most.
MOST_STEPS = 13
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Moves:
    """How many girls have fewer points than before, as many, or more; None for a count that may not be shown."""

    down: int | None
    same: int | None
    up: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """So many girls changed by `low` to `high` points (whole ones, both included)."""

    low: int
    high: int
    count: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scale between pre and a later wave. What may not be shown is None: a count, or everything of the change.

    `n_lost` girls have a score at pre alone although the later wave is over for them, `n_waiting` because it is not;
    `n_gained` have one later alone. Intervals are the 95 % ones of the two means of the pairs. `g_z` is d_z with
    Hedges' correction. `lost` compares the baselines of the kept and the lost.
    """

    scale: str
    later: Wave
    n_pre: int | None
    n_later: int | None
    n_pairs: int | None
    n_lost: int | None
    n_waiting: int | None
    n_gained: int | None
    change: Change | None
    g_z: float | None = None
    interval_pre: Interval | None = None
    interval_later: Interval | None = None
    lost: Attrition | None = None
    yes_no: YesNoChange | None = None
    moves: Moves | None = None
    steps: tuple[Step, ...] = ()

    @property
    def n_unpaired(self) -> int | None:
        """How many girls have a score in one of the two waves alone."""
        if self.n_lost is None or self.n_waiting is None or self.n_gained is None:
            return None
        return self.n_lost + self.n_waiting + self.n_gained


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the girls who sat at pre: who sat again in `wave`, who was lost, and for whom its time has not come yet."""

    wave: Wave
    again: int | None
    lost: int | None
    waiting: int | None

    @property
    def due(self) -> int | None:
        """Who could have sat again; None where one of both may not be shown."""
        return None if self.again is None or self.lost is None else self.again + self.lost


@dataclass(frozen=True, slots=True)
class Flow:
    """Girls who sat at pre, and what became of them in each later wave."""

    first: int | None
    later: tuple[Kept, ...]


def flow_of(collected: Collected) -> Flow:
    """The flow of girls through the waves."""
    first = collected.waves[Wave.PRE].keys()
    return Flow(len(first), tuple(_kept(collected, wave) for wave in LATER))


def _kept(collected: Collected, wave: Wave) -> Kept:
    first, again = collected.waves[Wave.PRE].keys(), collected.waves[wave].keys()
    due = {girl for girl in first if girl in again or collected.is_due(girl, wave)}
    kept = retention(due, again)
    return Kept(wave, kept.n, kept.of - kept.n, len(first) - kept.of)


def outcome_of(collected: Collected, scale: str, kind: ScaleKind, later: Wave) -> Outcome:
    """Every figure of one scale, exact; `discretion` says what of it may be shown."""
    outcome, paired = _compared(collected, scale, kind, later)
    differences = _differences(paired)
    return replace(
        outcome,
        interval_pre=mean_interval(paired.pre),
        interval_later=mean_interval(paired.post),
        moves=Moves(
            sum(each < 0 for each in differences),
            sum(each == 0 for each in differences),
            sum(each > 0 for each in differences),
        ),
        steps=_steps(differences),
    )


def row_of(collected: Collected, scale: str, kind: ScaleKind, later: Wave) -> Outcome:
    """The figures of one row of a table: without what is shown of a whole scale alone, distribution and intervals."""
    return _compared(collected, scale, kind, later)[0]


def _compared(collected: Collected, scale: str, kind: ScaleKind, later: Wave) -> tuple[Outcome, Pairing]:
    before, after = collected.scores(scale, Wave.PRE), collected.scores(scale, later)
    paired = pair(before, after)
    lost = tuple(
        score
        for girl, score in before.items()
        if score is not None and after.get(girl) is None and collected.is_due(girl, later)
    )
    change, n = compare(paired.pre, paired.post), len(paired.pre)
    outcome = Outcome(
        scale=scale,
        later=later,
        n_pre=n + len(paired.only_pre),
        n_later=n + len(paired.only_post),
        n_pairs=n,
        n_lost=len(lost),
        n_waiting=len(paired.only_pre) - len(lost),
        n_gained=len(paired.only_post),
        change=change,
        g_z=None if change.d_z is None or n < 3 else hedges_factor(n - 1) * change.d_z,
        lost=attrition(replace(paired, only_pre=lost)),
        yes_no=_yes_no(paired) if kind is ScaleKind.YES_NO else None,
    )
    return outcome, paired


def _yes_no(paired: Pairing) -> YesNoChange:
    """A yes/no scale has one item, so that a score of 1 is a yes."""
    return compare_yes_no([each > 0 for each in paired.pre], [each > 0 for each in paired.post])


def _differences(paired: Pairing) -> list[float]:
    # Prorated scores are sums of fractions; what rounding leaves is no change.
    return [round(after - before, 9) for before, after in zip(paired.pre, paired.post, strict=True)]


def _steps(differences: Sequence[float]) -> tuple[Step, ...]:
    """The distribution in whole points, as many to a step as are needed for thirteen steps; nobody in none."""
    if not differences:
        return ()
    counts = Counter(math.floor(each + 0.5) for each in differences)
    lowest, highest = min(counts), max(counts)
    width = math.ceil((highest - lowest + 1) / MOST_STEPS)
    # Nought stands alone or in the middle of a step, and the steps go on from there.
    start = -(width // 2) - math.ceil((-(width // 2) - lowest) / width) * width
    edges = range(start, highest + 1, width)
    return tuple(Step(low, low + width - 1, sum(counts[low + more] for more in range(width))) for low in edges)
