"""When a role holds, and which roles two persons have to agree on."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from curriculum_app.core.access import Reach, Role
from curriculum_app.core.access.policy import APPROVED_BY_TWO, NEEDS_PLACE, POLICY


class Dated(Protocol):
    """An assignment, as far as its dates go."""

    @property
    def from_on(self) -> date: ...
    @property
    def until_on(self) -> date | None: ...
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Standing(StrEnum):
    """Where an assignment stands on a day."""

    HELD = "held"
    TO_COME = "to_come"
    WAITING = "waiting"
    OVER = "over"


def standing(assignment: Dated, today: date) -> Standing:
    """Where `assignment` stands on the local date `today`; both its first and its last day count."""
    if assignment.ended_at is not None or (assignment.until_on is not None and assignment.until_on < today):
        return Standing.OVER
    if assignment.approved_at is None:
        return Standing.WAITING
    return Standing.HELD if assignment.from_on <= today else Standing.TO_COME


def needs_second_person(role: Role) -> bool:
    """Whether somebody else has to approve this role before it holds (manager and above; the auditor too)."""
    return role in APPROVED_BY_TWO


def follows_groups(role: Role) -> bool:
    """Whether this role reaches the groups that somebody is assigned to, and nothing by area."""
    return any(Reach.OWN_COHORTS in reaches for reaches in POLICY[role].values())


def needs_place(role: Role) -> bool:
    """Whether this role means nothing without a service area or a site."""
    return role in NEEDS_PLACE
