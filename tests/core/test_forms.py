"""Fields that nobody asked for: ignored, and remembered without a word of what they said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from curriculum_app.accounts.models import RoleAssignment
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.forms import UNKNOWN_FIELDS
from curriculum_app.core.text import hidden_characters, one_line
from tests.clients import Client

FORGED = {"role": "program_manager", "is_active": "1", "csrf_token": "no field of the form, but no forgery either"}
LANGUAGE = "/account/language"


def remembered() -> list[tuple[str, dict[str, object] | None]]:
    """The outcome and the details of every remembered forgery."""
    found = select(AuditEvent).where(AuditEvent.action == UNKNOWN_FIELDS.action)
    return [(event.outcome, event.details) for event in db.session.scalars(found)]


def test_a_forged_field_is_ignored_and_audited(client_as: Callable[..., Client]) -> None:
    browser = client_as("facilitator")
    before = db.session.scalars(select(RoleAssignment.role)).all()
    assert browser.post(LANGUAGE, data={"language": "es", **FORGED}).status_code == 303
    assert db.session.scalars(select(RoleAssignment.role)).all() == before
    assert remembered() == [("denied", {"endpoint": "accounts.change_language", "fields": 2})]


def test_a_refused_form_remembers_its_forged_field_too(client_as: Callable[..., Client]) -> None:
    assert client_as("facilitator").post(LANGUAGE, data={"language": "xx", "role": "manager"}).status_code == 422
    assert [outcome for outcome, _ in remembered()] == ["denied"]


def test_somebody_who_is_not_signed_in_is_remembered_too(client: Client, app_context: object) -> None:
    client.post("/sign-in", data={"email": "nobody@example.com", "password": "x" * 20, "role": "manager"})
    assert remembered() == [("denied", {"endpoint": "accounts.sign_in", "fields": 1})]


def test_a_form_as_its_page_made_it_leaves_no_trace(client_as: Callable[..., Client]) -> None:
    assert client_as("facilitator").post(LANGUAGE, data={"language": "es", "csrf_token": "x"}).status_code == 303
    assert remembered() == []


@pytest.mark.parametrize("hidden", ["\0", "\u202e", "\u200b", "\u061c", "\ufeff"])
def test_what_a_form_refuses_a_file_loses(hidden: str) -> None:
    assert hidden_characters(f"Ma{hidden}ya") == [f"U+{ord(hidden):04X}"]
    assert one_line(f"Ma{hidden}ya") == ("Maya", True)
