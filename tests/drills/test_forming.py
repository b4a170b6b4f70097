"""The solver against every draft there is, and its answers against every hard rule.

`DRILL=full` runs the figures of the plan (500 cases tried whole, 2,000 answers checked); otherwise a tenth of them.
"""

import os

from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Shortfall
from curriculum_app.cohorts.rules.forming.greedy import greedy
from curriculum_app.cohorts.rules.forming.model import pins_that_hold
from curriculum_app.cohorts.rules.forming.solve import solve
from curriculum_app.cohorts.rules.forming.weights import worth
from tests.factories.forming import best_by_trying, large, little

TOO_FEW = Shortfall.TOO_FEW
IS_FULL = os.environ.get("DRILL") == "full"
TRIED, CHECKED = (500, 2_000) if IS_FULL else (50, 200)


def cases_not_best(number: int) -> list[int]:
    """The seeds, of `number` little cases, for which the solver's answer is not worth what the best draft is."""
    return [seed for seed in range(number) if solve(little(seed)).points != best_by_trying(little(seed))]


def broken_rules(number: int) -> dict[int, list[object]]:
    """The faults that the checker finds in the answers to `number` random cases, by seed."""
    found: dict[int, list[object]] = {}
    for seed in range(number):
        problem = little(seed, girls=14, groups=5)
        faults = Checker(problem).faults(solve(problem).draft)
        if faults:
            found[seed] = list(faults)
    return found


def pins_not_kept(number: int) -> list[int]:
    """The seeds, of `number` cases with girls put by hand, whose answer breaks a rule or moves one of them.

    Only a group that a person began by hand may stay too small.
    """
    found = []
    for seed in range(number):
        problem = little(seed, girls=12, groups=5, pins=0.25)
        checker = Checker(problem)
        keep, answer = pins_that_hold(checker), solve(problem)
        out = {girl for girl in problem.pinned if girl not in problem.now}
        is_kept = all(answer.draft.get(girl) == group for girl, group in keep.items()) and out.isdisjoint(answer.draft)
        begun = set(keep.values())
        faults = [each for each in checker.faults(answer.draft) if each.what is not TOO_FEW or each.group not in begun]
        if not is_kept or faults or answer.points > answer.bound + 1:
            found.append(seed)
    return found


def test_whom_a_hand_put_stays_and_nothing_else_breaks() -> None:
    assert pins_not_kept(CHECKED // 2) == []


def test_the_answer_is_the_best_of_all_drafts() -> None:
    assert cases_not_best(TRIED) == []


def test_no_answer_breaks_a_hard_rule() -> None:
    assert broken_rules(CHECKED) == {}


def test_a_large_case_is_proven_near_the_best_and_beats_a_list() -> None:
    problem = large(1, girls=300, sites=6, pairs=15)
    checker = Checker(problem)
    answer, by_list = solve(problem), greedy(checker, pins_that_hold(checker))
    assert answer.gap <= 0.05
    assert answer.points > worth(problem, by_list)
    assert checker.faults(answer.draft) == []
    assert checker.faults(by_list) == []
