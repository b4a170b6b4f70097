"""Saving a sheet: twelve upserts and the exact summary, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from benchmarks.limit import queries
from benchmarks.limit.store import Store

STATUSES = ("present", "late", "left_early", "excused", "unexcused", "not_expected")
ATTENDED = frozenset({"present", "late", "left_early"})


class Stale(Exception):
    """Somebody else saved in between."""


@dataclass(frozen=True)
class Meeting:
    """A session as the arithmetic sees it."""

    id: int
    lesson: str
    minutes: int
    needed: int
    make_ups_allowed: int
    share: float


def save(store: Store, meeting: Meeting, fields: Mapping[str, str], name: str) -> None:
    """Write the posted marks and move every count that they move. Raises Stale."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    upserts, moves, earned = [], [], {}
    for row in store.execute(queries.SHEET, (meeting.id,)).fetchall():
        enrolment, girl, before, version = row[0], row[9], row[3], row[6] or 0
        status = fields.get(f"mark-{enrolment}")
        if status is None:
            continue
        if int(fields.get(f"version-{enrolment}", 0)) != version:
            raise Stale
        minutes = _minutes(meeting, status, fields.get(f"minutes-{enrolment}") or None)
        credit = int(minutes is not None and minutes >= meeting.share * meeting.minutes)
        reason = fields.get(f"reason-{enrolment}") or None
        upserts.append((meeting.id, enrolment, status, reason, minutes, credit, version + 1, name, at))
        was = Counter(
            {before: 1, "credited": row[10] or 0, "minutes": row[5] or 0, "offered": _offered(meeting, before)}
        )
        now = Counter({status: 1, "credited": credit, "minutes": minutes or 0, "offered": _offered(meeting, status)})
        now.subtract(was)
        moves.append((*(now[each] for each in (*STATUSES, "credited", "minutes", "offered")), enrolment))
        earned[girl] = (now["credited"], int(status in ATTENDED) - int(before in ATTENDED))
    store.executemany(queries.UPSERT, upserts)
    store.executemany(queries.MOVE_ENROLMENT, moves)
    _move_girls(store, meeting, earned)
    store.execute(queries.HOLD, (meeting.id,))


def _move_girls(store: Store, meeting: Meeting, earned: Mapping[int, tuple[int, int]]) -> None:
    if not earned:
        return
    ids, marks = list(earned), ",".join("?" * len(earned))
    query = queries.EARNED_ELSEWHERE.format(marks, marks)
    known = store.execute(query, (*ids, meeting.lesson, meeting.id, *ids, meeting.lesson)).fetchall()
    elsewhere = {girl for girl, is_make_up in known if not is_make_up}
    makes_up = {girl for girl, is_make_up in known if is_make_up}
    girls, summary = [], Counter[tuple[int, str]]()
    for row in store.execute(queries.GIRLS.format(marks), ids).fetchall():
        girl, area, lessons, made_up, sessions, was_started, is_exited, was_completed = row
        credit, came = earned[girl]
        if girl not in elsewhere:
            lessons += credit
            made_up -= credit if girl in makes_up else 0
        is_started = int(sessions + came > 0)
        is_completed = int(lessons + min(made_up, meeting.make_ups_allowed) >= meeting.needed)
        girls.append((lessons, made_up, sessions + came, is_started, is_completed, girl))
        summary[area, "started"] += is_started - was_started
        summary[area, "completed"] += is_completed - was_completed
        summary[area, "exited"] += (is_completed - was_completed) * is_exited
    store.executemany(queries.SET_GIRL, girls)
    for area in {area for (area, _), change in summary.items() if change}:
        moved = [summary[area, each] for each in ("started", "completed", "exited")]
        store.execute(queries.MOVE_SUMMARY, (*moved, area))


def _minutes(meeting: Meeting, status: str, typed: str | None) -> int | None:
    if status not in ATTENDED:
        return None
    return meeting.minutes if status == "present" else int(typed or 0)


def _offered(meeting: Meeting, status: str | None) -> int:
    return meeting.minutes if status and status != "not_expected" else 0


def meeting_of(row: Sequence[Any]) -> Meeting:
    """A row of `queries.SESSION` as the arithmetic sees it."""
    return Meeting(row[0], row[2], row[6], row[10], row[11], row[12])
