"""Every hard rule of placing a girl, once: the solver's answer, a move by hand and publishing all ask here.

`against` looks at one girl and one group by themselves, `Checker.obstacles` also at who else is there.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from curriculum_app.cohorts.rules.forming.facts import (
    Draft,
    Girl,
    Obstacle,
    PossibleGroup,
    Problem,
    Shortfall,
    age_in,
    clashes,
    company,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a draft: a girl who may not be where she is, or a group of the wrong size."""

    group: UUID
    girl: UUID | None
    what: Obstacle | Shortfall


def against(girl: Girl, group: PossibleGroup) -> tuple[Obstacle, ...]:
    """What speaks against this girl in this group whoever else is there, in the order of the list."""
    return tuple(_fixed(girl, group))


def _fixed(girl: Girl, group: PossibleGroup) -> Iterator[Obstacle]:
    yield from _eligible(girl, group)
    if not group.is_ready:
        yield Obstacle.STAFF
    if girl.languages and group.language not in girl.languages:
        yield Obstacle.LANGUAGE
    if not can_come(girl, group):
        yield Obstacle.TIME
    if not can_reach(girl, group):
        yield Obstacle.SITE


def _eligible(girl: Girl, group: PossibleGroup) -> Iterator[Obstacle]:
    """What `participants.rules.eligibility.findings` would ask a reason for, or stop (a test compares the two)."""
    age = age_in(girl, group)
    if girl.service_area not in group.bounds.service_areas:
        yield Obstacle.AREA
    if age < group.bounds.minimum_age:
        yield Obstacle.TOO_YOUNG
    if age > group.bounds.maximum_age:
        yield Obstacle.TOO_OLD
    if girl.agreed_until is None or girl.agreed_until < (group.joins_on or group.first_on):
        yield Obstacle.CONSENT


def can_come(girl: Girl, group: PossibleGroup) -> bool:
    """Whether she has time for every meeting, from beginning to end; a girl whom nobody asked is not ruled out."""
    if girl.available is None:
        return True
    return all(
        any(
            slot.weekday == day and slot.starts_at <= group.starts_at and group.ends_at <= slot.ends_at
            for slot in girl.available
        )
        for day in group.weekdays
    )


def can_reach(girl: Girl, group: PossibleGroup) -> bool:
    """Whether she can get there: staff say so, she lives there, or the site is open and serves her home area.

    Nobody from outside goes into a closed setting, and who lives in one goes out only where staff say so.
    """
    place = group.place
    if place.id in girl.sites or girl.lives_in == place.id:
        return True
    if place.is_closed_setting or girl.lives_in is not None:
        return False
    return girl.service_area in place.serves


def fits_span(ages: Collection[int], span: int) -> bool:
    """Whether girls of these ages may be in one group."""
    return not ages or max(ages) - min(ages) <= span


class Checker:
    """The rules at work on one problem: what does not change from move to move is prepared once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.girls = {girl.id: girl for girl in problem.girls}
        self.groups = {group.id: group for group in problem.groups}
        self.partners = problem.partners()
        self.planned = frozenset(group.id for group in problem.groups if not group.is_new)

    @cached_property
    def clashes(self) -> dict[UUID, frozenset[UUID]]:
        """For each group, the others that cannot stand beside it."""
        return clashes(self.problem.groups)

    @cached_property
    def fitting(self) -> dict[UUID, tuple[PossibleGroup, ...]]:
        """For each girl the groups that nothing speaks against, as far as one girl and one group tell."""
        open_groups = [group for group in self.problem.groups if group.free and self._has_room(group, frozenset())]
        return {
            girl.id: tuple(group for group in open_groups if self._fits(girl, group)) for girl in self.problem.girls
        }

    def _fits(self, girl: Girl, group: PossibleGroup) -> bool:
        if next(_fixed(girl, group), None) is not None:
            return False
        partners = self.partners.get(girl.id)
        return partners is None or all(each.id not in partners for each in group.seated)

    def obstacles(self, girl_id: UUID, group_id: UUID, draft: Draft) -> tuple[Obstacle, ...]:
        """What speaks against this girl in this group beside those whom `draft` puts there, in the order of the list.

        Where she stands herself in `draft` does not matter. Raises KeyError for ids that the problem does not have.
        """
        others = frozenset(girl for girl, group in draft.items() if group == group_id and girl != girl_id)
        used = frozenset(group for girl, group in draft.items() if girl != girl_id)
        return self.beside(girl_id, group_id, others, used)

    def beside(
        self, girl_id: UUID, group_id: UUID, others: frozenset[UUID], used: frozenset[UUID]
    ) -> tuple[Obstacle, ...]:
        """As `obstacles`, with the girls in the group (`others`) and the groups that have girls (`used`) given."""
        girl, group = self.girls[girl_id], self.groups[group_id]
        found = {*against(girl, group), *self.among(girl, group, others, used)}
        return tuple(each for each in Obstacle if each in found)

    def among(
        self, girl: Girl, group: PossibleGroup, others: frozenset[UUID], used: frozenset[UUID]
    ) -> Iterator[Obstacle]:
        """The part of `beside` that follows from who else is there."""
        if not self._has_room(group, used):
            yield Obstacle.ROOM
        partners = self.partners.get(girl.id)
        if partners is not None and not partners.isdisjoint(others | {each.id for each in group.seated}):
            yield Obstacle.APART
        ages = [age_in(self.girls[each], group) for each in others]
        ages += [age_in(each, group) for each in group.seated]
        if not fits_span([*ages, age_in(girl, group)], self.problem.age_span):
            yield Obstacle.AGE_SPAN
        if len(others) >= group.free:
            yield Obstacle.FULL

    def _has_room(self, group: PossibleGroup, used: frozenset[UUID]) -> bool:
        """Whether room and people are free for a new group; planned ones stand whether girls join them or not."""
        others = self.clashes[group.id]
        if group.is_new:
            return others.isdisjoint(used | self.planned)
        return others.isdisjoint(used - self.planned)

    def faults(self, draft: Draft) -> list[Fault]:
        """Everything that is wrong with a whole draft, by group; empty when it may be published."""
        found: list[Fault] = []
        together = company(draft)
        used = frozenset(together)
        for group in self.problem.groups:
            there = together.get(group.id, frozenset())
            found += [
                Fault(group.id, girl, what)
                for girl in sorted(there)
                for what in self.beside(girl, group.id, there - {girl}, used)
                if what is not Obstacle.FULL
            ]
            found += [Fault(group.id, None, what) for what in self._size(group, len(there))]
        return found

    @staticmethod
    def _size(group: PossibleGroup, placed: int) -> Iterator[Shortfall]:
        if placed > group.free:
            yield Shortfall.TOO_MANY
        if group.is_new and 0 < placed < group.minimum:
            yield Shortfall.TOO_FEW
