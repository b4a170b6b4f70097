"""The page of notes: writing, repeating, two tabs, too late, too long, and what comes back when it is refused."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.notes.models import Note, NoteDraft
from tests.clients import Client

from .conftest import Group

ClientAs = Callable[..., Client]


def fields(body: str, version: str = "0", **about: str) -> dict[str, str]:
    """A form as the page posts it."""
    return {"id": str(uuid4()), "version": version, "body": body} | about


@pytest.fixture
def rosa(group: Group, client_as: ClientAs) -> Client:
    """Rosa's browser."""
    return client_as(user=group.rosa)


@pytest.fixture
def dana(group: Group, client_as: ClientAs) -> Client:
    """Dana's browser."""
    return client_as(user=group.dana)


def test_the_page_says_who_can_read_and_what_to_leave_out(group: Group, rosa: Client) -> None:
    text = rosa.get(group.address).text
    assert "Who can read this: you and Dana Walker." in text
    assert "A note is not a report of abuse." in text
    assert "Lesson 1: Lesson 1" in text
    assert "Maya R." in text
    assert "Reyes" not in text


def test_a_saved_note_is_there_for_both_who_led(group: Group, rosa: Client, dana: Client) -> None:
    saved = rosa.post(group.address, data=fields("They liked the rings.", **{group.about(0): "Drew hers in blue."}))
    assert saved.status_code == 303
    assert "Saved." in rosa.get(saved.location).text
    text = dana.get(group.address).text
    assert "Note by Rosa Delgado" in text
    assert "They liked the rings." in text
    assert "Drew hers in blue." in text


def test_the_author_finds_her_note_in_the_box_to_change_it(group: Group, rosa: Client) -> None:
    rosa.post(group.address, data=fields("First words."))
    text = rosa.get(group.address).text
    assert "First words.</textarea>" in text
    assert "You can change this note until" in text
    rosa.post(group.address, data=fields("Second words.", version="1"))
    assert "Second words.</textarea>" in rosa.get(group.address).text
    earlier = rosa.get(f"{group.address}/earlier").text
    assert "First words." in earlier
    assert "Version 1, replaced" in earlier


def test_the_same_post_twice_says_already_saved(group: Group, rosa: Client) -> None:
    form = fields("Once.")
    rosa.post(group.address, data=form)
    again = rosa.post(group.address, data=form)
    assert "Already saved." in rosa.get(again.location).text
    assert db.session.scalar(select(func.count()).select_from(Note)) == 1


def test_two_tabs_show_both_texts_and_keep_both(group: Group, rosa: Client) -> None:
    rosa.post(group.address, data=fields("From the first tab."))
    answer = rosa.post(group.address, data=fields("From the second tab.", **{group.about(1): "Hers too."}))
    assert answer.status_code == 409
    assert "From the first tab." in answer.text
    assert "From the second tab.</textarea>" in answer.text
    assert "Hers too.</textarea>" in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text, "saving again is meant to replace it"
    assert "From the second tab.</textarea>" in rosa.get(group.address).text, "it is kept as a draft"


def test_after_72_hours_the_note_is_read_only_and_the_box_adds(group: Group, rosa: Client, client_as: ClientAs) -> None:
    rosa.post(group.address, data=fields("In time."))
    with time_machine.travel(group.make.at + timedelta(hours=72, minutes=1), tick=False):
        browser = client_as(user=group.rosa)
        page = browser.get(group.address).text
        assert "In time.</textarea>" not in page
        assert "Add to your note" in page
        late = browser.post(group.address, data=fields("Changed too late.", version="1"))
        assert late.status_code == 409
        assert "Changed too late.</textarea>" in late.text
        assert "The 72 hours for changes are over" in late.text
        added = browser.post(f"{group.address}/addenda", data=fields("One more thing."))
        assert added.status_code == 303
        text = client_as(user=group.dana).get(group.address).text
    assert "In time." in text
    assert "One more thing." in text
    assert "Added " in text


def test_a_minute_before_72_hours_the_note_still_changes(group: Group, rosa: Client, client_as: ClientAs) -> None:
    rosa.post(group.address, data=fields("In time."))
    with time_machine.travel(group.make.at + timedelta(hours=71, minutes=59), tick=False):
        browser = client_as(user=group.rosa)
        assert browser.post(group.address, data=fields("Just in time.", version="1")).status_code == 303


def test_an_addendum_to_a_note_that_can_be_changed_comes_back_as_typed(group: Group, rosa: Client) -> None:
    rosa.post(group.address, data=fields("In time."))
    early = rosa.post(f"{group.address}/addenda", data=fields("Too early."))
    assert early.status_code == 422
    assert "You can still change the note itself." in early.text
    assert "Too early.</textarea>" in early.text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Write something first."),
        ("a" * 20_001, "Keep this under 20,000 characters."),
        ("quiet\x00ly", "Remove hidden characters (U+0000)."),
        ("turn\u202eed", "Remove hidden characters (U+202E)."),
    ],
)
def test_a_refused_note_comes_back_as_typed(group: Group, rosa: Client, body: str, said: str) -> None:
    answer = rosa.post(group.address, data=fields(body, **{group.about(0): "Kept beside it."} if body else {}))
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert said in answer.text
    if body:
        assert f"{body}</textarea>" in answer.text
        assert "Kept beside it.</textarea>" in answer.text


def test_a_girl_who_is_not_on_the_list_is_refused(group: Group, rosa: Client, stranger: Enrolment) -> None:
    group.make.commit()
    answer = rosa.post(group.address, data=fields("Text.", **{f"about-{stranger.id}": "Not here."}))
    assert answer.status_code == 422
    assert "One person isn&#39;t on this list. Reload and try again." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0


def test_a_field_that_is_not_hers_to_set_is_ignored(group: Group, rosa: Client) -> None:
    rosa.post(group.address, data=fields("Mine.", author_id=str(group.dana.id), written_at="2020-01-01"))
    note = db.session.scalars(select(Note)).one()
    assert note.author_id == group.rosa.id
    assert note.written_at >= group.make.at


def test_script_and_braces_are_kept_and_shown_as_text(group: Group, rosa: Client, dana: Client) -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} javascript:alert(1)"
    rosa.post(group.address, data=fields(hostile))
    for browser in (rosa, dana):
        text = browser.get(group.address).text
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} javascript:alert(1)" in text


def test_a_draft_is_kept_told_of_and_comes_back(group: Group, rosa: Client, dana: Client) -> None:
    kept = rosa.post(f"{group.address}/draft", data=fields("Half a sent", **{group.about(2): "Also half"}))
    assert kept.status_code == 200
    assert kept.get_json()["state"].startswith("Draft kept ")
    page = rosa.get(group.address).text
    assert "Half a sent</textarea>" in page
    assert "Also half</textarea>" in page
    assert "Not saved as a note yet." in page
    assert "Half a sent" not in dana.get(group.address).text


def test_a_draft_that_cannot_be_kept_says_why(group: Group, rosa: Client) -> None:
    refused = rosa.post(f"{group.address}/draft", data=fields("a" * 20_001))
    assert refused.status_code == 422
    assert refused.get_json() == {"state": "Draft not kept. Keep this under 20,000 characters."}
    strange = rosa.post(f"{group.address}/draft", data=fields("a", **{f"about-{uuid4()}": "Who?"}))
    assert strange.status_code == 422


def test_a_draft_is_thrown_away_on_request(group: Group, rosa: Client) -> None:
    rosa.post(f"{group.address}/draft", data=fields("Half a sent"))
    rosa.post(f"{group.address}/draft/discard", data=fields("Half a sent"))
    assert "Half a sent" not in rosa.get(group.address).text
    assert db.session.scalar(select(func.count()).select_from(NoteDraft)) == 0


def test_saving_ends_the_draft(group: Group, rosa: Client) -> None:
    rosa.post(f"{group.address}/draft", data=fields("Half a sent"))
    rosa.post(group.address, data=fields("Half a sentence more."))
    assert "Not saved as a note yet." not in rosa.get(group.address).text


def test_a_post_without_a_token_is_refused_and_the_text_comes_back(group: Group, rosa: Client) -> None:
    answer = rosa.post(group.address, data=fields("Not lost."), token=False)
    assert answer.status_code == 400
    assert "Not lost." in answer.text
    assert db.session.scalar(select(func.count()).select_from(Note)) == 0


def test_opening_the_page_is_in_the_audit(group: Group, rosa: Client) -> None:
    rosa.get(group.address)
    row = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "note:session:read")).one()
    assert (row.actor_id, row.object_id) == (group.rosa.id, group.session.id)


def test_the_page_takes_the_same_number_of_statements_for_one_girl_and_for_many(
    group: Group, rosa: Client, statements: list[str]
) -> None:
    address, cohort_id = group.address, group.cohort.id
    rosa.get(address)
    statements.clear()
    rosa.get(address)
    few = list(statements)
    with_edition = select(Cohort).where(Cohort.id == cohort_id).options(joinedload(Cohort.edition))
    cohort = db.session.scalars(with_edition).one()
    for _ in range(9):
        group.make.enrolment(cohort)
    group.make.commit()
    statements.clear()
    rosa.get(address)
    assert len(statements) == len(few)
