"""The sheet over HTTP: as a form without JavaScript, as one tapped row, refused, and with two answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select

from curriculum_app.attendance.models import MarkChange
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Status
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from tests.attendance.sheets import Sheet, sheet_of
from tests.clients import Client
from tests.factories import Make

PRESENT = Value(Status.PRESENT)
LATE = Value(Status.LATE, minutes=70)
SignIn = Callable[..., Client]
JSON = {"Accept": "application/json"}


@pytest.fixture
def sheet(make: Make) -> Sheet:
    return sheet_of(make, girls=3)


@pytest.fixture
def rosa(sheet: Sheet, client_as: SignIn) -> Client:
    return client_as(user=sheet.user)


def fields(sheet: Sheet, girl: int, status: str, *, version: int = 0, **more: str) -> dict[str, str]:
    """What the page posts for one girl."""
    enrolment = sheet.ids[girl]
    posted = {f"mark-{enrolment}": status, f"version-{enrolment}": str(version), f"op-{enrolment}": str(uuid4())}
    return posted | {f"{name}-{enrolment}": text for name, text in more.items()}


def test_nobody_is_present_before_somebody_says_so(sheet: Sheet, rosa: Client) -> None:
    page = rosa.get(sheet.url).text
    assert "3 not marked" in page
    assert " checked" not in page
    assert page.count("Present") == 3


def test_what_a_girl_tells_is_one_tap_from_her_row(sheet: Sheet, rosa: Client) -> None:
    page = rosa.get(sheet.url).text
    addresses = [f"/concerns/new?enrolment={enrolment}" for enrolment in sheet.ids]
    assert all(address in page for address in addresses)
    begun = rosa.get(addresses[0]).text
    assert "1-800-540-4000" in begun
    assert "About" in begun


def test_a_whole_sheet_is_saved_without_javascript(sheet: Sheet, rosa: Client) -> None:
    answer = rosa.post(sheet.url, data=fields(sheet, 0, "present") | fields(sheet, 1, "late", minutes="70"))
    assert (answer.status_code, sheet.url in answer.location) == (303, True)
    page = rosa.get(answer.location).text
    assert "1 present · 1 late · 1 not marked" in page
    assert "Saved." in page


def test_a_whole_sheet_posted_twice_is_saved_once(sheet: Sheet, rosa: Client) -> None:
    first = posted_whole(rosa.get(sheet.url).text, sheet, "present")
    rosa.post(sheet.url, data=first)
    rosa.post(sheet.url, data=first)
    assert len(sheet.history()) == 3


def test_going_back_and_saving_something_else_is_another_operation(sheet: Sheet, rosa: Client) -> None:
    page = rosa.get(sheet.url).text
    rosa.post(sheet.url, data=posted_whole(page, sheet, "present"))
    answer = rosa.post(sheet.url, data=posted_whole(page, sheet, "unexcused"))
    assert answer.status_code == 409
    assert len(sheet.history()) == 6


def posted_whole(page: str, sheet: Sheet, status: str) -> dict[str, str]:
    """What the page posts without JavaScript when every girl gets the same answer."""
    hidden = dict(re.findall(r'type="hidden" name="(version-[^"]+|op)" value="([^"]*)"', page))
    return hidden | {f"mark-{girl}": status for girl in sheet.ids}


def test_everyone_else_is_here_marks_only_the_unmarked(sheet: Sheet, rosa: Client) -> None:
    rosa.post(sheet.url, data=fields(sheet, 0, "unexcused"))
    rest = {"everyone": "present"}
    for girl in range(3):
        rest |= {name: text for name, text in fields(sheet, girl, "").items() if not name.startswith("mark-")}
    rest |= fields(sheet, 0, "unexcused", version=1)
    answer = rosa.post(sheet.url, data=rest)
    page = rosa.get(answer.location).text
    assert "2 present · 1 absent" in page
    undo = dict(re.findall(r'type="hidden" name="((?:mark|version|op)-[^"]+)" value="([^"]*)"', undo_form(page)))
    assert len(undo) == 6
    again = rosa.post(sheet.url, data=undo)
    assert "1 absent · 2 not marked" in rosa.get(again.location).text


def undo_form(page: str) -> str:
    return page[page.index('class="sheet-undo" action') :]


def test_a_tapped_row_gets_its_verdict_as_json(sheet: Sheet, rosa: Client) -> None:
    answer = rosa.post(sheet.url, data=fields(sheet, 0, "present"), headers=JSON)
    assert answer.status_code == 200
    (verdict,) = answer.get_json()["verdicts"]
    assert verdict["verdict"] == "applied"
    assert verdict["mark"]["version"] == 1
    assert verdict["mark"]["line"].startswith("Rosa, ")
    assert answer.get_json()["summary"] == "1 present · 2 not marked"
    assert re.fullmatch(r"Saved \d{1,2}:\d\d [AP]M", answer.get_json()["saved"])


def test_the_same_tap_sent_twice_is_a_duplicate(sheet: Sheet, rosa: Client) -> None:
    tap = fields(sheet, 0, "present")
    rosa.post(sheet.url, data=tap, headers=JSON)
    (verdict,) = rosa.post(sheet.url, data=tap, headers=JSON).get_json()["verdicts"]
    assert (verdict["verdict"], verdict["earlier"]) == ("duplicate", "applied")


def test_a_sheet_without_minutes_comes_back_as_typed(sheet: Sheet, rosa: Client) -> None:
    typed = fields(sheet, 0, "present") | fields(sheet, 1, "late", minutes="400")
    answer = rosa.post(sheet.url, data=typed)
    assert answer.status_code == 422
    assert "Error: " in answer.text
    assert "There is a problem" in answer.text
    assert answer.text.count("Enter whole minutes from 1 to 90.") == 2
    assert 'value="400"' in answer.text
    assert sheet.value(0) is None


def test_excused_without_a_reason_is_refused_as_json(sheet: Sheet, rosa: Client) -> None:
    answer = rosa.post(sheet.url, data=fields(sheet, 0, "excused"), headers=JSON)
    assert answer.status_code == 422
    assert answer.get_json()["verdicts"][0]["message"] == "Choose why she is excused."


def test_a_girl_of_another_group_saves_nothing(sheet: Sheet, make: Make, rosa: Client) -> None:
    stranger = sheet_of(make, girls=1)
    make.commit()
    answer = rosa.post(sheet.url, data=fields(sheet, 0, "present") | fields(stranger, 0, "present"))
    assert answer.status_code == 422
    assert "One person isn&#39;t on this list. Reload and try again." in answer.text
    assert sheet.value(0) is None


def test_a_field_named_after_nobody_saves_nothing(sheet: Sheet, rosa: Client) -> None:
    answer = rosa.post(sheet.url, data={"mark-somebody": "present"}, headers=JSON)
    assert (answer.status_code, answer.get_json()["message"]) == (
        422,
        "One person isn't on this list. Reload and try again.",
    )


def test_two_answers_are_shown_side_by_side(sheet: Sheet, client_as: SignIn, rosa: Client) -> None:
    other = client_as(user=sheet.other)
    rosa.post(sheet.url, data=fields(sheet, 0, "late", minutes="70"))
    answer = other.post(sheet.url, data=fields(sheet, 0, "present") | fields(sheet, 1, "present"))
    assert answer.status_code == 409
    assert re.search(r"Rosa marked Late, 70 minutes at \d+:\d\d [AP]M\. Keep hers or use yours\?", answer.text)
    assert "Keep hers: Late, 70 minutes" in answer.text
    assert "Use yours: Present" in answer.text
    assert (sheet.value(0), sheet.value(1)) == (LATE, PRESENT)
    assert len(db.session.scalars(select(MarkChange)).all()) == 3
    assert "Two answers differ" in rosa.get(sheet.url).text
    settled = other.post(sheet.url, data=fields(sheet, 0, "present", version=1))
    assert settled.status_code == 303
    assert "Two answers differ" not in rosa.get(sheet.url).text


def test_two_answers_as_json_carry_both(sheet: Sheet, client_as: SignIn, rosa: Client) -> None:
    other = client_as(user=sheet.other)
    rosa.post(sheet.url, data=fields(sheet, 0, "late", minutes="70"))
    answer = other.post(sheet.url, data=fields(sheet, 0, "present"), headers=JSON)
    (verdict,) = answer.get_json()["verdicts"]
    assert (answer.status_code, verdict["verdict"]) == (409, "conflict")
    assert [choice["status"] for choice in verdict["choices"]] == ["late", "present"]


def test_a_facilitator_cannot_say_that_somebody_was_not_expected(sheet: Sheet, rosa: Client) -> None:
    answer = rosa.post(sheet.url, data=fields(sheet, 0, "not_expected"))
    assert answer.status_code == 422
    assert "Only a coordinator can say that she was not expected." in answer.text


def test_a_manager_looks_and_does_not_touch(sheet: Sheet, client_as: SignIn, make: Make) -> None:
    manager = client_as("program_manager")
    page = manager.get(sheet.url)
    assert (page.status_code, "Everyone else is here" in page.text) == (200, False)
    assert manager.post(sheet.url, data=fields(sheet, 0, "present")).status_code == 403


def test_a_facilitator_of_another_group_learns_nothing(sheet: Sheet, client_as: SignIn, make: Make) -> None:
    stranger = client_as()
    unknown = sheet.url.replace(str(sheet.session_id), str(uuid4()))
    assert stranger.get(sheet.url).status_code == stranger.get(unknown).status_code == 404


def test_changes_stand_in_the_history_with_old_and_new(sheet: Sheet, rosa: Client) -> None:
    rosa.post(sheet.url, data=fields(sheet, 0, "present"))
    rosa.post(sheet.url, data=fields(sheet, 0, "late", version=1, minutes="50"))
    assert "Present → Late, 50 minutes" in rosa.get(sheet.url).text
    history = rosa.get(f"{sheet.url}/history").text
    assert "Rosa Delgado" in history
    assert history.index("Late, 50 minutes") < history.index("Not marked")


def test_a_sheet_tells_the_latest_changes_and_leads_to_all(sheet: Sheet, rosa: Client) -> None:
    for version, status in enumerate(["present", "unexcused", "late", "present"]):
        rosa.post(sheet.url, data=fields(sheet, 0, status, version=version, minutes="50"))
    page = rosa.get(sheet.url).text
    told = re.search(r'class="girl-history".*?</details>', page, re.DOTALL)
    assert told is not None
    assert told.group().count("→") == 3
    assert "Not marked →" not in told.group()
    assert f'href="{sheet.url}/history"' in told.group()
    assert "Not marked" in rosa.get(f"{sheet.url}/history").text


def test_a_sheet_leads_to_pages_that_there_are(sheet: Sheet, rosa: Client) -> None:
    below = set(re.findall(rf'href="({sheet.url.removesuffix("/attendance")}/[^"?]+)"', rosa.get(sheet.url).text))
    assert len(below) == 6
    assert {address: rosa.get(address).status_code for address in below} == dict.fromkeys(below, 200)


def test_every_reading_and_every_save_is_in_the_audit(sheet: Sheet, rosa: Client) -> None:
    rosa.get(sheet.url)
    rosa.post(sheet.url, data=fields(sheet, 0, "late"))
    rosa.post(sheet.url, data=fields(sheet, 0, "present"))
    actions = db.session.scalars(
        select(AuditEvent.action).where(AuditEvent.object_id == sheet.session_id).order_by(AuditEvent.at)
    ).all()
    assert actions == ["attendance:sheet:read", "attendance:sheet:read", "attendance:sheet:changed"]


@pytest.mark.parametrize("girls", [2, 12])
def test_opening_costs_at_most_three_statements_however_many_girls(
    make: Make,
    client_as: SignIn,
    statements: list[str],
    girls: int,
) -> None:
    sheet = sheet_of(make, girls=girls)
    browser = client_as(user=sheet.user)
    for girl in range(girls):
        browser.post(sheet.url, data=fields(sheet, girl, "present"))
    browser.post(sheet.url, data=fields(sheet, 0, "unexcused", version=1))
    statements.clear()
    browser.get(sheet.url)
    own = [each for each in statements if "sign_ins" not in each and "audit_events" not in each]
    assert len(own) <= 4, own


def test_no_name_stands_in_the_title_or_the_address(sheet: Sheet, rosa: Client) -> None:
    page = rosa.get(sheet.url).text
    title = page[page.index("<title>") : page.index("</title>")]
    assert "Group" in title
    assert "Maya" not in title
