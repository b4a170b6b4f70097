"""Which sheets are opened and saved: of twelve girls each.

They are opened by the facilitator who leads the group. They are saved by the coordinator of the area, who may correct a
sheet of any day without a written reason: so each save meets a sheet that was saved once or twice before, as in life,
and not one that carries the history of a whole benchmark.
"""

from __future__ import annotations

import hashlib
import random
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from benchmarks.fill import Filling
from curriculum_app.accounts.models import SignIn, User
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import CohortState, SessionState, StaffPart
from curriculum_app.core import clock
from curriculum_app.core.db import db

GIRLS = 12
MOST = 2_000
COORDINATORS = {"coordinator@example.com": 6, "coordinator8@example.com": 8}
A_LONG_BENCHMARK = timedelta(hours=10)
MANAGER = "manager@example.com"


@dataclass(frozen=True)
class Sheet:
    """One sheet on both sites: who asks (a cookie of ours, a number of the limit's), and its two addresses."""

    cookie: str
    staff: int
    cohort_url: str
    limit_cohort_url: str
    session: str
    limit_session: str

    @property
    def url(self) -> str:
        """The sheet's address on our site."""
        return f"{self.cohort_url}/sessions/{self.session}/attendance"

    @property
    def limit_url(self) -> str:
        """The sheet's address on the limit."""
        return f"{self.limit_cohort_url}/sessions/{self.limit_session}/attendance"


def opened(filling: Filling, today: date) -> list[Sheet]:
    """Sheets of running groups, each with its lead signed in. Needs a writing transaction of ours; commits nothing."""
    leads = CohortStaff.part == StaffPart.LEAD
    now = [leads, CohortStaff.from_on <= today, CohortStaff.until_on.is_(None), Cohort.state == CohortState.RUNNING]
    query = _sheets().join(CohortStaff, CohortStaff.cohort_id == Cohort.id).add_columns(CohortStaff.user_id).where(*now)
    rows = db.session.execute(query.order_by(GroupSession.id).limit(MOST)).all()
    cookies = {user_id: sign_in(user_id) for user_id in {row.user_id for row in rows}}
    return [_sheet(filling, row, row.user_id, cookies[row.user_id]) for row in rows]


def saved(filling: Filling) -> list[Sheet]:
    """Sheets of groups that are over, the coordinators signed in; the limit lets them lead these groups."""
    found = []
    for email, area in COORDINATORS.items():
        who = user_called(email)
        cookie = sign_in(who)
        done = _sheets().where(Cohort.state == CohortState.COMPLETED, Cohort.service_area == area)
        rows = db.session.execute(done.order_by(GroupSession.id)).all()
        chosen = random.Random(area).sample(rows, min(MOST, len(rows)))  # noqa: S311 - a choice, no secret
        groups = {(filling.staff(who), filling.cohorts(row.cohort_id)) for row in chosen}
        filling.store.executemany("INSERT INTO leads VALUES (?, ?) ON CONFLICT DO NOTHING", groups)
        found += [_sheet(filling, row, who, cookie) for row in chosen]
    return found


def _sheet(filling: Filling, row: Any, who: UUID, cookie: str) -> Sheet:  # noqa: ANN401 - a row of `_sheets`
    group, session = filling.cohorts(row.cohort_id), filling.sessions(row.id)
    urls = (f"/cohorts/{row.cohort_id}", f"/cohorts/{group}", str(row.id), str(session))
    return Sheet(cookie, filling.staff(who), *urls)


def sign_in(user_id: UUID) -> str:
    """A cookie under which this person is signed in, seen in the future: a long benchmark must not lock its screens."""
    token, at = secrets.token_urlsafe(32), clock.now()
    hashed = hashlib.sha256(token.encode()).digest()
    times = {"signed_in_at": at, "last_seen_at": at + A_LONG_BENCHMARK, "second_factor_at": at}
    db.session.add(SignIn(user_id=user_id, token_hash=hashed, device_label="Benchmark", **times))
    return token


def user_called(email: str) -> UUID:
    """The account of a demonstration address."""
    return db.session.scalars(select(User.id).where(User.email == email)).one()


def _sheets() -> Any:  # noqa: ANN401 - a statement
    """The held sessions with twelve girls on their sheets."""
    seats = (
        select(func.count(Enrolment.id))
        .where(
            Enrolment.cohort_id == GroupSession.cohort_id,
            Enrolment.enrolled_on <= GroupSession.held_on,
            or_(Enrolment.exited_on.is_(None), Enrolment.exited_on >= GroupSession.held_on),
        )
        .scalar_subquery()
    )
    return (
        select(GroupSession.id, GroupSession.cohort_id)
        .join(Cohort, Cohort.id == GroupSession.cohort_id)
        .where(GroupSession.state == SessionState.HELD, seats == GIRLS)
    )
