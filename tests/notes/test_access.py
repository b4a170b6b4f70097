"""Who may open notes: those of the group. Others learn nothing, not even that there is one."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.notes.models import Note, NoteDraft
from tests.clients import Client

from .conftest import Group

ClientAs = Callable[..., Client]

PAGES = [
    ("GET", ""),
    ("GET", "/earlier"),
    ("POST", ""),
    ("POST", "/addenda"),
    ("POST", "/draft"),
    ("POST", "/draft/discard"),
]


@pytest.mark.parametrize(("method", "suffix"), PAGES)
def test_another_groups_notes_answer_like_an_id_that_does_not_exist(
    group: Group, client_as: ClientAs, method: str, suffix: str
) -> None:
    browser = client_as("facilitator")
    absent_id = str(uuid4())
    nowhere = group.address.replace(str(group.session.id), absent_id)
    form = {"id": str(uuid4()), "version": "0", "body": "Text."}
    theirs = browser.open(f"{group.address}{suffix}", method=method, data=form, headers=token_of(browser, method))
    absent = browser.open(f"{nowhere}{suffix}", method=method, data=form, headers=token_of(browser, method))
    assert theirs.status_code == absent.status_code == 404
    assert without_tokens(theirs.text).replace(str(group.session.id), absent_id) == without_tokens(absent.text)
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0
    assert db.session.scalar(select(func.count()).select_from(NoteDraft)) == 0


@pytest.mark.parametrize(
    ("role", "grant"),
    [("coordinator", {"service_area": 6}), ("program_manager", {})],
)
def test_who_sees_the_group_but_may_not_read_notes_is_told_so(
    group: Group, client_as: ClientAs, role: str, grant: dict[str, int]
) -> None:
    browser = client_as(role, **grant)
    assert browser.get(group.address).status_code == 403
    assert browser.post(group.address, data={"body": "Text."}).status_code == 403
    assert browser.post(f"{group.address}/draft", data={"body": "Text."}).status_code == 403


@pytest.mark.parametrize("role", ["administrator", "analyst"])
def test_who_knows_no_groups_finds_no_notes(group: Group, client_as: ClientAs, role: str) -> None:
    assert client_as(role).get(group.address).status_code == 404


def test_a_substitute_takes_attendance_only(group: Group, client_as: ClientAs) -> None:
    substitute = group.make.user()
    day = group.session.held_on
    group.make.staff(group.cohort, substitute, "substitute", session_id=group.session.id, from_on=day, until_on=day)
    group.make.commit()
    assert client_as(user=substitute).get(group.address).status_code == 403


def test_the_earlier_versions_of_a_colleagues_note_stay_hers(group: Group, client_as: ClientAs) -> None:
    rosa, dana = client_as(user=group.rosa), client_as(user=group.dana)
    rosa.post(group.address, data={"id": str(uuid4()), "version": "0", "body": "First."})
    rosa.post(group.address, data={"id": str(uuid4()), "version": "1", "body": "Second."})
    assert "First." in rosa.get(f"{group.address}/earlier").text
    assert dana.get(f"{group.address}/earlier").status_code == 404


def test_a_session_under_another_groups_address_is_not_found(group: Group, client_as: ClientAs) -> None:
    other = group.make.cohort(staff=(group.rosa,))
    group.make.commit()
    address = group.address.replace(str(group.cohort.id), str(other.id))
    assert client_as(user=group.rosa).get(address).status_code == 404


def test_a_denied_read_is_in_the_audit(group: Group, client_as: ClientAs) -> None:
    client_as("facilitator").get(group.address)
    row = db.session.scalars(select(AuditEvent).where(AuditEvent.outcome == "denied")).one()
    assert row.object_id == group.session.id


def token_of(browser: Client, method: str) -> dict[str, str]:
    """The header that an unsafe request carries."""
    return {"X-CSRFToken": browser.token()} if method == "POST" else {}


def without_tokens(text: str) -> str:
    """A page without the form tokens, which are masked anew in each answer."""
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line)
