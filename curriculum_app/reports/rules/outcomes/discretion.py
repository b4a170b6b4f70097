"""What may be shown of outcomes to whom: nothing that tells what one girl answered (docs/decisions/0062).

Inside the unit counts are shown, but no mean, test or distribution of fewer than five girls. What leaves the unit
speaks of eleven at least, hides smaller counts, and the counts that would give them away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from curriculum_app.assessments.rules.change import Attrition, YesNoChange
from curriculum_app.core.suppression import RELEASED_FEWEST, Split, hidden_cells, is_small, split
from curriculum_app.reports.rules.outcomes.figures import Flow, Kept, Moves, Outcome

INSIDE_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Discretion:
    """Figures speak of `fewest` girls at least; `is_released` says that smaller counts are hidden too."""

    fewest: int
    is_released: bool

    def flow(self, flow: Flow) -> Flow:
        """The waves as they may be shown."""
        if not self.is_released:
            return flow
        if not any(is_small(part) for each in flow.later for part in _parts(each)):
            return flow
        # The waves are parts of one whole: where one of them shows it, a small part of another could be worked out.
        again = ((each.wave, each.again or 0) for each in flow.later)
        return Flow(None, tuple(Kept(wave, None if is_small(n) else n, None, None) for wave, n in again))

    def scale(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """One scale's outcomes at each later wave as they may be shown: together, for they share those of pre."""
        if not self.is_released:
            return tuple(self._figures(each) for each in outcomes)
        before = {each.later: split(each.n_pairs or 0, (each.n_lost or 0) + (each.n_waiting or 0)) for each in outcomes}
        n_pre = _common_whole(list(before.values()))
        return tuple(self._counts(self._figures(each), before[each.later], n_pre) for each in outcomes)

    def groups(self, outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
        """The rows of a table whose sum is known, as they may be shown."""
        hidden = hidden_cells([each.n_pairs or 0 for each in outcomes], self.fewest)
        # One row of a yes/no question could be told from the whole and the other rows: all rows are shown, or none.
        tells = self.is_released and any(_tells_of_few(each.yes_no) for each in outcomes)
        rows = [without_figures(each) if tells else each for each in outcomes]
        return tuple(self._row(each, is_hidden=place in hidden) for place, each in enumerate(rows))

    def _row(self, outcome: Outcome, *, is_hidden: bool) -> Outcome:
        shown = without_figures(outcome) if is_hidden or outcome.change is None else self._figures(outcome)
        if not self.is_released:
            return shown
        # The waves of a row are left out altogether: pairs alone have complements in every column that is shown.
        n_pairs = None if is_hidden else outcome.n_pairs
        nothing = dict.fromkeys(("n_pre", "n_later", "n_lost", "n_waiting", "n_gained", "lost"))
        return replace(shown, n_pairs=n_pairs, **nothing)  # type: ignore[arg-type]  # None is in each of their types

    def _figures(self, outcome: Outcome) -> Outcome:
        """Without what speaks of too few."""
        if is_small(outcome.n_pairs or 0, self.fewest) or (self.is_released and _tells_of_few(outcome.yes_no)):
            return without_figures(outcome)
        shown = replace(outcome, lost=_lost(outcome.lost, self.fewest))
        return replace(shown, steps=(), moves=_moves(outcome.moves)) if self.is_released else shown

    def _counts(self, outcome: Outcome, before: Split, n_pre: int | None) -> Outcome:
        after = split(outcome.n_pairs or 0, outcome.n_gained or 0)
        is_told = _rest(before, n_pre) is not None and not (
            is_small(outcome.n_lost or 0) or is_small(outcome.n_waiting or 0)
        )
        return replace(
            outcome,
            n_pre=n_pre,
            n_later=after.whole,
            n_pairs=before.part,
            n_lost=outcome.n_lost if is_told else None,
            n_waiting=outcome.n_waiting if is_told else None,
            n_gained=after.rest,
            lost=outcome.lost if is_told else None,
        )


INSIDE = Discretion(INSIDE_FEWEST, is_released=False)
RELEASED = Discretion(RELEASED_FEWEST, is_released=True)


def without_figures(outcome: Outcome) -> Outcome:
    """The counts alone."""
    return Outcome(
        outcome.scale, outcome.later, outcome.n_pre, outcome.n_later, outcome.n_pairs, outcome.n_lost,
        outcome.n_waiting, outcome.n_gained, change=None,
    )  # fmt: skip


def _parts(kept: Kept) -> tuple[int, int, int]:
    return kept.again or 0, kept.lost or 0, kept.waiting or 0


def _common_whole(splits: Sequence[Split]) -> int | None:
    """The whole that several splits share: hidden in one is hidden in all."""
    wholes = {each.whole for each in splits}
    return None if None in wholes or not wholes else wholes.pop()


def _rest(each: Split, whole: int | None) -> int | None:
    """A rest that does not give the whole away."""
    return None if whole is None and each.part is not None else each.rest


def _lost(lost: Attrition | None, fewest: int) -> Attrition | None:
    return None if lost is None or 0 < lost.n_lost < fewest else lost


def _tells_of_few(yes_no: YesNoChange | None) -> bool:
    """Whether the means or the test of a yes/no question would give a small count away."""
    cells = (yes_no.yes_yes, yes_no.yes_no, yes_no.no_yes, yes_no.no_no) if yes_no else ()
    return any(is_small(each) for each in cells)


def _moves(moves: Moves | None) -> Moves | None:
    if moves is None:
        return None
    counts = [moves.down or 0, moves.same or 0, moves.up or 0]
    hidden = hidden_cells(counts)
    down, same, up = (None if place in hidden else count for place, count in enumerate(counts))
    return Moves(down, same, up)
