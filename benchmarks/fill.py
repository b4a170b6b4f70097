"""Filling the limit's database with the same numbers: same groups, girls, seats, sessions, marks and counts as ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from benchmarks.limit.store import Store
from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import MakeUp
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, ParticipantTally
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.names import NAME_COLUMNS, display_name
from curriculum_app.places.models import Site

BATCH = 20_000
TALLY = ("present", "late", "left_early", "excused", "unexcused", "not_expected", "credited", "minutes_attended",
         "minutes_offered")  # fmt: skip


class Numbers:
    """Whole numbers for ids of ours, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self.known: dict[bytes, int] = {}
        self.next = count(1)

    def __call__(self, key: UUID) -> int:
        """The number of `key`."""
        return self.of_raw(key.bytes)

    def of_raw(self, key: bytes | UUID) -> int:
        """The number of a key as a driver gives it: its bytes or a UUID."""
        raw = key if isinstance(key, bytes) else key.bytes
        found = self.known.get(raw)
        if found is None:
            found = self.known[raw] = next(self.next)
        return found


class Filling:
    """One filling of one store; `numbers` tell which row of the limit is which of ours."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.staff, self.cohorts, self.sessions, self.girls, self.seats = (Numbers() for _ in range(5))

    def run(self) -> None:
        """Fill the empty store. Needs an application context of ours with a transaction."""
        self.store.run_file("schema.sql")
        with self.store.transaction(writes=True):
            self._write(
                "staff", ((self.staff(row.id), row.full_name) for row in _rows(select(User.id, User.full_name)))
            )
            self._write("cohorts", map(self._cohort, _rows(_COHORTS)))
            leads = _rows(select(CohortStaff.user_id, CohortStaff.cohort_id).distinct())
            self._write("leads", ((self.staff(row.user_id), self.cohorts(row.cohort_id)) for row in leads))
            self._write("sessions", map(self._session, _rows(_SESSIONS)))
            self._write("girls", map(self._girl, _rows(_GIRLS)))
            self._write("enrolments", map(self._enrolment, _rows(_ENROLMENTS)))
            self._write("marks", map(self._mark, _raw(_MARKS)))
            made_up = _rows(select(MakeUp.participant_id, MakeUp.lesson_key).where(MakeUp.voided_at.is_(None)))
            self._write("make_ups", ((self.girls(row.participant_id), row.lesson_key) for row in made_up))
            self._summarise()
        self.store.run_file("indexes.sql")
        if self.store.is_postgresql:
            self.store.execute("ANALYZE")

    def _write(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        left = iter(rows)
        while batch := list(islice(left, BATCH)):
            if self.store.is_postgresql:
                with self.store.connection().cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    for row in batch:
                        copy.write_row(row)
            else:
                places = ",".join("?" * len(batch[0]))
                self.store.executemany(f"INSERT INTO {table} VALUES ({places})", batch)  # noqa: S608 - our own names

    def _cohort(self, row: Any) -> Sequence[Any]:  # noqa: ANN401 - a row of the statement beside it, as below
        days = (row.first_on.isoformat(), row.last_on.isoformat())
        rule = (row.lessons_needed, row.make_ups_allowed, row.minimum_share)
        return (self.cohorts(row.id), row.name, row.code, row.site, row.edition, *rule, *days)

    def _session(self, row: Any) -> Sequence[Any]:  # noqa: ANN401
        when = (row.held_on.isoformat(), row.starts_at.isoformat("minutes"), row.minutes, row.state.value)
        return (self.sessions(row.id), self.cohorts(row.cohort_id), row.number, row.lesson_key, row.title or "", *when)

    def _girl(self, row: Any) -> Sequence[Any]:  # noqa: ANN401
        counts = (row.lessons_attended or 0, row.lessons_made_up or 0, row.sessions_attended or 0)
        flags = (int(row.is_started or 0), int(row.is_exited or 0), int(row.is_completed or 0))
        return (
            self.girls(row.participant_id),
            row.code,
            display_name(row),
            row.home_service_area or 0,
            *counts,
            *flags,
        )

    def _enrolment(self, row: Any) -> Sequence[Any]:  # noqa: ANN401
        left = row.exited_on.isoformat() if row.exited_on else None
        whose = (self.seats(row.id), self.cohorts(row.cohort_id), self.girls(row.participant_id))
        about = (row.enrolled_on.isoformat(), left, row.age_at_enrolment, row.language)
        return (*whose, *about, *(getattr(row, f"tally_{name}") for name in TALLY))

    def _mark(self, row: Sequence[Any]) -> Sequence[Any]:
        session_id, enrolment_id, status, reason, minutes, is_credited, version, name, at = row
        where = (self.sessions.of_raw(session_id), self.seats.of_raw(enrolment_id))
        return (*where, status, reason, minutes, int(is_credited), version, name, str(at))

    def _summarise(self) -> None:
        """Count the girls by area once; from here on each save keeps the counts."""
        self.store.execute(
            "INSERT INTO summary SELECT g.area, count(*), sum(g.is_started), sum(g.is_exited), sum(g.is_completed), "
            "sum(g.is_exited * g.is_completed) FROM girls g WHERE g.id IN (SELECT girl_id FROM enrolments) "
            "GROUP BY g.area"
        )


def _raw(query: str) -> Iterator[Sequence[Any]]:
    """Rows as the driver has them: of millions of marks every conversion would be felt."""
    with db.engine.connect().execution_options(stream_results=True) as connection:
        result = connection.exec_driver_sql(query)
        driver: Any = result.cursor
        while batch := driver.fetchmany(BATCH):
            yield from batch
        result.close()


def _rows(query: Any) -> Iterator[Any]:  # noqa: ANN401 - any statement of ours
    return iter(db.session.execute(query.execution_options(yield_per=BATCH)))


_COHORTS = (
    select(
        Cohort.id, Cohort.name, Cohort.code, Site.name.label("site"), Edition.name.label("edition"),
        Edition.lessons_needed, Edition.make_ups_allowed, Edition.minimum_share, Cohort.first_on, Cohort.last_on,
    )
    .join(Site, Site.id == Cohort.site_id)
    .join(Edition, Edition.id == Cohort.edition_id)
)  # fmt: skip
_SESSIONS = (
    select(
        GroupSession.id, GroupSession.cohort_id, GroupSession.number, GroupSession.lesson_key, Lesson.title,
        GroupSession.held_on, GroupSession.starts_at, GroupSession.minutes, GroupSession.state,
    )
    .join(Cohort, Cohort.id == GroupSession.cohort_id)
    .outerjoin(
        Lesson,
        (Lesson.edition_id == Cohort.edition_id)
        & (Lesson.lesson_key == GroupSession.lesson_key)
        & (Lesson.language == "en"),
    )
)  # fmt: skip
_TALLIES = ParticipantTally
_GIRLS = (
    select(
        *NAME_COLUMNS, Participant.code, func.coalesce(_TALLIES.home_service_area, 0).label("home_service_area"),
        _TALLIES.lessons_attended, _TALLIES.lessons_made_up, _TALLIES.sessions_attended, _TALLIES.is_started,
        _TALLIES.is_exited, _TALLIES.is_completed,
    )
    .join(VaultKey, VaultKey.id == Participant.key_id)
    .outerjoin(_TALLIES, _TALLIES.participant_id == Participant.id)
)  # fmt: skip
_ENROLMENTS = select(
    Enrolment.id, Enrolment.cohort_id, Enrolment.participant_id, Enrolment.enrolled_on, Enrolment.exited_on,
    Enrolment.age_at_enrolment, Participant.language, *(getattr(Enrolment, f"tally_{name}") for name in TALLY),
).join(Participant, Participant.id == Enrolment.participant_id)  # fmt: skip
_MARKS = """
SELECT m.session_id, m.enrolment_id, m.status, m.reason, m.minutes, m.is_credited, m.version, u.full_name, m.marked_at
FROM marks m LEFT JOIN users u ON u.id = m.marked_by_id
"""
