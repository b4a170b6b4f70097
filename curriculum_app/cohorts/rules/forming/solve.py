"""Solving: the model goes to HiGHS part by part, and the answer says how far from the best possible it can be.

Parts that share no row are solved apart, which is exact: an area's sites with their own girls, for example. What the
time allows is given to each part by its size; where it runs out, the better of HiGHS's and the plain draft stands, with
the bound that was proven until then. See docs/decisions/0031-one-solver.md for why HiGHS.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Draft, Problem, company
from curriculum_app.cohorts.rules.forming.greedy import greedy
from curriculum_app.cohorts.rules.forming.model import Builder, Model, pins_that_hold
from curriculum_app.cohorts.rules.forming.weights import SEAT, ages_in, worth

SECONDS = 25.0
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """A draft, its points, the most points that any draft could have, and what it took in seconds.

    `loosened` are pinned girls whose seat a rule forbids by now, so that they were placed like anybody else.
    """

    draft: dict[UUID, UUID]
    points: int
    bound: float
    seconds: float
    loosened: frozenset[UUID] = frozenset()

    @property
    def gap(self) -> float:
        """How far from the best possible at most, as a share of it: 0.03 is three per cent."""
        return max(self.bound - self.points, 0.0) / max(self.bound, SEAT)


def solve(problem: Problem, *, seconds: float = SECONDS, tell: Tell = lambda _done, _of: None) -> Answer:
    """The best draft that `seconds` allow. `tell(done, of)` hears how many variables of the model are decided."""
    begun = time.monotonic()
    checker = Checker(problem)
    keep = pins_that_hold(checker)
    draft, bound = _solve(checker, keep, greedy(checker, keep), begun + seconds, tell)
    loosened = frozenset(girl for girl in problem.pinned if girl in problem.now and girl not in keep)
    return Answer(draft, worth(problem, draft), bound, time.monotonic() - begun, loosened)


def _solve(checker: Checker, keep: Draft, start: Draft, until: float, tell: Tell) -> tuple[dict[UUID, UUID], float]:
    from curriculum_app.cohorts.rules.forming.parts import Parts  # noqa: PLC0415 - SciPy is slow to load

    model = Builder(checker, keep=keep).build()
    values, bound = Parts(model).solve(_as_values(checker, model, start), until, tell)
    return {girl: group for (girl, group), number in model.seats.items() if values[number]}, bound


def _as_values(checker: Checker, model: Model, start: Draft) -> list[int]:
    """The plain draft as values of the variables."""
    spans, too_few = {}, []
    for group, there in company(start).items():
        ages = ages_in(checker.groups[group], there, checker.girls)
        spans[group] = (min(ages), max(ages))
        if group in model.short and len(there) < checker.groups[group].minimum:
            too_few.append(group)
    return model.numbers(start, spans, too_few)
