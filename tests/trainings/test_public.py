"""The public pages: signing in on the day, one answer after three months, and nothing that can be read back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.written_dates import months_later
from curriculum_app.trainings.models import Attendee, Training
from curriculum_app.trainings.queries.attendees import attendees_of
from curriculum_app.trainings.queries.links import answer_token, sign_in_token
from curriculum_app.trainings.rules.courses import AddedBy, Applied
from curriculum_app.trainings.service.attendees import MOST_FROM_ADDRESS
from tests.clients import Client, without_tokens
from tests.factories import Make
from tests.factories.trainings import attendee, training

LUPE = {"name": "Lupe Navarro", "organisation": "Harbor Youth Services", "role": "Aide", "email": "lupe@example.com"}


def opened(make: Make, row: Training) -> str:
    """The address of a training's sheet, everything shown to the public."""
    address = f"/t/{sign_in_token(row)}"
    make.commit()
    return address


def test_a_partner_signs_in_and_reads_nothing_back(make: Make, client: Client) -> None:
    row = training(make)
    address = opened(make, row)
    assert "Sign in to the training" in client.get(address).text
    pages = [client.post(address, data=LUPE) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert without_tokens(pages[0].text) == without_tokens(pages[1].text)
    assert "Lupe" not in pages[0].text
    came = attendees_of(row.id)
    assert [(each.name, each.role, each.added_by) for each in came] == [("Lupe Navarro", "Aide", AddedBy.SIGNED_IN)]
    said = db.session.scalars(select(AuditEvent.actor_kind).where(AuditEvent.action == "trainings:attendee:added"))
    assert list(said) == ["attendee", "attendee"]


def test_a_form_with_a_fault_comes_back_as_typed(make: Make, client: Client) -> None:
    address = opened(make, training(make))
    answer = client.post(address, data=LUPE | {"organisation": "", "email": "lupe"})
    assert answer.status_code == 422
    assert "Enter your organization." in answer.text
    assert 'value="Lupe Navarro"' in answer.text
    assert client.post(address, data=LUPE, token=False).status_code == 400
    assert db.session.scalars(select(Attendee)).all() == []


def test_an_address_works_on_its_day_until_a_new_one_is_made(make: Make, client: Client, office: Client) -> None:
    row = training(make)
    address = opened(make, row)
    unknown = client.get("/t/nobody-has-this")
    assert unknown.status_code == 404
    assert office.post(f"/trainings/{row.id}/code").status_code == 303
    assert client.get(address).data == unknown.data
    db.session.get_one(Training, row.id, populate_existing=True).held_on += timedelta(days=1)
    tomorrow = opened(make, db.session.get_one(Training, row.id))
    assert client.get(tomorrow).data == unknown.data
    posts = [client.post(each, data=LUPE).data for each in (address, tomorrow, "/t/nobody-has-this")]
    assert len(set(posts)) == 1
    assert db.session.scalars(select(Attendee)).all() == []


def test_a_token_of_one_kind_opens_nothing_of_the_other(make: Make, client: Client) -> None:
    row = attendee(make, training(make, held_on=months_later(make.today, -3)))
    sheet = sign_in_token(row.training)
    make.commit()
    assert client.get(f"/t/{answer_token(row.id)}").status_code == 404
    assert client.get(f"/t/answer/{sheet}").status_code == 404
    assert client.get(f"/t/answer/{answer_token(row.id)[:-2]}AA").status_code == 404
    assert client.get("/t/ñ").status_code == 404


def test_the_code_is_shown_to_the_room_on_the_day_alone(make: Make, office: Client) -> None:
    today, later = training(make), training(make, held_on=make.today + timedelta(days=1))
    token = sign_in_token(today)
    make.commit()
    page = office.get(f"/trainings/{today.id}/code")
    assert f"/t/{token}" in page.text
    assert "data:image/svg+xml" in page.text
    assert page.headers["Refresh"]
    page = office.get(f"/trainings/{later.id}/code")
    assert "It works only on the day of the training." in page.text
    assert "/t/" not in page.text


def test_many_forms_from_one_address_have_to_wait(make: Make, client: Client) -> None:
    address = opened(make, training(make))
    codes = [client.post(address, data=LUPE).status_code for _ in range(MOST_FROM_ADDRESS + 1)]
    assert codes[-1] == 429
    assert set(codes[:-1]) == {200}


def test_one_tap_answers_and_a_later_answer_counts(make: Make, client: Client) -> None:
    row = attendee(make, training(make, held_on=months_later(make.today, -3)))
    address = f"/t/answer/{answer_token(row.id)}"
    make.commit()
    asked = client.get(address).text
    assert "I used it" in asked
    assert "Guadalupe" not in asked
    assert client.post(address, data={"answer": "not_yet"}).status_code == 200
    assert client.post(address, data={"answer": "used", "line": "At intake"}).status_code == 200
    found = attendees_of(row.training_id)[0]
    assert (found.applied, found.applied_line) == (Applied.USED, "At intake")
    assert "At intake" not in client.get(address).text
    assert client.post(address, data={"answer": "maybe"}).status_code == 422


def test_nobody_is_asked_before_three_months_or_after_six(make: Make, client: Client) -> None:
    for months in (-2, -7):
        row = attendee(make, training(make, held_on=months_later(make.today, months)))
        address = f"/t/answer/{answer_token(row.id)}"
        make.commit()
        assert client.get(address).status_code == 404
        assert client.post(address, data={"answer": "used"}).status_code == 404


def test_the_public_pages_speak_spanish(make: Make, client: Client) -> None:
    address = opened(make, training(make))
    page = client.get(f"{address}?lang=es").text
    assert '<html lang="es"' in page
    assert "Firma tu asistencia" in page
