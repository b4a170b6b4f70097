"""Whether the people in front of a session are trained for it, on its own date.

Two seats in each session: a clinically trained leader and a co-facilitator, at least one of them with a current
facilitator training (domain.md, sourced). "Current" is asked of the session's date, never of today. A substitute can
take either seat. A gap is no lock: attendance is taken whoever stands there; a coordinator names an exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from curriculum_app.cohorts.rules.states import ReadinessGap, StaffPart
from curriculum_app.trainings.rules import TrainingKind, Window, is_trained

Trainings = Mapping[UUID, tuple[Window, ...]]


@dataclass(frozen=True, slots=True)
class InFront:
    """Somebody who stands in front of one session, with the part she has in it."""

    user_id: UUID
    part: StaffPart


def gaps_on(day: date, people: Iterable[InFront], trainings: Trainings) -> tuple[ReadinessGap, ...]:
    """What is missing in front of a session on `day`, in the order of ReadinessGap; empty when it is ready."""
    standing = tuple(people)
    leaders = {each.user_id for each in standing if each.part is not StaffPart.CO}
    everybody = {each.user_id for each in standing}
    found = []
    if not leaders:
        found.append(ReadinessGap.NO_LEADER)
    if len(everybody) < (2 if leaders else 1):
        found.append(ReadinessGap.NO_CO_FACILITATOR)
    if leaders and not _any_trained(leaders, TrainingKind.CLINICAL, day, trainings):
        found.append(ReadinessGap.LEADER_NOT_CLINICAL)
    if everybody and not _any_trained(everybody, TrainingKind.FACILITATOR, day, trainings):
        found.append(ReadinessGap.NO_FACILITATOR_TRAINING)
    return tuple(found)


def planned_pair(lead_id: UUID | None, co_id: UUID | None) -> tuple[InFront, ...]:
    """The people of a group that is being planned, as `gaps_on` looks at them."""
    chosen = ((lead_id, StaffPart.LEAD), (co_id, StaffPart.CO))
    return tuple(InFront(user_id, part) for user_id, part in chosen if user_id is not None)


def _any_trained(people: Iterable[UUID], kind: TrainingKind, day: date, trainings: Trainings) -> bool:
    return any(is_trained(trainings.get(user_id, ()), kind, day) for user_id in people)
