"""A model as matrices, cut into the parts that share no row, each solved by HiGHS (through SciPy).

A small part is solved whole. A large one is first solved without whole numbers, which takes a second and gives the
bound; each group then keeps the one window that holds most of that answer, and the rest is solved in whole numbers.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from curriculum_app.cohorts.rules.forming.model import Model, Window

LEAST_SECONDS = 1.0  # what a part is given at least, so that the last one is not left out
TINY = 1_000  # variables of a part that is solved to the very best
SMALL = 2_500  # variables of a part that is solved whole
LARGE = 50_000  # variables of a part beyond which only seats near the rounded answer are looked at
ENOUGH = 1e-6  # a relative gap that counts as none
NEAR = 2e-3  # a relative gap at which the solver may stop, where a part is not tiny
PINNED = 1e9  # more than all other girls of a group together
HARDLY = 0.4  # a group that is open by less than this share is left closed
INFEASIBLE = 2  # SciPy's word for it
Array = Any  # numpy's arrays, whose types say nothing about their shapes
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Part:
    """Some of the variables (`numbers`, as the model counts them) with every row that they stand in."""

    numbers: Array
    matrix: Array
    least: Array
    most: Array
    gains: Array
    is_fixed: Array

    def ask(
        self, seconds: float, *, is_whole: bool = True, near: float = ENOUGH, shut: Array = 0
    ) -> tuple[Array, float]:
        """HiGHS's best values (None: none found in time) and its bound. Raises ValueError where there are none."""
        found = milp(
            -self.gains,
            integrality=np.full(len(self.numbers), int(is_whole)),
            bounds=Bounds(self.is_fixed, 1.0 - shut),
            constraints=LinearConstraint(self.matrix, self.least, self.most) if self.matrix.shape[0] else None,
            options={"time_limit": seconds, "mip_rel_gap": near},
        )
        if found.status == INFEASIBLE:
            raise ValueError
        bound = float(self.gains[self.gains > 0].sum())
        if found.status == 0 and not is_whole:
            bound = min(bound, -found.fun)
        elif is_whole and found.mip_dual_bound is not None:
            bound = min(bound, -found.mip_dual_bound)
        return (np.round(found.x) if is_whole and found.x is not None else found.x), bound


class Parts:
    """A model ready to be solved part by part."""

    def __init__(self, model: Model) -> None:
        self.model = model
        starts = np.cumsum([0, *(len(row.terms) for row in model.rows)])
        self.columns = np.array([number for row in model.rows for number, _ in row.terms], dtype=np.int32)
        factors = np.array([factor for row in model.rows for _, factor in row.terms], dtype=float)
        self.matrix = csr_array((factors, self.columns, starts), shape=(len(model.rows), len(model.gains)))
        self.least = np.array([row.least for row in model.rows])
        self.most = np.array([row.most for row in model.rows])
        self.gains = np.array(model.gains, dtype=float)

    def solve(self, start: list[int], until: float, tell: Tell) -> tuple[list[int], float]:
        """The best values found by `until` (as time.monotonic counts), and the most points that any could have.

        `start` are values that keep every row.
        """
        values, bound, done = np.array(start, dtype=float), 0.0, 0
        for part in self._parts():
            left = max(until - time.monotonic(), 0.0)
            share = max(left * len(part.numbers) / (len(start) - done), LEAST_SECONDS)
            found, most = self._solve(part, share)
            bound += most
            if found is not None and part.gains @ found > part.gains @ values[part.numbers]:
                values[part.numbers] = found
            done += len(part.numbers)
            tell(done, len(start))
        return [int(value) for value in values], bound

    def _solve(self, part: Part, seconds: float) -> tuple[Array, float]:
        begun = time.monotonic()
        if len(part.numbers) <= SMALL:
            return part.ask(seconds, near=ENOUGH if len(part.numbers) <= TINY else NEAR)
        loose, bound = part.ask(seconds, is_whole=False)
        return self._rounded(part, loose, begun + seconds), bound

    def _rounded(self, part: Part, loose: Array, until: float) -> Array:
        """Whole values near an answer without whole numbers: its windows first, its open groups, then its girls."""
        shut: Array = 0
        try:
            for choose in (self._windows_beside, self._idle_windows, self._idle_seats):
                if loose is None:
                    return None
                shut = np.maximum(shut, choose(part, loose))
                is_last = choose == self._idle_seats
                left = max(until - time.monotonic(), LEAST_SECONDS)
                loose, _ = part.ask(left, is_whole=is_last, near=NEAR, shut=shut)
        except ValueError:
            return None  # what was rounded leaves nothing; the plain draft stands
        return loose

    def _idle_seats(self, part: Part, loose: Array) -> Array:
        """1 for every seat that the answer does not use, not even in part, where the part is very large."""
        if len(part.numbers) <= LARGE:
            return np.zeros(len(part.numbers))
        seats = np.isin(part.numbers, list(self.model.ages))
        return seats & (loose < ENOUGH)

    def _idle_windows(self, part: Part, loose: Array) -> Array:
        """1 for every window that the answer hardly opens, but for groups that hold pinned girls."""
        begun = {group for group, seat, _ in self._seats if seat in self.model.fixed}
        shut = {number for window, number in self._windows_of(part) if window.group not in begun}
        return np.isin(part.numbers, list(shut)) & (loose < HARDLY)

    def _windows_beside(self, part: Part, loose: Array) -> Array:
        """1 for every window but the one of each group that holds most of the answer, and every pinned girl."""
        values = dict(zip(part.numbers.tolist(), (loose * part.gains).tolist(), strict=True))
        held: dict[UUID, dict[int, float]] = {}
        for group, seat, age in self._seats:
            if seat in values:
                by_age = held.setdefault(group, {})
                by_age[age] = by_age.get(age, 0.0) + values[seat] + (PINNED if seat in self.model.fixed else 0.0)
        best: dict[UUID, tuple[float, int, int]] = {}
        for window, number in self._windows_of(part):
            mass = sum(each for age, each in held[window.group].items() if window.youngest <= age <= window.oldest)
            found = (mass, window.oldest - window.youngest, number)
            best[window.group] = max(best.get(window.group, found), found)
        kept = {number for _, _, number in best.values()}
        shut = {number for window, number in self._windows_of(part)} - kept
        return np.isin(part.numbers, list(shut))

    @cached_property
    def _seats(self) -> list[tuple[UUID, int, int]]:
        return [(group, seat, self.model.ages[seat]) for (_, group), seat in self.model.seats.items()]

    def _windows_of(self, part: Part) -> Iterator[tuple[Window, int]]:
        there = set(part.numbers.tolist())
        return ((window, number) for window, number in self.model.windows.items() if number in there)

    def _parts(self) -> Iterator[Part]:
        """The parts, the smallest first."""
        rows, variables = self.matrix.shape
        row_of = np.repeat(np.arange(rows), np.diff(self.matrix.indptr))
        edges = (np.ones(len(row_of)), (self.columns, variables + row_of))
        graph = coo_array(edges, shape=(variables + rows, variables + rows))
        number, label = connected_components(graph, directed=False)
        is_fixed = np.isin(np.arange(variables), list(self.model.fixed)).astype(float)
        sizes = np.bincount(label[:variables], minlength=number)
        for each in np.argsort(sizes, kind="stable"):
            inside = np.flatnonzero(label[:variables] == each)
            if len(inside):
                own = np.flatnonzero(label[variables:] == each)
                matrix = self.matrix[own][:, inside]
                yield Part(inside, matrix, self.least[own], self.most[own], self.gains[inside], is_fixed[inside])
