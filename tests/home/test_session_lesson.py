"""The lesson of a session beside its girls: which text, in which language, and who is here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from config import ROOT
from curriculum_app.accounts.models import User
from curriculum_app.attendance.models import Mark, Visit
from curriculum_app.attendance.rules.words import Reason, Status
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import parse_edition
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]
KEY = "gifts-and-promises"


@pytest.fixture
def rosa(make: Make) -> User:
    """A facilitator."""
    return make.user("facilitator", full_name="Rosa Delgado")


@pytest.fixture
def cohort(make: Make, rosa: User) -> Cohort:
    """Her group of three, which comes to lesson 3 of our own lessons today."""
    at = clock.now()
    read = service.read_edition(ROOT / "lessons")
    edition = service.load_edition(read, actor=command_line(clock.today(at)), at=at).edition
    cohort = make.group(rosa, girls=3, edition=edition, sessions=1, name="Group A, Tuesday")
    session = session_of(cohort)
    session.lesson_key, session.lesson_number = KEY, 3
    return cohort


def session_of(cohort: Cohort) -> GroupSession:
    """Its first session."""
    return db.session.scalars(select(GroupSession).where(GroupSession.cohort_id == cohort.id)).one()


def address(cohort: Cohort, language: str = "") -> str:
    """The page of its first session's lesson."""
    query = f"?lang={language}" if language else ""
    return f"/cohorts/{cohort.id}/sessions/{session_of(cohort).id}/lesson{query}"


def words(text: str) -> str:
    """A page's text on one line."""
    return " ".join(text.split())


def test_every_step_is_there_with_its_time_and_what_is_next(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    make.commit()
    text = words(client_as(user=rosa).get(address(cohort)).text)
    assert "Lesson 3: Gifts, promises and strings" in text
    assert text.count('<section class="step"') == 8
    assert 'id="activity-four-steps" tabindex="-1" data-minutes="25" data-title="Four steps"' in text
    assert "Step 4 of 8 · 4:25 PM" in text
    assert 'href="#activity-strings" data-next' in text
    assert "Jasmine is fourteen." in text


def test_who_is_expected_and_who_is_here(client_as: Sign, make: Make, rosa: User, cohort: Cohort) -> None:
    session = session_of(cohort)
    first, second, third = db.session.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id)).all()
    here = {"session_id": session.id, "marked_at": make.at}
    make.add(Mark(enrolment_id=first.id, status=Status.LATE, minutes=60, **here))
    make.add(Mark(enrolment_id=second.id, status=Status.NOT_EXPECTED, **here))
    make.commit()
    text = words(client_as(user=rosa).get(address(cohort)).text)
    assert "1 of 2 here · 1 not marked" in text
    make.begin()
    make.add(Mark(enrolment_id=third.id, status=Status.EXCUSED, reason=Reason.COURT, **here))
    make.commit()
    text = words(client_as(user=rosa).get(address(cohort)).text)
    assert "1 of 2 here</summary>" in text
    assert "Excused" in text


def test_a_walk_in_is_in_the_room_too(client_as: Sign, make: Make, rosa: User, cohort: Cohort) -> None:
    key, row = (
        open_key(db.session.get_one(VaultKey, cohort.key_id)),
        make.add(Visit(session_id=session_of(cohort).id, age=14, recorded_at=make.at)),
    )
    row.first_name_sealed = key.seal(Visit.first_name_sealed, row.id, "Tiana")
    row.last_initial_sealed = key.seal(Visit.last_initial_sealed, row.id, "B")
    make.commit()
    text = client_as(user=rosa).get(address(cohort)).text
    assert "Tiana B." in text
    assert "Came without a seat" in text


def test_it_is_in_the_language_of_the_group_until_another_is_asked_for(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    cohort.language = "es"
    make.commit()
    browser = client_as(user=rosa)
    text = browser.get(address(cohort)).text
    assert '<html lang="en">' in text
    assert '<div class="guide" lang="es">' in text
    assert "Cuatro pasos" in text
    assert "Four steps" in browser.get(address(cohort, "en")).text


def test_a_group_in_a_language_without_lessons_is_led_in_english(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    cohort.language = "ko"
    make.commit()
    assert '<div class="guide" lang="en">' in client_as(user=rosa).get(address(cohort)).text


def test_a_running_group_keeps_the_text_that_it_began_with(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    files = dict(service.read_folder(ROOT / "lessons"))
    path = "en/03-gifts-and-promises.md"
    files[path] = files[path].replace(b"Jasmine is fourteen.", b"Jasmine is fifteen.")
    at = clock.now() + timedelta(minutes=1)
    service.load_edition(parse_edition(files), actor=command_line(clock.today(at)), at=at)
    make.commit()
    browser = client_as(user=rosa)
    assert "Jasmine is fourteen." in browser.get(address(cohort)).text
    assert "Jasmine is fifteen." in browser.get("/lessons/3").text


def test_a_lesson_that_the_edition_does_not_have_is_said(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    session_of(cohort).lesson_key = "gone"
    make.commit()
    text = client_as(user=rosa).get(address(cohort)).text
    assert "The text of this lesson is not here." in text
    assert "0 of 3 here" in text


def test_a_substitute_is_led_to_the_sheet_and_not_to_the_notes(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort
) -> None:
    other, session = make.user("facilitator"), session_of(cohort)
    make.staff(cohort, other, "substitute", session_id=session.id, from_on=make.today, until_on=make.today)
    make.commit()
    text = client_as(user=other).get(address(cohort)).text
    onward = text[text.index('id="after"') :]
    assert f"/sessions/{session.id}/attendance" in onward
    assert "Write a note" not in onward
    own = client_as(user=rosa).get(address(cohort)).text
    assert "Write a note" in own[own.index('id="after"') :]


def test_opening_it_is_logged_before_a_name_is_read(client_as: Sign, make: Make, rosa: User, cohort: Cohort) -> None:
    make.commit()
    client_as(user=rosa).get(address(cohort))
    read = select(AuditEvent).where(AuditEvent.action == "session:lesson:read")
    assert db.session.scalars(read).one().object_id == session_of(cohort).id


def test_it_costs_the_same_for_few_girls_and_for_many(
    client_as: Sign, make: Make, rosa: User, cohort: Cohort, statements: list[str]
) -> None:
    many = make.group(rosa, girls=12, edition=cohort.edition, sessions=1)
    session_of(many).lesson_key = KEY
    pages = [address(cohort), address(many)]
    make.commit()
    browser, counts = client_as(user=rosa), []
    for page in pages:
        statements.clear()
        assert browser.get(page).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= 9


def test_home_and_the_sessions_page_lead_there(client_as: Sign, make: Make, rosa: User, cohort: Cohort) -> None:
    make.commit()
    browser = client_as(user=rosa)
    page = address(cohort)
    assert f'href="{page}"' in browser.get("/").text
    assert f'href="{page}"' in browser.get(page.removesuffix("/lesson")).text
