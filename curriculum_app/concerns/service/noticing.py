"""Telling in time: the custodians of a new concern, and them and the reporter of a clock that ends soon.

Each is told once, in the program and by a letter that says nothing; whoever a concern is about is never among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, update

from curriculum_app.concerns import events
from curriculum_app.concerns.models import Concern, ConcernNotice
from curriculum_app.concerns.queries.lists import ConcernRow, all_open
from curriculum_app.concerns.queries.notices import told
from curriculum_app.concerns.queries.people import Told, barred_from, custodians, reporters
from curriculum_app.concerns.rules.clocks import stage
from curriculum_app.concerns.rules.words import ClockKind, NoticeKind
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.limits import limits_on
from curriculum_app.core.mail import queue_mail


@dataclass(frozen=True)
class Due:
    """One thing to tell one person."""

    concern_id: UUID
    person: Told
    kind: NoticeKind
    clock: ClockKind


def tell_custodians(concern: Concern, *, actor: Actor, at: datetime) -> int:
    """Tell every custodian but the author and the barred of a new concern; returns how many."""
    barred = barred_from([concern.id])
    due = [
        Due(concern.id, person, NoticeKind.NEW, ClockKind.PHONE)
        for person in custodians(actor.today)
        if person.user_id != concern.author_id and (concern.id, person.user_id) not in barred
    ]
    return _tell(due, at)


def tell_in_time(*, actor: Actor, at: datetime) -> int:
    """Tell custodians and reporters of each clock that has reached a warning at `at`; returns how many are new.

    Safe to run twice, at once or late: who was told of the same warning is not told again.
    """
    rows = all_open()
    limits = limits_on(actor.today)
    first, last = timedelta(hours=limits.first_warning_hours), timedelta(hours=limits.last_warning_hours)
    return _tell(_warnings(rows, actor, at, first, last), at)


def mark_seen(*, actor: Actor, at: datetime) -> int:
    """Mark everything that the actor was told as seen; returns how many."""
    mine = (ConcernNotice.user_id == actor.user(), ConcernNotice.seen_at.is_(None))
    count = db.session.scalar(select(func.count()).select_from(ConcernNotice).where(*mine)) or 0
    if count:
        db.session.execute(update(ConcernNotice).where(*mine).values(seen_at=at))
        record(events.NOTICES_SEEN, actor=actor, at=at, count=count)
    return count


def _warnings(rows: list[ConcernRow], actor: Actor, at: datetime, first: timedelta, last: timedelta) -> Iterator[Due]:
    keepers, authors = custodians(actor.today), reporters({row.author_id for row in rows})
    barred = barred_from({row.id for row in rows})
    for row in rows:
        people = {person.user_id: person for person in (*keepers, *_one(authors.get(row.author_id)))}
        for each in row.open_clocks:
            kind = stage(each, at, first=first, last=last)
            if kind is not None:
                yield from (
                    Due(row.id, person, kind, each.kind)
                    for user_id, person in people.items()
                    if (row.id, user_id) not in barred
                )


def _one(person: Told | None) -> tuple[Told, ...]:
    return (person,) if person else ()


def _tell(due: Iterable[Due], at: datetime) -> int:
    """Write the notices that are new, and one letter to each person who has any."""
    wanted = list(due)
    known = told({each.concern_id for each in wanted})
    fresh = [
        each for each in wanted if (each.concern_id, each.person.user_id, each.kind, each.clock) not in known
    ]  # fmt: skip
    for each in fresh:
        row = ConcernNotice(concern_id=each.concern_id, user_id=each.person.user_id, kind=each.kind, clock=each.clock)
        row.made_at = at
        db.session.add(row)
    for email, language in sorted({(each.person.email, each.person.language) for each in fresh}):
        queue_mail(email, language, at=at)
    db.session.flush()
    return len(fresh)
