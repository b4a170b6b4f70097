"""What a reader asks: how far she reaches, for which girls, up to when; and as a job's arguments."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, Reach, Scope, Scopes
from curriculum_app.reports.queries.reach import Selection, selecting
from curriculum_app.reports.rules.outcomes import INSIDE, RELEASED, SHAPE, Discretion


@dataclass(frozen=True)
class Question:
    """Who asks for which girls with which discretion; what was finished at or after `before` is left out."""

    scopes: Scopes
    actor: Actor
    chosen: Selection
    before: datetime
    discretion: Discretion

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the statement."""
        return {"before": self.before, "today": self.actor.today} | selecting(self.chosen) | cohorts.asks(self.actor)

    @property
    def filters(self) -> dict[str, str]:
        """The filters as words."""
        return {name: str(value) for name, value in selecting(self.chosen).items()}


def question_of(actor: Actor, chosen: Selection, at: datetime) -> Question:
    """Inside the unit the figures are of this second and hide little; for everybody else they are released figures.

    Those have no filters and move once a month, so that nobody learns of one girl by asking twice.
    """
    inside = actor.scopes(Permission.OUTCOME_INSIDE)
    if inside:
        return Question(inside, actor, chosen, at, INSIDE)
    return released_question(actor, actor.scopes(Permission.OUTCOME_VIEW))


def released_question(actor: Actor, scopes: Scopes) -> Question:
    """What may leave the unit of the girls in `scopes`: sittings up to the end of last month."""
    month = clock.instant(actor.today.replace(day=1), time())
    return Question(scopes, actor, Selection(), month, RELEASED)


def fingerprint(instrument: str, content_hash: str, question: Question) -> str:
    """The same for the same question: 64 hexadecimal digits."""
    until = question.before.isoformat() if question.discretion.is_released else ""
    parts = [SHAPE, instrument, content_hash, question.filters, _written(question.scopes), until]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def arguments_of(question: Question) -> dict[str, int | str]:
    """The question as a job keeps it: ids, numbers and dates."""
    return {
        "scopes": json.dumps(_written(question.scopes)),
        "filters": json.dumps(question.filters),
        "released": question.before.isoformat() if question.discretion.is_released else "",
    }


def question_from(arguments: dict[str, Any], user_id: UUID, at: datetime) -> Question:
    """The question that `arguments_of` wrote, asked again at `at`."""
    actor = Actor(kind="system", today=clock.today(at), user_id=user_id)
    scopes = frozenset(_scope(*each) for each in json.loads(arguments["scopes"]))
    chosen = _selection(json.loads(arguments["filters"]))
    released = str(arguments["released"])
    if released:
        return Question(scopes, actor, chosen, datetime.fromisoformat(released), RELEASED)
    return Question(scopes, actor, chosen, at, INSIDE)


def _written(scopes: Scopes) -> list[tuple[str, int, str]]:
    return sorted((each.reach.value, each.service_area or 0, str(each.site_id or "")) for each in scopes)


def _scope(reach: str, area: int, site: str) -> Scope:
    return Scope(Reach(reach), area or None, UUID(site) if site else None)


def _selection(filters: dict[str, str]) -> Selection:
    read: dict[str, Callable[[str], Any]] = {
        "from_on": date.fromisoformat,
        "until_on": date.fromisoformat,
        "service_area": int,
    }
    values: dict[str, Any] = {name: read.get(name, UUID)(text) for name, text in filters.items()}
    return Selection(**{each.name: values.get(each.name) for each in fields(Selection)})
