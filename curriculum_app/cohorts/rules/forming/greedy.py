"""The plain way to form groups, as a person with a list would: the longest waiting first, each into the fullest group.

It is what the solver is compared with, and what stands in where the solver's time ran out.
"""

from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import Checker
from curriculum_app.cohorts.rules.forming.facts import Draft, company


def greedy(checker: Checker, keep: Draft) -> dict[UUID, UUID]:
    """A draft that breaks no rule: `keep` as it is, then every girl in turn; groups that stay too small are undone.

    Girls of an undone group are tried once more in the groups that remain.
    """
    problem = checker.problem
    order = sorted(problem.girls, key=lambda girl: (-girl.days_waiting, girl.id))
    out = {girl for girl in problem.pinned if girl not in problem.now}
    free = [girl.id for girl in order if girl.id not in keep and girl.id not in out]
    first = _fill(checker, dict(keep), free, frozenset())
    small = _too_small(checker, first)
    kept = {girl: group for girl, group in first.items() if group not in small or girl in keep}
    again = _fill(checker, kept, [girl for girl in free if girl not in kept], small)
    left = _too_small(checker, again)
    return {girl: group for girl, group in again.items() if group not in left or girl in keep}


def _too_small(checker: Checker, draft: Draft) -> frozenset[UUID]:
    sizes = {group: len(there) for group, there in company(draft).items()}
    groups = checker.groups
    return frozenset(each for each, size in sizes.items() if groups[each].is_new and size < groups[each].minimum)


def _fill(checker: Checker, draft: dict[UUID, UUID], girls: list[UUID], closed: frozenset[UUID]) -> dict[UUID, UUID]:
    """Put each girl in turn into the fullest group that takes her."""
    together = {group: set(there) for group, there in company(draft).items()}
    for girl in girls:
        may = [group for group in checker.fitting[girl] if group.id not in closed]
        for group in sorted(may, key=lambda each: (-len(together.get(each.id, ())), each.id)):
            others = frozenset(together.get(group.id, ()))
            if next(checker.among(checker.girls[girl], group, others, frozenset(together)), None) is None:
                draft[girl] = group.id
                together.setdefault(group.id, set()).add(girl)
                break
    return draft
