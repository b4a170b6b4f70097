"""What a draft comes to, in a few numbers: for the page's before and after, and for the comparison of ways."""

from dataclasses import asdict, dataclass
from typing import Any

from curriculum_app.cohorts.rules.forming.facts import Draft, Problem, company


@dataclass(frozen=True, slots=True)
class Figures:
    """Girls with a place and without, the longest wait of those without (days), seats filled and offered, groups.

    `days_served` are the days that the girls with a place have waited, together.
    """

    placed: int
    waiting: int
    longest_wait: int
    seats_filled: int
    seats: int
    groups: int
    days_served: int

    def as_row(self) -> dict[str, Any]:
        """As it is stored beside a draft."""
        return asdict(self)


def figures(problem: Problem, draft: Draft) -> Figures:
    """The figures of a draft. Seats count in new groups that have girls, and in planned ones that take some."""
    together = company(draft)
    counted = [group for group in problem.groups if group.id in together or (not group.is_new and group.free)]
    waiting = [girl.days_waiting for girl in problem.girls if girl.id not in draft]
    return Figures(
        placed=len(draft),
        waiting=len(waiting),
        longest_wait=max(waiting, default=0),
        seats_filled=sum(len(group.seated) + len(together.get(group.id, ())) for group in counted),
        seats=sum(group.free + len(group.seated) for group in counted),
        groups=len(together),
        days_served=sum(girl.days_waiting for girl in problem.girls if girl.id in draft),
    )


def moved(before: Draft, after: Draft) -> int:
    """How many girls a new draft moved away from where the last one had them."""
    return sum(1 for girl, group in before.items() if after.get(girl) != group)
