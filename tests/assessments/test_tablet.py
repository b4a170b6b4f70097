"""The pages: a facilitator opens sittings and sees who is done; a girl answers at a tablet that forgets her."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import SignIn, User
from curriculum_app.assessments.models import Sitting, SittingScore
from curriculum_app.assessments.rules import SittingState
from curriculum_app.assessments.service.entering import WRONG_FROM_ADDRESS
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from tests.clients import Client, without_tokens
from tests.factories import Make
from tests.factories.sittings import version

ClientAs = Callable[..., Client]
REFUSED = "That code doesn&#39;t work. Ask your facilitator for a new one."
QUESTIONS = 22


@pytest.fixture
def lead(make: Make) -> User:
    """Who leads the group."""
    return make.user("facilitator", full_name="Dana Whitfield")


@pytest.fixture
def group(make: Make, lead: User) -> Cohort:
    """A group of two girls who may be asked and one who may not."""
    version(make)
    cohort = make.cohort(staff=(lead,))
    for name in ("Maya", "Ximena"):
        girl = make.participant(name, "Reyes", language="es" if name == "Ximena" else "en")
        make.consent(girl, "assessments")
        make.enrolment(cohort, girl)
    make.enrolment(cohort, make.participant("Tiana", "Brooks"))
    make.commit()
    return cohort


@pytest.fixture
def address(group: Cohort) -> str:
    """The page of the first session's sittings."""
    query = select(GroupSession.id).where(GroupSession.cohort_id == group.id, GroupSession.number == 1)
    return f"/cohorts/{group.id}/sessions/{db.session.scalars(query).one()}/sittings"


@pytest.fixture
def desk(client_as: ClientAs, lead: User) -> Client:
    """The facilitator's browser."""
    return client_as(user=lead)


def codes(desk: Client, address: str) -> list[str]:
    """Print slips for everybody and read the codes off the page."""
    page = desk.post(address, data={"id": str(new_id()), "wave": "pre", "instrument": "main"}).text
    return re.findall(r'<p class="slip-code">([A-Z ]+)</p>', page)


def sittings() -> list[Sitting]:
    return list(db.session.scalars(select(Sitting).execution_options(populate_existing=True)))


def test_a_facilitator_prints_slips_with_initials_and_sees_who_is_done(desk: Client, address: str) -> None:
    page = desk.post(address, data={"id": str(new_id()), "wave": "pre", "instrument": "main"}).text
    assert page.count("slip-code") == page.count("<svg") == 2
    assert "M. R." in page
    assert "Maya" not in page
    listed = desk.get(address).text
    assert "0 of 2 done" in listed
    assert "No consent to questions: do not ask her." in listed
    assert listed.count("Has a slip") == 2


def test_a_coordinator_sees_who_is_done_and_opens_nothing(client_as: ClientAs, address: str) -> None:
    page = client_as("coordinator", service_area=6).get(address).text
    assert "Maya R." in page
    assert "Make slips" not in page


def test_a_manager_reads_the_count_alone(client_as: ClientAs, address: str) -> None:
    page = client_as("program_manager").get(address).text
    assert "0 of 2 done" in page
    assert "Maya" not in page


def test_slips_for_nobody_are_refused_in_a_sentence(desk: Client, address: str) -> None:
    form = {"id": str(new_id()), "wave": "pre", "instrument": "main", "only": str(new_id())}
    answer = desk.post(address, data=form)
    assert answer.status_code == 422
    assert "There is nobody to print a slip for." in answer.text


def test_a_girl_answers_everything_and_the_tablet_forgets_her(desk: Client, address: str, client: Client) -> None:
    code = codes(desk, address)[0]
    entered = client.post("/s", data={"code": code.lower()}, follow_redirects=True)
    assert "Before you begin" in entered.text
    where = client.get("/s/questions").location
    for number in range(1, QUESTIONS + 1):
        assert where == f"/s/questions/{number}"
        assert f"Question {number} of {QUESTIONS}" in client.get(where).text
        where = client.post(where, data={"given": "1" if number % 3 else "skipped"}).location
    assert where == "/s/end"
    thanks = client.post("/s/end")
    assert "Give the tablet back." in thanks.text
    assert thanks.headers["Clear-Site-Data"] == '"cache", "cookies"'
    assert thanks.headers["Cache-Control"] == "no-store"
    assert [client.get_cookie(name) for name in ("tablet", "language", "visitor")] == [None] * 3
    for left in ("/s/promise", "/s/questions", "/s/questions/3", "/s/end"):
        assert client.get(left).location == "/s"
    assert REFUSED in client.post("/s", data={"code": code}).text
    assert "1 of 2 done" in desk.get(address).text
    assert db.session.scalars(select(SittingScore)).all()


def test_no_page_shows_what_she_said(desk: Client, address: str, client: Client) -> None:
    client.post("/s", data={"code": codes(desk, address)[0]})
    before = client.get("/s/questions/1").text
    client.post("/s/questions/1", data={"given": "1"})
    pages = [without_tokens(client.get("/s/questions/1").text)]
    client.post("/s/questions/1", data={"given": "2"})
    pages.append(without_tokens(client.get("/s/questions/1").text))
    assert pages[0] == pages[1]
    assert "What you said is kept." in pages[0]
    assert "What you said is kept." not in before


def test_hide_takes_the_questions_off_the_tablet_until_the_code_comes_again(
    desk: Client, address: str, client: Client
) -> None:
    code = codes(desk, address)[0]
    client.post("/s", data={"code": code})
    client.post("/s/questions/1", data={"given": "2"})
    assert client.post("/s/hide").location == "/s"
    assert client.get("/s/questions/1").location == "/s"
    client.post("/s", data={"code": code})
    assert client.get("/s/questions").location == "/s/questions/2"


@pytest.mark.parametrize("given", ["", "0", "9", "1e1", "-1", "²", "done"])
def test_what_the_question_does_not_offer_is_refused(desk: Client, address: str, client: Client, given: str) -> None:
    client.post("/s", data={"code": codes(desk, address)[0]})
    assert client.post("/s/questions/1", data={"given": given}).status_code == 400
    assert client.get("/s/questions").location == "/s/questions/1"


def test_a_question_that_is_not_asked_does_not_exist(desk: Client, address: str, client: Client) -> None:
    client.post("/s", data={"code": codes(desk, address)[0]})
    assert [client.get(f"/s/questions/{number}").status_code for number in (0, QUESTIONS + 1)] == [404, 404]


def test_wrong_used_and_too_many_codes_answer_with_the_same_bytes(desk: Client, address: str, client: Client) -> None:
    used, good = codes(desk, address)
    client.post("/s", data={"code": used})
    client.post("/s/end")
    pages = set()
    for typed in [used, "B" * 5_000, *["BBB BBBB"] * WRONG_FROM_ADDRESS, good]:
        answer = client.post("/s", data={"code": typed})
        assert (answer.status_code, answer.headers.get("Set-Cookie")) == (422, None)
        pages.add(without_tokens(answer.text).replace(typed, ""))
    assert len(pages) == 1
    assert SittingState.STARTED not in {row.state for row in sittings()}


def test_handing_over_locks_the_facilitators_screen_and_done_leaves_it_locked(
    desk: Client, address: str, app_context: object
) -> None:
    code = codes(desk, address)[0]
    assert desk.post(f"{address}/hand-over").location == "/s"
    assert desk.get(address).location.startswith("/account/unlock")
    assert "Dana" not in desk.get("/s").text
    desk.post("/s", data={"code": code})
    desk.post("/s/questions/1", data={"given": "1"})
    thanks = desk.post("/s/end")
    assert thanks.headers["Clear-Site-Data"] == '"cache"'
    assert desk.get(address).location.startswith("/account/unlock")


def test_a_code_on_a_tablet_with_an_open_sign_in_locks_it(desk: Client, address: str, make: Make) -> None:
    """Also when the last use was noted minutes ago: the note of this use must not open it again."""
    code = codes(desk, address)[0]
    row = db.session.scalars(select(SignIn)).one()
    row.last_seen_at = make.at - timedelta(minutes=5)
    make.commit()
    desk.post("/s", data={"code": code})
    assert desk.get(address).location.startswith("/account/unlock")


def test_a_girl_goes_on_in_her_language(desk: Client, address: str, client: Client) -> None:
    languages = set()
    for code in codes(desk, address):
        answer = client.post("/s", data={"code": code})
        languages.add(answer.location)
    assert languages == {"/s/promise?lang=en", "/s/promise?lang=es"}


def test_the_page_takes_as_many_statements_for_three_girls_as_for_nine(
    desk: Client, address: str, group: Cohort, make: Make, statements: list[str]
) -> None:
    def asked() -> int:
        statements.clear()
        assert desk.get(address).status_code == 200
        return len(statements)

    desk.get(address)
    few = asked()
    with_edition = select(Cohort).where(Cohort.id == group.id).options(joinedload(Cohort.edition))
    cohort = db.session.scalars(with_edition.execution_options(populate_existing=True)).one()
    for _ in range(6):
        girl = make.participant()
        make.consent(girl, "assessments")
        make.enrolment(cohort, girl)
    make.commit()
    assert asked() == few
