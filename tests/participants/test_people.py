"""Participants: who sees whom, what opens and is written down, what is corrected without loss."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants import queries
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.words import AreaState
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]
UNDECIDED = {"service_area": None, "area_state": AreaState.UNDECIDED, "area_basis": None}


def audited(action: str) -> list[dict[str, object] | None]:
    """The details of every event of one action."""
    db.session.rollback()
    rows = db.session.scalars(select(AuditEvent).where(AuditEvent.action == action)).all()
    return [row.details for row in rows]


def fresh(girl: Participant) -> Participant:
    """Her record as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    begin_writing()
    return db.session.get_one(Participant, girl.id)


def test_a_coordinator_sees_her_area_and_whoever_is_undecided(client_as: Sign, make: Make) -> None:
    here, there = make.participant("Maya", service_area=6), make.participant("Sina", service_area=8)
    nobodys = make.participant("Camila", **UNDECIDED)
    browser = client_as("coordinator", service_area=6)
    page = browser.get("/participants").text
    assert here.code in page
    assert nobodys.code in page
    assert there.code not in page
    assert browser.get(f"/participants/{there.id}").status_code == 404
    assert len(audited("participants:list:read")) == 1


def test_a_coordinator_of_a_site_sees_the_girls_of_its_area(client_as: Sign, make: Make) -> None:
    here, there = make.participant(service_area=8), make.participant(service_area=6)
    site = make.site(8)
    browser = client_as("coordinator", site_id=site.id)
    assert browser.get(f"/participants/{here.id}").status_code == 200
    assert browser.get(f"/participants/{there.id}").status_code == 404


def test_the_page_opens_name_and_initial_only(client_as: Sign, make: Make) -> None:
    girl = make.participant("Maya", "Reyes", street="1423 E 103rd St", phone="323 555 0142")
    page = client_as("coordinator").get(f"/participants/{girl.id}").text
    assert "Maya R." in page
    for secret in ("Reyes", "103rd", "555 0142"):
        assert secret not in page
    assert f"<title>Participant {girl.code}" in page


def test_each_part_opens_alone_and_is_written_down(client_as: Sign, make: Make) -> None:
    girl = make.participant("Maya", "Reyes", street="1423 E 103rd St", phone="323 555 0142")
    browser = client_as("coordinator")
    page = browser.post(f"/participants/{girl.id}/reveal", data={"part": "address"}).text
    assert "1423 E 103rd St" in page
    assert "555 0142" not in page
    assert "Reyes" not in page
    assert audited("participants:person:revealed") == [{"shown": "address"}]


def test_a_manager_opens_the_identity_but_not_how_to_reach_her(client_as: Sign, make: Make) -> None:
    girl = make.participant("Maya", "Reyes", phone="323 555 0142")
    browser = client_as("program_manager")
    assert "Reyes" in browser.post(f"/participants/{girl.id}/reveal", data={"part": "identity"}).text
    assert browser.post(f"/participants/{girl.id}/reveal", data={"part": "phone"}).status_code == 403
    assert browser.get(f"/participants/{girl.id}/contact").status_code == 403
    assert browser.post(f"/participants/{girl.id}/reveal", data={"part": "everything"}).status_code == 400


@pytest.mark.parametrize("words", ["maya", "REYES", "rey may", "Mimi"])
def test_a_search_finds_by_any_part_of_her_names(client_as: Sign, make: Make, words: str) -> None:
    girl = make.participant("Maya", "Reyes", chosen_name="Mimi")
    other, hidden = make.participant("Tiana", "Brooks"), make.participant("Maya", "Reyes", service_area=8)
    page = client_as("coordinator").post("/participants", data={"words": words}).text
    assert girl.code in page
    assert other.code not in page
    assert hidden.code not in page


def test_a_search_finds_by_code_and_says_when_nobody_fits(client_as: Sign, make: Make) -> None:
    girl = make.participant()
    browser = client_as("coordinator")
    assert girl.code in browser.post("/participants", data={"words": girl.code.lower()}).text
    assert "Nobody of that name" in browser.post("/participants", data={"words": "Zzz"}).text


def identity(**changes: object) -> dict[str, object]:
    """A filled-in form of who she is."""
    filled: dict[str, object] = {
        "version": 1, "first_name": "Maya", "last_name": "Reyes-Ortiz", "birth_date": "2012-05-06",
        "language": "es", "availability": "thu 16:00-18:00; tue 15:00-17:00", "races": ["hispanic", "black"],
    }  # fmt: skip
    return filled | changes


def test_who_she_is_is_corrected_under_her_key(client_as: Sign, make: Make) -> None:
    girl = make.participant("Maya", "Reyes")
    browser = client_as("coordinator")
    assert "Reyes" in browser.get(f"/participants/{girl.id}/edit").text
    assert browser.post(f"/participants/{girl.id}/edit", data=identity()).status_code == 303
    changed = fresh(girl)
    key = open_key(db.session.get_one(VaultKey, changed.key_id))
    assert key.open(Participant.last_name_sealed, girl.id, changed.last_name_sealed) == "Reyes-Ortiz"
    assert key.open(Participant.availability_sealed, girl.id, changed.availability_sealed) == (
        "Tue 15:00-17:00; Thu 16:00-18:00"
    )
    assert b"Reyes" not in changed.last_name_sealed
    assert [race.value for race in queries.races_of(changed)] == ["black", "hispanic"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Enter her first name."),
        ({"birth_date": "2012-02-31"}, "There is a problem"),
        ({"birth_date": "0012-01-01"}, "Check the year."),
        ({"availability": "whenever"}, "whenever"),
        ({"last_name": "Reyes\u202e"}, "hidden characters"),
        ({"first_name": "x" * 201}, "There is a problem"),
    ],
)
def test_a_wrong_correction_comes_back_as_typed(
    client_as: Sign, make: Make, changes: dict[str, object], sentence: str
) -> None:
    girl = make.participant("Maya", "Reyes")
    answer = client_as("coordinator").post(f"/participants/{girl.id}/edit", data=identity(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fresh(girl).version == 1


def test_two_people_do_not_overwrite_each_other(client_as: Sign, make: Make) -> None:
    girl = make.participant("Maya", "Reyes")
    browser = client_as("coordinator")
    assert browser.post(f"/participants/{girl.id}/edit", data=identity()).status_code == 303
    answer = browser.post(f"/participants/{girl.id}/edit", data=identity(last_name="Castillo"))
    assert answer.status_code == 409
    assert "Castillo" in answer.text
    assert "Someone else changed this record" in answer.text
    assert browser.post(f"/participants/{girl.id}/edit", data=identity(version=2)).status_code == 303


def test_how_to_reach_her_is_corrected(client_as: Sign, make: Make) -> None:
    girl = make.participant(phone="323 555 0142")
    browser = client_as("coordinator")
    assert "323 555 0142" in browser.get(f"/participants/{girl.id}/contact").text
    assert browser.post(f"/participants/{girl.id}/contact", data={"version": 1, "zip": "9000"}).status_code == 422
    form = {"version": 1, "zip": "90002", "phone": "310 555 0170", "school": "Jordan High"}
    assert browser.post(f"/participants/{girl.id}/contact", data=form).status_code == 303
    page = browser.post(f"/participants/{girl.id}/reveal", data={"part": "phone"}).text
    assert "310 555 0170" in page


def test_a_home_area_is_decided_with_its_basis(client_as: Sign, make: Make) -> None:
    girl = make.participant(**UNDECIDED, zip="90044")
    browser = client_as("coordinator", service_area=6)
    assert "SPA 8 South Bay" in browser.get(f"/participants/{girl.id}").text
    url = f"/participants/{girl.id}/area"
    assert browser.post(url, data={"version": 1, "service_area": "6"}).status_code == 422
    override = {"version": 1, "service_area": "6", "basis": "override"}
    assert "Say why" in browser.post(url, data=override).text
    assert browser.post(url, data=override | {"reason": "Her aunt's house"}).status_code == 303
    decided = fresh(girl)
    assert (decided.area_state, decided.service_area, decided.area_basis) == ("decided", 6, "override")
    assert decided.boundary_version
    assert decided.area_decided_on == make.today


def test_a_girl_decided_into_another_area_leaves_the_list(client_as: Sign, make: Make) -> None:
    girl = make.participant(**UNDECIDED)
    browser = client_as("coordinator", service_area=6)
    answer = browser.post(f"/participants/{girl.id}/area", data={"version": 1, "service_area": "8", "basis": "address"})
    assert answer.status_code == 303
    assert str(girl.id) not in answer.location
    assert browser.get(f"/participants/{girl.id}").status_code == 404


def test_age_is_what_it_is_today(make: Make) -> None:
    born = make.today.replace(year=make.today.year - 13, day=1)
    girl = make.participant(birth_date=date(born.year, born.month, 1))
    actor = make.actor(make.user("program_manager"), "program_manager")
    assert queries.person(girl, actor).age == 13


def test_the_list_costs_the_same_however_long_it_is(client_as: Sign, make: Make, statements: list[str]) -> None:
    counts = []
    browser = client_as("coordinator")
    for girls in (1, 20):
        for _ in range(girls):
            make.participant()
        make.commit()
        statements.clear()
        assert browser.get("/participants").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 5
