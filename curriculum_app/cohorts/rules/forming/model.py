"""The problem as a linear model in zeros and ones that names no solver: gains to make large, rows to keep.

One variable for each girl in each group that she could be in, and for each group one for each span of ages that it
could have (its *window*); at most one window of a group is chosen, and the group takes girls only with one. Shapes:
about (girls x possible groups each + groups x windows) variables, and a dozen rows a group beside the pairs.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import Checker, fits_span
from curriculum_app.cohorts.rules.forming.facts import Draft, Girl, PossibleGroup, age_in
from curriculum_app.cohorts.rules.forming.weights import NEW_GROUP, TOO_FEW, YEAR_APART, seat_worth


@dataclass(frozen=True, slots=True)
class Row:
    """`least` <= sum of coefficient x variable <= `most`; a variable is its number."""

    least: float
    most: float
    terms: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The ages from `youngest` to `oldest`, both included, of everybody in a group."""

    group: UUID
    youngest: int
    oldest: int


@dataclass(frozen=True)
class Model:
    """Variables are 0 or 1. `fixed` are those that must be 1. `seats` and `windows` say what the variables mean.

    `ages` are the girls' ages, by the variable of the seat; `short` are new groups that a person began by hand, each
    with the variable that lets it stay below its minimum.
    """

    gains: tuple[int, ...]
    rows: tuple[Row, ...]
    fixed: frozenset[int]
    seats: Mapping[tuple[UUID, UUID], int]
    ages: Mapping[int, int]
    windows: Mapping[Window, int]
    short: Mapping[UUID, int]

    def numbers(self, draft: Draft, ages: Mapping[UUID, tuple[int, int]], too_few: Collection[UUID]) -> list[int]:
        """The values for a draft: `ages` are the youngest and oldest of its groups, `too_few` those below minimum."""
        values = [0] * len(self.gains)
        for girl, group in draft.items():
            values[self.seats[girl, group]] = 1
        for group in set(draft.values()):
            values[self.windows[Window(group, *ages[group])]] = 1
        for group in too_few:
            values[self.short[group]] = 1
        return values


class Builder:
    """Writes the model of one problem; `keep` says whose pins hold."""

    def __init__(self, checker: Checker, *, keep: Draft) -> None:
        self.checker = checker
        self.problem = checker.problem
        self.keep = keep
        self.gains: list[int] = []
        self.rows: list[Row] = []
        self.seats: dict[tuple[UUID, UUID], int] = {}
        self.ages: dict[int, int] = {}
        self.windows: dict[Window, int] = {}
        self.short: dict[UUID, int] = {}
        self.begun = frozenset(keep.values())
        self.of_group: dict[UUID, list[int]] = {}

    def build(self) -> Model:
        """The whole model."""
        for group in self.problem.groups:
            self._group(group)
        for girl in self.problem.girls:
            self._at_most_one(self._seats_of(girl))
        self._pairs()
        self._clashes()
        fixed = frozenset(self.seats[place] for place in self.keep.items())
        return Model(tuple(self.gains), tuple(self.rows), fixed, self.seats, self.ages, self.windows, self.short)

    @cached_property
    def may(self) -> Mapping[UUID, list[Girl]]:
        """The girls who could be in each group: a pinned one in hers alone, one taken out by hand in none."""
        found: dict[UUID, list[Girl]] = {group.id: [] for group in self.problem.groups}
        for girl in self.problem.girls:
            if girl.id in self.keep:
                found[self.keep[girl.id]].append(girl)
            elif girl.id not in self.problem.pinned or girl.id in self.problem.now:
                for group in self.checker.fitting[girl.id]:
                    found[group.id].append(girl)
        return found

    def _variable(self, gain: int) -> int:
        self.gains.append(gain)
        return len(self.gains) - 1

    def _group(self, group: PossibleGroup) -> None:
        girls = self.may[group.id]
        by_age: dict[int, list[int]] = {}
        for girl in girls:
            seat = self.seats[girl.id, group.id] = self._variable(seat_worth(girl, group, self.problem))
            self.ages[seat] = age_in(girl, group)
            by_age.setdefault(self.ages[seat], []).append(seat)
        if not by_age:
            return
        windows = self._windows(group, sorted(by_age))
        every = list(windows.values())
        self.of_group[group.id] = every
        self._at_most_one(every)
        self._sizes(group, [seat for seats in by_age.values() for seat in seats], every)
        for age, seats in by_age.items():
            covering = [number for window, number in windows.items() if window.youngest <= age <= window.oldest]
            self._only_with(seats, covering, min(len(seats), group.free))

    def _windows(self, group: PossibleGroup, ages: list[int]) -> dict[Window, int]:
        """A window from each age to each later one that the span allows, around whoever is seated."""
        seated = [age_in(each, group) for each in group.seated]
        ends = sorted({*ages, *seated})
        cost = NEW_GROUP if group.is_new else 0
        found: dict[Window, int] = {}
        for youngest in ends:
            for oldest in (age for age in ends if age >= youngest):
                is_around = all(youngest <= age <= oldest for age in seated)
                if is_around and fits_span((youngest, oldest), self.problem.age_span):
                    window = Window(group.id, youngest, oldest)
                    found[window] = self.windows[window] = self._variable(cost + YEAR_APART * (oldest - youngest))
        return found

    def _sizes(self, group: PossibleGroup, seats: list[int], windows: list[int]) -> None:
        self._only_with(seats, windows, group.free)
        if not group.is_new or group.minimum <= 1:
            return
        terms = [(seat, 1) for seat in seats] + [(window, -group.minimum) for window in windows]
        if group.id in self.begun:
            self.short[group.id] = self._variable(TOO_FEW)
            terms.append((self.short[group.id], group.minimum))
        self.rows.append(Row(0, float("inf"), tuple(terms)))

    def _only_with(self, seats: list[int], windows: list[int], most: int) -> None:
        """At most `most` of `seats`, and none unless one of `windows` is chosen."""
        terms = [(seat, 1) for seat in seats] + [(window, -most) for window in windows]
        self.rows.append(Row(float("-inf"), 0, tuple(terms)))

    def _at_most_one(self, variables: Iterable[int]) -> None:
        terms = tuple((variable, 1) for variable in variables)
        if len(terms) > 1:
            self.rows.append(Row(float("-inf"), 1, terms))

    def _seats_of(self, girl: Girl) -> list[int]:
        return [self.seats[girl.id, group.id] for group in self.problem.groups if (girl.id, group.id) in self.seats]

    def _pairs(self) -> None:
        for pair in self.problem.apart:
            one, other = sorted(pair)
            for group, windows in self.of_group.items():
                if (one, group) in self.seats and (other, group) in self.seats:
                    self._only_with([self.seats[one, group], self.seats[other, group]], windows, 1)

    def _clashes(self) -> None:
        """Of two groups that need one room or one person at one time, at most one takes in girls."""
        planned = self.checker.planned
        for one, others in self.checker.clashes.items():
            for other in others:
                if one < other and not {one, other} <= planned and {one, other} <= self.of_group.keys():
                    self._at_most_one([*self.of_group[one], *self.of_group[other]])


def pins_that_hold(checker: Checker) -> Draft:
    """The pinned seats of the last draft that no rule forbids by now, the longest waiting first."""
    problem, kept = checker.problem, dict[UUID, UUID]()
    order = {girl.id: -girl.days_waiting for girl in problem.girls}
    pinned = sorted((girl for girl in problem.pinned if girl in problem.now), key=lambda each: (order[each], each))
    for girl in pinned:
        if not checker.obstacles(girl, problem.now[girl], kept):
            kept[girl] = problem.now[girl]
    return kept
