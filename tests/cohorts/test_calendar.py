"""Closed sites, sessions that they hit, and a session that takes the later ones along."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts import queries, service
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.queries.calendar import sessions_hit
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.states import NotHeldReason
from curriculum_app.cohorts.service import CohortPlan
from curriculum_app.cohorts.service.sessions import SessionOver, SiteClosedThen
from curriculum_app.core.access import Actor
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.places.models import Site, SiteClosure
from curriculum_app.places.rules import ClosureReason
from curriculum_app.places.service import ClosureDates, close_site, end_closure
from tests.clients import Client
from tests.factories import Make

FOUR = time(16, 0)
# Seven weeks without a holiday of California, in whatever year.
QUIET = timetable.closed_days(range(2026, 2032))


def weeks(count: int) -> timedelta:
    return timedelta(weeks=count)


def group(make: Make) -> Cohort:
    """A weekly group of four sessions from a week from now on, none of them on a holiday."""
    first_on = make.today + weeks(1)
    while any(first_on + weeks(number) in QUIET for number in range(8)):
        first_on += timedelta(days=1)
    return make.cohort(sessions=4, first_on=first_on)


def sessions_of(cohort: Cohort) -> list[GroupSession]:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id).order_by(GroupSession.number)
    options = joinedload(GroupSession.cohort).joinedload(Cohort.site)
    return list(db.session.scalars(query.options(options).execution_options(populate_existing=True)))


def close(make: Make, site: Site, first: date, last: date, actor: Actor) -> SiteClosure:
    repairs = ClosureReason.REPAIRS
    return close_site(site, closure_id=new_id(), from_on=first, until_on=last, reason=repairs, actor=actor, at=make.at)


def test_a_new_group_is_planned_around_the_days_on_which_its_site_is_closed(make: Make, coordinator: Actor) -> None:
    site, first = make.site(), make.today + weeks(1)
    close(make, site, first + weeks(1), first + weeks(1), coordinator)
    plan = CohortPlan(first_on=first, starts_at=FOUR, minutes=90, capacity=12, skips_holidays=False)
    laid = service.lay_out(plan, 3, site=site)
    assert laid.days == (first, first + weeks(2), first + weeks(3))
    assert [(each.day, each.occasion) for each in laid.skipped] == [(first + weeks(1), "Repairs")]


def test_a_closure_needs_dates_that_make_sense_and_is_made_once(make: Make, coordinator: Actor) -> None:
    site, today = make.site(), make.today
    for first, last in ((today, today - timedelta(days=1)), (today - weeks(2), today - weeks(1)), (today, date.max)):
        with pytest.raises(ClosureDates):
            close(make, site, first, last, coordinator)
    row = close(make, site, today - weeks(1), today + weeks(1), coordinator)
    end_closure(row, actor=coordinator, at=make.at)
    assert row.until_on == today - timedelta(days=1)


def test_no_session_moves_to_a_closed_day(make: Make, coordinator: Actor) -> None:
    cohort = group(make)
    day = cohort.last_on + weeks(1)
    close(make, cohort.site, day, day, coordinator)
    session = sessions_of(cohort)[0]
    with pytest.raises(SiteClosedThen):
        service.move_session(session, held_on=day, starts_at=FOUR, actor=coordinator, at=make.at)
    assert queries.first_open_day(cohort) == day + weeks(1)


def test_a_moved_session_takes_the_later_ones_along(make: Make, coordinator: Actor) -> None:
    cohort = group(make)
    first = cohort.first_on
    close(make, cohort.site, first + weeks(3), first + weeks(3), coordinator)
    second = sessions_of(cohort)[1]
    service.shift_sessions(second, held_on=first + weeks(2), starts_at=time(17, 0), actor=coordinator, at=make.at)
    days = [(each.held_on - first, each.starts_at) for each in sessions_of(cohort)]
    assert days == [(weeks(0), FOUR), (weeks(2), time(17, 0)), (weeks(4), FOUR), (weeks(5), FOUR)]
    assert cohort.last_on == first + weeks(5)
    moved = select(AuditEvent.id).where(AuditEvent.action == "cohort:session:moved")
    assert len(db.session.scalars(moved).all()) == 3


def test_a_refused_shift_moves_nothing(make: Make, coordinator: Actor) -> None:
    cohort = group(make)
    before = [each.held_on for each in sessions_of(cohort)]
    day = cohort.first_on + timedelta(days=1)
    close(make, cohort.site, day, day, coordinator)
    with pytest.raises(SiteClosedThen):
        service.shift_sessions(sessions_of(cohort)[0], held_on=day, starts_at=FOUR, actor=coordinator, at=make.at)
    assert [each.held_on for each in sessions_of(cohort)] == before


def test_a_session_on_a_closed_day_moves_on_and_the_lessons_keep_their_order(make: Make, coordinator: Actor) -> None:
    cohort = group(make)
    first = cohort.first_on
    close(make, cohort.site, first + weeks(1), first + weeks(1), coordinator)
    hit = sessions_hit(cohort.site_id, coordinator)
    assert [(row.number, row.next_on, row.shifts_rest) for row in hit] == [(2, first + weeks(2), True)]
    service.move_on(sessions_of(cohort)[1], actor=coordinator, at=make.at)
    assert [each.held_on - first for each in sessions_of(cohort)] == [weeks(0), weeks(2), weeks(3), weeks(4)]
    assert sessions_hit(cohort.site_id, coordinator) == []


def test_a_session_that_was_called_off_does_not_shift(make: Make, coordinator: Actor) -> None:
    cohort = group(make)
    session = sessions_of(cohort)[0]
    service.not_held(session, reason=NotHeldReason.OTHER, actor=coordinator, at=make.at)
    with pytest.raises(SessionOver):
        service.move_on(session, actor=coordinator, at=make.at)


def test_the_pages_close_a_site_and_move_what_it_hits(make: Make, office: Client) -> None:
    cohort = group(make)
    day, last = (cohort.first_on + weeks(3)).isoformat(), sessions_of(cohort)[3].id
    make.commit()
    address = f"/sites/{cohort.site_id}/closures"
    fields = {"id": str(new_id()), "from_on": day, "until_on": day, "reason": "event"}
    assert office.post(address, data=fields | {"until_on": "2020-01-01"}).status_code == 422
    assert office.post(address, data=fields).status_code == 303
    page = office.get(address).text
    assert "Another event there" in page
    assert f"/sessions/{last}/move-on" in page
    assert office.post(f"/cohorts/{cohort.id}/sessions/{last}/move-on").status_code == 303
    assert "move-on" not in office.get(address).text
    assert office.post(f"{address}/{fields['id']}/end").status_code == 303
    assert "No closed days." in office.get(address).text


def test_the_move_page_shows_the_new_dates_before_it_moves_them(make: Make, office: Client) -> None:
    cohort = group(make)
    first, rows = cohort.first_on, sessions_of(cohort)
    make.commit()
    address = f"/cohorts/{cohort.id}/sessions/{rows[1].id}/move"
    fields = {"held_on": (first + weeks(2)).isoformat(), "starts_at": "16:00", "later": "y"}
    shown = office.post(address, data=fields)
    assert shown.status_code == 200
    assert "Move these sessions" in shown.text
    assert sessions_of(cohort)[1].held_on == first + weeks(1)
    ticket = f"{fields['held_on']}T16:00:00"
    assert f'value="{ticket}"' in shown.text
    assert office.post(address, data=fields | {"shown": ticket}).status_code == 303
    db.session.rollback()
    assert [each.held_on - first for each in sessions_of(cohort)] == [weeks(0), weeks(2), weeks(3), weeks(4)]
