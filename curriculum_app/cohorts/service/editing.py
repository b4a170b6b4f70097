"""Changing a cohort that is planned or running: its seats, venue, time, and when it closes to new girls."""

from dataclasses import dataclass
from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.entry import LARGEST_GROUP, SMALLEST_GROUP
from curriculum_app.cohorts.rules.states import SessionState
from curriculum_app.cohorts.service.holding import check_version, hold_open
from curriculum_app.cohorts.service.planning import GroupSize, PastMidnight
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.vault import open_key


class SeatsTaken(Refusal):
    """Fewer seats than girls."""

    message = _l("%(taken)s seats are taken. Choose at least as many.")
    field = "capacity"


@dataclass(frozen=True, slots=True)
class CohortChanges:
    """The values a cohort should have; `venue` None or empty takes it away. `largest` is today's limit on seats."""

    capacity: int
    starts_at: time
    minutes: int
    entry_closes_after: int
    venue: str | None
    largest: int = LARGEST_GROUP


def edit_cohort(cohort: Cohort, changes: CohortChanges, *, version: int, actor: Actor, at: datetime) -> Cohort:
    """Write the changes; a new time moves every session that is still planned for today or later.

    Needs `cohort.key`. Raises CohortOver, CohortChanged, GroupSize, SeatsTaken, PastMidnight.
    """
    hold_open(cohort)
    check_version(cohort, version)
    # A group that was larger before the limit fell keeps its seats.
    most = max(changes.largest, cohort.capacity)
    if not SMALLEST_GROUP <= changes.capacity <= most:
        raise GroupSize(most=most)
    if changes.capacity < cohort.seats_taken:
        raise SeatsTaken(taken=cohort.seats_taken)
    try:
        timetable.ends_at(changes.starts_at, changes.minutes)
    except timetable.PastMidnightError:
        raise PastMidnight from None
    changed = _write(cohort, changes)
    if changed:
        cohort.version += 1
        record(events.COHORT_EDITED, actor=actor, at=at, subject=cohort, changed=",".join(changed))
    if {"starts_at", "minutes"} & set(changed):
        _retime(cohort, actor)
    db.session.flush()
    return cohort


def _write(cohort: Cohort, changes: CohortChanges) -> list[str]:
    """Set what differs and say which columns did."""
    changed = []
    for name in ("capacity", "starts_at", "minutes", "entry_closes_after"):
        if getattr(cohort, name) != getattr(changes, name):
            setattr(cohort, name, getattr(changes, name))
            changed.append(name)
    key = open_key(cohort.key)
    if (changes.venue or "") != key.text(Cohort.venue_sealed, cohort.id, cohort.venue_sealed):
        cohort.venue_sealed = key.seal(Cohort.venue_sealed, cohort.id, changes.venue or None)
        changed.append("venue")
    return changed


def _retime(cohort: Cohort, actor: Actor) -> None:
    db.session.execute(
        update(GroupSession)
        .where(
            GroupSession.cohort_id == cohort.id,
            GroupSession.state == SessionState.PLANNED,
            GroupSession.held_on >= actor.today,
        )
        .values(starts_at=cohort.starts_at, minutes=cohort.minutes, version=GroupSession.version + 1)
    )
