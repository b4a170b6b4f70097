"""The pages of hand-offs, and the recipient's: allowed, refused, in conflict, used up."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.star_court.models import Handoff, PacketCopy, PacketLink
from curriculum_app.star_court.rules.words import Basis, PacketField, Purpose, State
from curriculum_app.star_court.service.opening import MOST_FROM_ADDRESS
from tests.clients import Client, without_tokens
from tests.factories import Make
from tests.factories.handoffs import handoff, linked, release, sent
from tests.star_court.conftest import People

ClientAs = Callable[..., Client]
F = PacketField
SHEET = re.compile(r'<section class="papers".*?</section>', re.DOTALL)
HERS = ("Maya", "Reyes", "Gail", "Department", "STAR", "court")


def typed(**changes: str) -> dict[str, str]:
    """A filled-in draft."""
    return {
        "id": str(new_id()), "version": "0", "organisation": "Harbor House", "contact": "Yolanda Barrios",
        "purpose": "advocacy", "basis": "release", **changes,
    }  # fmt: skip


def the_handoff() -> Handoff:
    """The hand-off there is, as it stands now."""
    return db.session.scalars(select(Handoff).execution_options(populate_existing=True)).one()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'value="([^"]*)"[^>]*name="{name}"', page
    )
    assert found, name
    return found[1]


@pytest.fixture
def gail(client_as: ClientAs, people: People) -> Client:
    """The coordinator at her desk."""
    return client_as(user=people.coordinator)


@pytest.fixture
def link(make: Make, people: People) -> str:
    """The address of a fresh link."""
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    address = linked(make, row, people.gail)[1]
    make.commit()
    return address


def test_a_coordinator_drafts_from_her_page_and_nothing_leaves(gail: Client, people: People) -> None:
    page = gail.get(f"/participants/{people.girl.id}")
    address = f"/participants/{people.girl.id}/hand-off"
    assert address in page.text
    assert gail.get(address).status_code == 200
    answer = gail.post(address, data=typed())
    assert answer.status_code == 303
    shown = gail.get(answer.location)
    assert "No release of hers" in shown.text
    assert the_handoff().state is State.DRAFTED


def test_a_second_draft_names_the_one_that_is_open(gail: Client, make: Make, people: People) -> None:
    address = f"/participants/{people.girl.id}/hand-off"
    assert "She has an open hand-off already" not in gail.get(address).text
    code = handoff(make, people.girl, people.gail).code
    make.commit()
    assert f"{code}, to Collaborative court, Department 3" in gail.get(address).text


def test_a_draft_without_a_basis_comes_back_as_typed(gail: Client, people: People) -> None:
    answer = gail.post(f"/participants/{people.girl.id}/hand-off", data=typed(basis="order"))
    assert answer.status_code == 422
    assert 'value="Harbor House"' in answer.text
    assert "Enter the date of the order" in answer.text


def test_the_recipient_sees_what_was_previewed_byte_by_byte(
    gail: Client, client: Client, people: People, make: Make
) -> None:
    row = handoff(make, people.girl, people.gail, purpose=Purpose.SUPERVISION)
    key, version = row.id, row.version
    make.commit()
    data = {"version": str(version), "fields": ["name", "birth_date", "school", "address"]}
    assert gail.post(f"/star-court/{key}/fields", data=data).status_code == 303
    preview = gail.get(f"/star-court/{key}/packet").text
    form = {"version": hidden(preview, "version"), "seen": hidden(preview, "seen"), "way": "link"}
    shown = gail.post(f"/star-court/{key}/send", data=form)
    address = re.search(r"/papers/[\w-]{40,}", shown.text)
    assert address
    opened = client.post(address[0])
    assert opened.status_code == 200
    sheet = SHEET.search(preview)
    assert sheet
    assert sheet[0] == SHEET.search(opened.text)[0]  # type: ignore[index]
    assert "1402 W 98th St, 90047" in sheet[0]
    assert "323-555-0119" not in opened.text


def test_looking_opens_nothing_and_says_nothing(link: str, client: Client) -> None:
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert client.head(link).status_code == 200
        assert not [word for word in HERS if word in page.text]
    assert db.session.scalars(select(PacketLink)).one().opened_at is None
    assert client.post(link).status_code == 200


def test_a_link_that_is_used_up_answers_410(link: str, client: Client) -> None:
    assert "Maya Reyes" in client.post(link).text
    again = client.post(link)
    assert (again.status_code, client.get(link).status_code) == (410, 410)
    assert "Maya" not in again.text
    events = db.session.execute(select(AuditEvent.action, AuditEvent.actor_kind).order_by(AuditEvent.at)).all()
    assert ("star_court:packet:revealed", "recipient") in events
    assert ("star_court:link:refused", "anonymous") in events


def test_the_address_stands_in_no_log(link: str, client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    token = link.rsplit("/", maxsplit=1)[1]
    for _ in range(2):
        client.get(link)
        client.post(link)
    said = "".join(capfd.readouterr())
    details = [str(each) for each in db.session.scalars(select(AuditEvent.details))]
    assert token not in said + "".join(details)


def test_ended_expired_and_unknown_links_answer_alike(link: str, client: Client, gail: Client, make: Make) -> None:
    unknown = client.get("/papers/nobody-has-this")
    assert unknown.status_code == 410
    row = db.session.scalars(select(PacketLink)).one()
    was = row.expires_at
    row.expires_at = make.at - timedelta(seconds=1)
    make.commit()
    expired = client.get(link)
    row.expires_at = was
    make.commit()
    assert gail.post(f"/star-court/{row.handoff_id}/links/{row.id}/revoke").status_code == 303
    assert unknown.data == expired.data == client.get(link).data
    assert without_tokens(client.post(link).text) == without_tokens(client.post("/papers/nobody-has-this").text)


def test_many_tries_from_one_address_have_to_wait(client: Client, link: str) -> None:
    codes = [client.post("/papers/nobody-has-this").status_code for _ in range(MOST_FROM_ADDRESS)]
    assert set(codes) == {410}
    assert client.post(link).status_code == 429
    assert db.session.scalars(select(PacketLink)).one().opened_at is None


def test_two_browsers_open_one_link_and_one_gets_it(app: Flask, link: str) -> None:
    db.session.rollback()
    app.test_client_class = Client
    browsers: list[Client] = [app.test_client() for _ in range(2)]  # type: ignore[misc]
    together, codes = Barrier(2), []

    def open_it(browser: Client) -> None:
        with app.app_context():
            headers = {"X-CSRFToken": browser.token()}
            db.session.rollback()
        together.wait()
        codes.append(browser.open(link, method="POST", headers=headers).status_code)

    threads = [Thread(target=open_it, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200, 410]


def test_the_recipients_page_speaks_spanish(link: str, client: Client) -> None:
    assert '<html lang="es"' in client.get(f"{link}?lang=es").text
    opened = client.post(f"{link}?lang=es")
    assert '<html lang="es"' in opened.text
    assert "?lang=" not in opened.text


def test_a_manager_is_not_shown_how_to_reach_her(client_as: ClientAs, make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail, purpose=Purpose.SUPERVISION)
    sent(make, row, people.gail, (F.NAME, F.SCHOOL))
    key = row.id
    elena = client_as(user=people.manager)
    page = elena.get(f"/star-court/{key}/packet").text
    assert "Maya Reyes" in page
    assert "Washington Prep" not in page
    refused = elena.post(f"/star-court/{key}/links")
    assert refused.status_code == 422
    assert "A coordinator of her area sends them." in refused.text


def test_a_copy_has_a_number_and_a_neutral_title(gail: Client, make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    key, code = row.id, row.code
    make.commit()
    gail.post(f"/star-court/{key}/copies")
    page = gail.post(f"/star-court/{key}/copies").text
    assert f"Copy 2 of the papers {code}" in page
    assert f"<title>Papers {code}" in page
    assert db.session.scalars(select(PacketCopy.number).order_by(PacketCopy.number)).all() == [1, 2]


def test_two_coordinators_do_not_overwrite_each_other(gail: Client, make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    address, version = f"/star-court/{row.id}/step", str(row.version)
    make.commit()
    data = {"version": version, "happened_on": make.today.isoformat(), "to": "accepted"}
    assert gail.post(address, data=data).status_code == 303
    stale = gail.post(address, data=data | {"to": "declined", "reason": "no_place"})
    assert stale.status_code == 409
    assert "Someone else changed this hand-off" in stale.text
    assert the_handoff().state is State.ACCEPTED


def test_her_release_is_taken_back_after_a_check_page(gail: Client, make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail, basis=Basis.RELEASE)
    release(make, row, people.gail)
    key = row.id
    make.commit()
    assert "Alma Reyes" in gail.get(f"/star-court/{key}").text
    assert "stop working" in gail.get(f"/star-court/{key}/release/revoke").text
    assert gail.post(f"/star-court/{key}/release/revoke").status_code == 303
    assert gail.post(f"/star-court/{key}/release/revoke").status_code == 422
    assert "No release of hers" in gail.get(f"/star-court/{key}").text


def test_a_facilitator_neither_sees_nor_infers_it(client_as: ClientAs, make: Make, people: People) -> None:
    lead = make.user()
    cohort = make.cohort(staff=(lead,), sessions=1)
    make.enrolment(cohort, people.girl)
    make.commit()
    browser = client_as(user=lead)
    pages = ("/", f"/cohorts/{cohort.id}", "/cohorts")
    before = [without_tokens(browser.get(page).text) for page in pages]
    make.begin()
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    key = row.id
    make.commit()
    assert [without_tokens(browser.get(page).text) for page in pages] == before
    assert browser.get(f"/star-court/{key}").status_code == 404
    assert browser.get("/star-court").status_code == 403
    assert "Hand-offs" not in "".join(before)


@pytest.mark.parametrize("count", [1, 8])
def test_the_list_asks_as_much_for_many_as_for_one(
    gail: Client, make: Make, people: People, statements: list[str], count: int
) -> None:
    for _ in range(count):
        handoff(make, people.girl, people.gail)
    make.commit()
    gail.get("/star-court")
    statements.clear()
    page = gail.get("/star-court")
    assert page.text.count("Collaborative court, Department 3") == count
    assert len([each for each in statements if each.startswith("SELECT") and "handoffs" in each]) == 1


def test_a_manager_reads_girls_by_year(client_as: ClientAs, make: Make, people: People) -> None:
    for _ in range(2):
        sent(make, handoff(make, people.girl, people.gail), people.gail)
    elena = client_as(user=people.manager)
    page = elena.get("/star-court").text
    assert f"Girls handed on in {make.today.year}" in page
    assert re.search(r"<dd>1</dd>", page)
