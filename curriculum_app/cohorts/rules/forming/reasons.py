"""Why a girl is without a seat, and the cheapest change that would give her one: the checker's word, never a guess.

A change is one thing lifted in one group: the group takes her once that single obstacle is gone. Of all of them the
cheapest is told. What keeps two girls apart is never offered as a change, and what is told of it is nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum
from uuid import UUID

from curriculum_app.cohorts.rules.forming.checks import Checker, against
from curriculum_app.cohorts.rules.forming.facts import Draft, Girl, Obstacle, PossibleGroup, company


class Change(StrEnum):
    """What would give her a seat, the cheapest first: what costs a form before what costs a person or a room."""

    PLACE_NOW = "place_now"
    CONSENT = "consent"
    MORE_GIRLS = "more_girls"
    SEAT = "seat"
    TIME = "time"
    SITE = "site"
    AGE_SPAN = "age_span"
    STAFF = "staff"
    ROOM = "room"
    NEW_GROUP = "new_group"
    WAIT = "wait"
    REASON = "reason"
    NONE = "none"


LIFTED: Mapping[Obstacle, Change] = {
    Obstacle.CONSENT: Change.CONSENT,
    Obstacle.FULL: Change.SEAT,
    Obstacle.TIME: Change.TIME,
    Obstacle.SITE: Change.SITE,
    Obstacle.AGE_SPAN: Change.AGE_SPAN,
    Obstacle.STAFF: Change.STAFF,
    Obstacle.ROOM: Change.ROOM,
    Obstacle.TOO_YOUNG: Change.WAIT,
    Obstacle.TOO_OLD: Change.REASON,
    Obstacle.AREA: Change.REASON,
}
_ORDER = list(Change)
SHORTEST = 75  # minutes of a session


@dataclass(frozen=True, slots=True)
class Reason:
    """Why she waits (`what`: the obstacle that most groups have; None: nothing, or what is not told) and the change.

    `group` is where the change lets her in; `number` is how many more girls the group needs (MORE_GIRLS), or how many
    others would find a seat by it (NEW_GROUP).
    """

    what: Obstacle | None
    change: Change
    group: UUID | None = None
    number: int = 0


def reasons(checker: Checker, draft: Draft) -> dict[UUID, Reason]:
    """For every girl without a seat in `draft` why, and what would change it."""
    together = company(draft)
    waiting = [girl for girl in checker.problem.girls if girl.id not in draft]
    found = {girl.id: _reason(checker, girl, together) for girl in waiting}
    unserved = [girl for girl in waiting if found[girl.id].change in {Change.NEW_GROUP, Change.NONE}]
    return {girl: _with_others(reason, checker, girl, unserved) for girl, reason in found.items()}


def _reason(checker: Checker, girl: Girl, together: Mapping[UUID, frozenset[UUID]]) -> Reason:
    used, changes, told = frozenset(together), [], list[Obstacle]()
    for group in checker.problem.groups:
        found = checker.beside(girl.id, group.id, together.get(group.id, frozenset()), used)
        told += [each for each in found[:1] if each is not Obstacle.APART]
        if not found:
            changes.append(_open_door(group, len(together.get(group.id, ()))))
        elif len(found) == 1 and found[0] in LIFTED and (found[0] is not Obstacle.FULL or group.may_grow):
            changes.append((LIFTED[found[0]], group.id, 0))
    what = max(set(told), key=lambda each: (told.count(each), -list(Obstacle).index(each))) if told else None
    if not changes:
        return Reason(what, Change.NEW_GROUP)
    change, group_id, number = min(changes, key=lambda each: (_ORDER.index(each[0]), each[2], each[1]))
    return Reason(what, change, group_id, number)


def _open_door(group: PossibleGroup, placed: int) -> tuple[Change, UUID, int]:
    """A group that would take her: at once, or when more girls join, because she alone does not fill it."""
    needed = group.minimum - placed - 1 if group.is_new else 0
    return (Change.MORE_GIRLS, group.id, needed) if needed > 0 else (Change.PLACE_NOW, group.id, 0)


def _with_others(reason: Reason, checker: Checker, girl_id: UUID, unserved: Iterable[Girl]) -> Reason:
    """For a girl whom only a new group would help: how many others could be in it with her."""
    if reason.change is not Change.NEW_GROUP:
        return reason
    girl = checker.girls[girl_id]
    if not _is_eligible(girl, checker.problem.groups):
        return replace(reason, change=Change.NONE)
    others = [each for each in unserved if each.id != girl_id and _could_share(girl, each, checker)]
    return replace(reason, number=len(others))


def _is_eligible(girl: Girl, groups: Iterable[PossibleGroup]) -> bool:
    """Whether anything but a group of her own kind is missing."""
    never = {Obstacle.AREA, Obstacle.TOO_YOUNG, Obstacle.TOO_OLD, Obstacle.CONSENT}
    return all(never.isdisjoint(against(girl, group)) for group in groups)


def _could_share(girl: Girl, other: Girl, checker: Checker) -> bool:
    """Whether a group that suits one could suit the other: a language, a time, a home area and ages.

    Pairs are not asked: the number must not tell of one.
    """
    if girl.lives_in != other.lives_in:
        return False
    if girl.service_area != other.service_area or abs((girl.birth_date - other.birth_date).days) > _days(checker):
        return False
    speaks = not girl.languages or not other.languages or not set(girl.languages).isdisjoint(other.languages)
    return speaks and _meets(girl, other)


def _days(checker: Checker) -> int:
    return checker.problem.age_span * 365


def _meets(girl: Girl, other: Girl) -> bool:
    """Whether both have an hour and a quarter on one day."""
    if girl.available is None or other.available is None:
        return True
    return any(
        one.weekday == two.weekday
        and min(_minute(one.ends_at), _minute(two.ends_at)) - max(_minute(one.starts_at), _minute(two.starts_at))
        >= SHORTEST
        for one in girl.available
        for two in other.available
    )


def _minute(wall: time) -> int:
    return wall.hour * 60 + wall.minute
