"""Staff's trainings: recorded within reach, corrected, taken away, and read by date."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from curriculum_app.core.access import Permission
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.queries import staff_within, trainings_of
from curriculum_app.trainings.rules import TrainingKind, is_trained, last_day
from curriculum_app.trainings.service import staff as service
from tests.clients import Client
from tests.factories import Make

CLINICAL = TrainingKind.CLINICAL


def test_trainings_are_read_for_many_at_once(make: Make, statements: list[str]) -> None:
    one, other, none = make.user(), make.user(), make.user()
    make.training(one, valid_until=make.today)
    make.training(one, "facilitator")
    make.training(other)
    statements.clear()
    found = trainings_of([one.id, other.id, none.id])
    assert len(statements) == 1
    assert {user: len(windows) for user, windows in found.items()} == {one.id: 2, other.id: 1}
    assert is_trained(found[one.id], CLINICAL, make.today)
    assert not is_trained(found[one.id], CLINICAL, make.today + timedelta(days=1))
    assert last_day(found[one.id], CLINICAL, make.today + timedelta(days=1)) == make.today


def test_a_coordinator_sees_those_who_may_lead_groups_in_her_areas(make: Make) -> None:
    everywhere, here = make.user(), make.user(service_area=6)
    there, at_site = make.user(service_area=8), make.user(site_id=make.site(6).id)
    actor = make.actor(make.user("coordinator"), "coordinator", 6)
    rows = staff_within(actor.scopes(Permission.TRAINING_MANAGE), actor)
    assert {row.user_id for row in rows} == {everywhere.id, here.id, at_site.id}
    manager = make.actor(make.user("program_manager"), "program_manager")
    assert there.id in {row.user_id for row in staff_within(manager.scopes(Permission.TRAINING_MANAGE), manager)}


def test_dates_that_make_no_sense_are_refused(make: Make) -> None:
    staff, actor = make.user(), make.actor(make.user("coordinator"), "coordinator", 6)
    today, day = make.today, timedelta(days=1)
    with pytest.raises(service.EndsBeforeItStarts):
        service.record_training(
            staff, kind=CLINICAL, valid_from=today, valid_until=today - day, actor=actor, at=make.at
        )
    row = service.record_training(staff, kind=CLINICAL, valid_from=today, valid_until=None, actor=actor, at=make.at)
    with pytest.raises(service.AlreadyRecorded):
        service.record_training(staff, kind=CLINICAL, valid_from=today, valid_until=None, actor=actor, at=make.at)
    with pytest.raises(service.TrainingChanged):
        service.correct_training(row, valid_from=today, valid_until=today, version=7, actor=actor, at=make.at)


def test_a_training_is_recorded_corrected_and_taken_away(make: Make, client_as: Callable[..., Client]) -> None:
    office, staff = client_as("coordinator", service_area=6), make.user(full_name="Ana Duarte")
    make.commit()
    assert "Nothing recorded" in office.get("/trainings/staff").text
    address, chosen = f"/trainings/staff/{staff.id}", str(uuid4())
    typed = {"id": chosen, "kind": "clinical", "valid_from": "2026-01-05", "valid_until": ""}
    for _ in range(2):
        assert office.post(address, data=typed).status_code == 303
    assert office.get(address).text.count("Correct<") == 1
    wrong = office.post(address, data=typed | {"id": str(uuid4()), "valid_until": "2025-01-05"})
    assert wrong.status_code == 422
    assert "The last day must not be before the first day." in wrong.text
    one = f"{address}/{chosen}"
    dates = {"version": "1", "valid_from": "2026-01-05", "valid_until": "2026-06-30"}
    assert office.post(one, data=dates).status_code == 303
    assert office.post(one, data=dates).status_code == 409
    assert "Jan 5, 2026 to Jun 30, 2026" in office.get(address).text
    assert office.post(f"{one}/remove", data={"version": "1"}).status_code == 409
    assert office.post(f"{one}/remove", data={"version": "2"}, follow_redirects=True).status_code == 200
    assert db.session.scalar(select(StaffTraining.id)) is None
    said = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.object_type == "staff_trainings").order_by(AuditEvent.id)
    )
    assert list(said) == ["trainings:staff:recorded", "trainings:staff:changed", "trainings:staff:removed"]


def test_nobody_sees_the_trainings_of_another_area(make: Make, client_as: Callable[..., Client]) -> None:
    there = make.user(service_area=8)
    row = make.training(there)
    office = client_as("coordinator", service_area=6)
    assert office.get(f"/trainings/staff/{there.id}").status_code == 404
    assert office.post(f"/trainings/staff/{there.id}/{row.id}/remove", data={"version": "1"}).status_code == 404
