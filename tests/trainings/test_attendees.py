"""The list of a training: typed in, taken off, known as staff, answered for; and what staff may do on its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.written_dates import months_later
from curriculum_app.trainings.models import Attendee, Course, StaffTraining, Training
from curriculum_app.trainings.queries.attendees import attendees_of
from curriculum_app.trainings.rules import TrainingKind
from curriculum_app.trainings.rules.courses import AddedBy, Applied, Audience
from curriculum_app.trainings.service import attendees as service
from curriculum_app.trainings.service.attendees import Person
from tests.clients import Client
from tests.factories import Make
from tests.factories.trainings import AUNT, attendee, course, training

LUPE = {"name": "Lupe Navarro", "organisation": "Harbor Youth Services", "role": "", "email": "Lupe@Harbor.example.com"}


def number(model: type) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_course_and_a_training_are_made_once_and_corrected(office: Client, make: Make) -> None:
    chosen = str(uuid4())
    typed = {"id": chosen, "name": "Working together", "hours": "1.5", "audience": "partners", "expires_months": "24"}
    for _ in range(2):
        assert office.post("/trainings/courses/new", data=typed).status_code == 303
    assert "1.5 hours" in office.get("/trainings/courses").text
    again = office.post("/trainings/courses/new", data=typed | {"id": str(uuid4()), "name": "WORKING  together"})
    assert again.status_code == 422
    assert "There is a course with this name already." in again.text
    given = {"id": str(uuid4()), "course": chosen, "held_on": "2026-02-03", "trainer": "Denise Holloway"}
    for _ in range(2):
        assert office.post("/trainings/new", data=given).status_code == 303
    row = db.session.scalars(select(Training)).one()
    assert (row.minutes, row.audience, str(row.expires_on)) == (90, Audience.PARTNERS, "2028-02-03")
    address = f"/trainings/{row.id}/edit"
    changed = {"version": "1", "held_on": "2026-02-04", "hours": "2", "audience": "staff"}
    assert [office.post(address, data=changed).status_code for _ in range(2)] == [303, 409]
    assert "Feb 4, 2028" in office.get("/trainings").text


def test_a_course_is_corrected_by_one_person_at_a_time(office: Client, make: Make) -> None:
    row = course(make)
    make.commit()
    typed = {"version": "1", "name": "Safe at work", "hours": "2", "audience": "staff", "counts_as": "facilitator"}
    codes = [office.post(f"/trainings/courses/{row.id}", data=typed).status_code for _ in range(2)]
    assert codes == [303, 409]
    assert db.session.scalars(select(Course.counts_as)).one() is TrainingKind.FACILITATOR


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("hours", "a while", "Write the hours as 2 or 1.5"),
        ("name", "", "Enter the name."),
        ("expires_months", "0", "Enter a number from 1 to 120."),
    ],
)
def test_a_course_that_makes_no_sense_comes_back(office: Client, field: str, value: str, words: str) -> None:
    typed = {"name": "Working together", "hours": "2", "audience": "partners"} | {field: value}
    answer = office.post("/trainings/courses/new", data=typed)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_name_is_typed_once_however_often_it_is_sent(office: Client, make: Make) -> None:
    address = f"/trainings/{training(make).id}"
    make.commit()
    done = [office.post(address, data=LUPE | {"email": each}).location for each in (LUPE["email"], AUNT.email)]
    assert ["done=saved" in done[0], "done=already" in done[1]] == [True, True]
    page = office.get(address).text
    assert "Who was there: 1 person" in page
    assert page.count(">Lupe Navarro<") == 1
    wrong = office.post(address, data=LUPE | {"email": "lupe"})
    assert wrong.status_code == 422
    assert "Write the whole e-mail address" in wrong.text


def test_what_tells_who_came_lies_sealed(make: Make) -> None:
    row = attendee(make, training(make))
    for sealed in (row.name_sealed, row.email_sealed, row.role_sealed):
        assert sealed is not None
        assert b"Navarro" not in sealed
        assert b"lupe" not in sealed


def test_staff_have_the_record_that_a_course_counts_as(make: Make) -> None:
    lead, desk = make.user(email="lead@example.com"), make.actor(make.user("coordinator"), "coordinator", 6)
    row = training(make, course(make, counts_as=TrainingKind.FACILITATOR, audience=Audience.STAFF))
    person = Person("Rosa Delgado", "Probation", email="Lead@example.com ")
    assert service.add_attendee(row, person, added_by=AddedBy.TYPED, actor=desk, at=make.at)
    given = db.session.scalars(select(StaffTraining)).one()
    assert (given.user_id, given.valid_from, given.valid_until) == (lead.id, row.held_on, row.expires_on)
    came = db.session.scalars(select(Attendee)).one()
    service.remove_attendee(came, actor=desk, at=make.at)
    assert number(StaffTraining) == number(Attendee) == 0


def test_whoever_signed_in_herself_is_confirmed_first(office: Client, make: Make) -> None:
    lead = make.user(email="lead@example.com")
    row = training(make, course(make, counts_as=TrainingKind.FACILITATOR))
    person = Person("Rosa Delgado", "Probation", email="lead@example.com")
    service.add_attendee(
        row, person, added_by=AddedBy.SIGNED_IN, actor=make.actor(lead), at=make.at
    )  # fmt: skip
    came = db.session.scalars(select(Attendee)).one()
    make.commit()
    assert number(StaffTraining) == 0
    assert "1 person of the staff signed in" in office.get(f"/trainings/{row.id}").text
    address = f"/trainings/{row.id}/attendees/{came.id}"
    assert "She was there" in office.get(address).text
    for _ in range(2):
        assert office.post(f"{address}/confirm").status_code == 303
    assert number(StaffTraining) == 1
    assert "She was there" not in office.get(address).text


def test_somebody_is_taken_off_after_a_check_page(office: Client, make: Make) -> None:
    row = attendee(make, training(make))
    make.commit()
    gone = row.id
    address = f"/trainings/{row.training_id}/attendees/{gone}/remove"
    assert "Guadalupe Navarro" in office.get(address).text
    assert office.post(address).status_code == 422
    assert office.post(address, data={"checked": "yes"}, follow_redirects=True).status_code == 200
    assert number(Attendee) == 0
    actions = Counter(db.session.scalars(select(AuditEvent.action).where(AuditEvent.object_id == gone)))
    assert actions == {"trainings:attendees:read": 3, "trainings:attendee:removed": 1}


def test_an_answer_said_on_the_phone_is_written_down(office: Client, make: Make) -> None:
    given = training(make, held_on=months_later(make.today, -4))
    row = attendee(make, given)
    make.commit()
    address = f"/trainings/{given.id}/attendees/{row.id}"
    assert office.post(f"{address}/answer", data={"answer": "maybe"}).status_code == 422
    data = {"answer": "used", "line": "In two intake talks"}
    assert office.post(f"{address}/answer", data=data).status_code == 303
    assert "In two intake talks" in office.get(address).text
    assert attendees_of(given.id)[0].applied is Applied.USED


def test_the_addresses_to_ask_with_are_for_those_who_have_not_answered(office: Client, make: Make) -> None:
    given = training(make, held_on=months_later(make.today, -4))
    attendee(make, given)
    attendee(make, given, Person("Dana Whitfield", "County"), applied=Applied.USED, applied_at=make.at)
    make.commit()
    file = office.get(f"/trainings/{given.id}/answer-links.csv").text
    assert "lupe@harbor.example.com" in file
    assert "/t/answer/" in file
    assert "Dana" not in file


def test_nobody_sees_the_trainings_of_another_area(make: Make, client_as: Callable[..., Client]) -> None:
    there, everywhere = training(make, service_area=8, trainer="Of the bay"), training(make, trainer="Of all")
    make.commit()
    office = client_as("coordinator", service_area=6)
    assert office.get(f"/trainings/{there.id}").status_code == 404
    listed = office.get("/trainings").text
    assert "Of all" in listed
    assert "Of the bay" not in listed
    assert office.get(f"/trainings/{everywhere.id}").status_code == 200


def test_a_facilitator_sees_where_she_was_and_nothing_else(make: Make, client_as: Callable[..., Client]) -> None:
    browser = client_as("facilitator")
    mine, other = training(make, trainer="Hers"), training(make, trainer="Somebody else's")
    attendee(make, mine, user_id=browser.user.id)
    make.commit()
    page = browser.get("/trainings").text
    assert "Trainings you were at" in page
    assert "Hers" in page
    assert "Somebody else" not in page
    assert str(mine.id) not in page
    assert [browser.get(f"/trainings/{each.id}").status_code for each in (mine, other)] == [404, 404]


def test_the_list_is_filtered_and_paged_in_one_statement(make: Make, office: Client, statements: list[str]) -> None:
    old, of = make.today - timedelta(days=400), course(make)
    for _ in range(51):
        training(make, of)
    training(make, held_on=old, trainer="Long ago")
    make.commit()
    assert "Next page" in office.get("/trainings").text
    assert "Long ago" in office.get("/trainings?page=2").text
    assert "Long ago" in office.get(f"/trainings?to={old}").text
    assert "Long ago" not in office.get(f"/trainings?course={of.id}&page=2").text
    assert office.get("/trainings?from=2026-02-02&to=2026-02-01").status_code == 422


def test_a_page_of_many_takes_as_many_statements_as_a_page_of_one(
    make: Make, office: Client, statements: list[str]
) -> None:
    one, many = training(make), training(make)
    attendee(make, one)
    for each in range(40):
        attendee(make, many, Person(f"Person {each}", "County"))
    make.commit()
    counts = []
    office.get(f"/trainings/{one.id}")
    for row in (one, many):
        statements.clear()
        office.get(f"/trainings/{row.id}")
        counts.append(len(statements))
    assert counts[0] == counts[1]
