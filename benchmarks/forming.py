"""Forming cohorts: the solver beside the list that a person would work through, on cases in the shape of two areas.

python -m benchmarks.forming            1,000 girls, 40 pairs, 12 sites, as they are and in one piece
python -m benchmarks.forming --full     5,000 girls as well
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import Any

from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.figures import Figures, figures
from curriculum_app.cohorts.rules.forming.greedy import greedy
from curriculum_app.cohorts.rules.forming.model import pins_that_hold
from curriculum_app.cohorts.rules.forming.solve import solve
from tests.factories.forming import large

AREAS = {"girls": 1_000, "sites": 12, "pairs": 40}
FIVE_THOUSAND = {"girls": 5_000, "sites": 60, "pairs": 200}
SEED = 1


@dataclass(frozen=True)
class Line:
    """One way on one case: what it came to, the proven gap (None: it proves none), seconds, broken rules."""

    case: str
    way: str
    figures: Figures
    gap: float | None
    seconds: float
    faults: int


def measure(case: str, *, seconds: float, **shape: Any) -> list[Line]:  # noqa: ANN401 - the shape of a case
    """Both ways on one case."""
    problem = large(SEED, **shape)
    begun = time.perf_counter()
    checker = Checker(problem)
    by_list = greedy(checker, pins_that_hold(checker))
    took = time.perf_counter() - begun
    answer = solve(problem, seconds=seconds)
    return [
        Line(case, "list", figures(problem, by_list), None, took, len(checker.faults(by_list))),
        Line(
            case, "solver", figures(problem, answer.draft), answer.gap, answer.seconds,
            len(checker.faults(answer.draft)),
        ),
    ]  # fmt: skip


def lines(*, is_full: bool) -> list[Line]:
    """Every case."""
    found = measure("1,000 girls, 12 sites", seconds=25, **AREAS)
    found += measure("1,000 girls, in one piece", seconds=25, in_one_piece=True, **AREAS)
    if is_full:
        found += measure("5,000 girls, 60 sites", seconds=120, **FIVE_THOUSAND)
        found += measure("5,000 girls, in one piece", seconds=120, in_one_piece=True, **FIVE_THOUSAND)
    return found


def table(measured: list[Line]) -> str:
    """The figures as a Markdown table."""
    rows = [
        "| case | way | girls placed | days they waited | longest wait left | seats filled | gap | seconds | faults |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for each in measured:
        now = each.figures
        gap = "" if each.gap is None else f"≤ {each.gap:.1%}"
        rows.append(
            f"| {each.case} | {each.way} | {now.placed:,} | {now.days_served:,} | {now.longest_wait} | "
            f"{now.seats_filled:,} of {now.seats:,} | {gap} | {each.seconds:.1f} | {each.faults} |"
        )
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table(lines(is_full="--full" in sys.argv)) + "\n")
