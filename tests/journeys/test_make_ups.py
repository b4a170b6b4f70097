"""A coordinator finds a girl a make-up in another group, and the facilitator there says that she came."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.db import db
from tests.attendance.sheets import sheet_of
from tests.factories import Make
from tests.journeys.browser import follow, look_at

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def test_a_girl_makes_her_lesson_up_in_another_group(make: Make, visit_as: Visit) -> None:
    edition, imani = make.edition(), make.user(full_name="Imani Carter")
    own = sheet_of(make, girls=3, edition=edition, name="Group A, Tuesday")
    own.save(*(own.mark(girl, Value(Status.UNEXCUSED)) for girl in range(3)))
    site = make.site(name="Compton Avenue Center")
    host = make.group(
        imani, girls=2, edition=edition, name="Group B, Thursday", site=site, first_on=make.today + timedelta(days=2)
    )
    host_id, site_id, enrolment_id, code = host.id, site.id, own.ids[0], own.girls[0].participant.code
    make.commit()
    page = visit_as("coordinator", service_area=6)
    page.goto(f"/cohorts/{own.cohort_id}")
    look_at(page, "make-up-group")
    follow(page.get_by_role("link", name="Make-ups").first)
    page.goto(f"/cohorts/{own.cohort_id}/enrolments/{enrolment_id}/make-ups")
    look_at(page, "make-up-finder")
    follow(page.get_by_role("button", name="Book").first)
    expect(page.get_by_text("Booked for her")).to_be_visible()
    look_at(page, "make-up-booked")
    page.goto(f"/sites/{site_id}/closures")
    page.get_by_label("First day").fill((make.today + timedelta(days=2)).isoformat())
    page.get_by_label("Last day").fill((make.today + timedelta(days=2)).isoformat())
    page.get_by_label("Why").select_option(label="Repairs")
    follow(page.get_by_role("button", name="Save"))
    look_at(page, "closures-hit")
    make.begin()
    session = db.session.scalars(
        select(GroupSession).where(GroupSession.cohort_id == host_id, GroupSession.number == 1)
    ).one()
    session.held_on = make.today
    session_id = session.id
    make.commit()
    db.session.rollback()
    page.goto(f"/cohorts/{host_id}/sessions/{session_id}/move")
    page.get_by_label("Date").fill((make.today + timedelta(days=4)).isoformat())
    page.get_by_label("Move the later sessions too").check()
    follow(page.get_by_role("button", name="Move the session"))
    look_at(page, "move-later-sessions")
    sheet = visit_as(user=imani)
    sheet.goto(f"/cohorts/{host_id}/sessions/{session_id}/attendance")
    expect(sheet.get_by_text("guest, make-up for lesson 1")).to_be_visible()
    expect(sheet.get_by_text(code)).to_be_visible()
    look_at(sheet, "make-up-guest")
    follow(sheet.get_by_role("button", name=re.compile("^Here")))
    expect(sheet.get_by_text("Here, 90 minutes")).to_be_visible()
