"""Saving a fidelity log: as written, with exceptions, twice, on an old version, too late, and by whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.cohorts.rules.states import NotHeldReason, SessionState
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Lesson
from curriculum_app.notes import queries, service
from curriculum_app.notes.models import FidelityException, FidelityLog
from curriculum_app.notes.rules import Verdict
from curriculum_app.notes.rules.fidelity import Given, LogText, Outcome, Planned, Why, as_written
from curriculum_app.notes.service import SavedLog
from tests.clients import Client

from .conftest import Group

PLAN = (Planned("opening", 15), Planned("cards", 55), Planned("closing", 20), Planned("extra", 10, is_required=False))
PLAIN = LogText(as_written(PLAN))
CHANGED = LogText(
    as_written(PLAN) | {"cards": Given(Outcome.CHANGED, 40, Why.OTHER, "Fire alarm")}, 3, "They asked for more."
)
ClientAs = Callable[..., Client]


def save(group: Group, text: LogText, *, user: User | None = None, base_version: int = 0, hours: int = 0) -> SavedLog:
    """Save the log as Rosa would, so many hours later."""
    at = group.make.at + timedelta(hours=hours)
    actor = group.actor(user or group.rosa)
    return service.save_log(group.session, PLAN, text, base_version=base_version, actor=actor, at=at)


def stored(group: Group) -> LogText:
    """The log as it stands."""
    session = db.session.scalars(
        select(GroupSession)
        .where(GroupSession.id == group.session.id)
        .options(joinedload(GroupSession.cohort).joinedload(Cohort.key))
    ).one()
    found = queries.stored_log(queries.log_of(session), session, PLAN)
    assert found is not None
    return found.text


def test_all_as_written_is_stored_without_an_exception(group: Group) -> None:
    assert save(group, PLAIN).verdict is Verdict.CREATED
    assert stored(group) == PLAIN
    log = db.session.scalars(select(FidelityLog)).one()
    assert (log.required_given, log.required_planned, log.minutes_given, log.minutes_planned) == (3, 3, 90, 90)
    assert db.session.scalar(select(func.count()).select_from(FidelityException)) == 0


def test_exceptions_engagement_and_words_come_back_as_they_were_said(group: Group) -> None:
    save(group, CHANGED)
    assert stored(group) == CHANGED
    row = db.session.scalars(select(FidelityException)).one()
    assert b"alarm" not in (row.detail_sealed or b"")


def test_who_did_not_lead_is_given_no_words(group: Group) -> None:
    save(group, CHANGED)
    found = queries.stored_log(queries.log_of(group.session), group.session, PLAN, with_words=False)
    assert found is not None
    assert (found.text.remark, found.text.given["cards"].detail) == ("", "")


def test_the_same_log_twice_is_one_log(group: Group) -> None:
    save(group, CHANGED)
    assert save(group, CHANGED).verdict is Verdict.SAME
    assert queries.replaced_logs(queries.log_of(group.session), group.session) == []


def test_a_change_by_a_colleague_keeps_what_it_replaces(group: Group) -> None:
    save(group, CHANGED)
    assert save(group, PLAIN, user=group.dana, base_version=1).verdict is Verdict.CHANGED
    assert stored(group) == PLAIN
    (kept,) = queries.replaced_logs(queries.log_of(group.session), group.session)
    assert (kept.version, kept.text) == (1, CHANGED)


def test_two_who_fill_it_in_at_once_do_not_overwrite_each_other(group: Group) -> None:
    save(group, CHANGED)
    answer = save(group, PLAIN, user=group.dana)
    assert answer.verdict is Verdict.CONFLICT
    assert answer.stored is not None
    assert answer.stored.text == stored(group) == CHANGED


@pytest.mark.parametrize(("hours", "verdict"), [(71, Verdict.CHANGED), (72, Verdict.TOO_LATE)])
def test_a_log_can_be_changed_for_72_hours(group: Group, hours: int, verdict: Verdict) -> None:
    save(group, CHANGED)
    assert save(group, PLAIN, base_version=1, hours=hours).verdict is verdict


def test_only_who_led_fills_it_in(group: Group) -> None:
    with pytest.raises(service.DidNotLead):
        save(group, PLAIN, user=group.make.user())


def test_a_session_that_did_not_happen_has_no_log(group: Group) -> None:
    group.session.state, group.session.not_held_reason = SessionState.NOT_HELD, NotHeldReason.LOCKDOWN
    with pytest.raises(service.NotYetHeld):
        save(group, PLAIN)


def test_a_session_to_come_has_no_log_yet(group: Group) -> None:
    group.session.held_on += timedelta(days=1)
    with pytest.raises(service.NotYetHeld):
        save(group, PLAIN)


@pytest.mark.parametrize(
    "given",
    [
        Given(Outcome.SKIPPED, 0),
        Given(Outcome.CHANGED, 10),
        Given(Outcome.CHANGED, 10, Why.OTHER),
    ],
)
def test_an_exception_needs_its_reason(group: Group, given: Given) -> None:
    with pytest.raises(service.ReasonMissing):
        save(group, replace(PLAIN, given={**PLAIN.given, "cards": given}))


@pytest.mark.parametrize(
    "text",
    [
        replace(PLAIN, engagement=5),
        replace(PLAIN, remark="x" * 2_001),
        replace(PLAIN, given={}),
        replace(PLAIN, given={**PLAIN.given, "cards": Given(Outcome.DONE, 481)}),
    ],
)
def test_what_no_form_of_ours_sends_is_refused(group: Group, text: LogText) -> None:
    with pytest.raises(service.NotTheLesson):
        save(group, text)


@pytest.fixture
def page(group: Group) -> str:
    """The address of the log, beside a lesson of three parts and a fourth for spare time."""
    lesson = db.session.scalars(
        select(Lesson).where(Lesson.edition_id == group.cohort.edition_id, Lesson.number == 1, Lesson.language == "en")
    ).one()
    lesson.activities = [
        {"key": each.key, "title": f"The {each.key}", "minutes": each.minutes, "required": each.is_required}
        for each in PLAN
    ]
    group.make.commit()
    return group.address.replace("/notes", "/fidelity")


def filled(version: int = 0, **changes: str) -> dict[str, str]:
    """A post as the page makes it; `changes` with `_` for `-`."""
    form = {"version": str(version), "remark": ""}
    for each in PLAN:
        outcome = "done" if each.is_required else "skipped"
        form |= {f"outcome-{each.key}": outcome, f"minutes-{each.key}": str(each.minutes)}
    return form | {name.replace("_", "-"): value for name, value in changes.items()}


def test_one_post_logs_all_as_written(group: Group, page: str, client_as: ClientAs) -> None:
    rosa = client_as(user=group.rosa)
    assert "All as written" in rosa.get(page).text
    saved = rosa.post(page, data={"as_written": "1", "version": "0", "engagement": "4"})
    assert saved.status_code == 303
    text = rosa.get(saved.location).text
    assert "Saved." in text
    assert "All as written" not in text
    assert stored(group) == replace(PLAIN, engagement=4)


def test_a_part_without_its_reason_is_refused_as_it_was_filled_in(group: Group, page: str, client_as: ClientAs) -> None:
    answer = client_as(user=group.rosa).post(page, data=filled(outcome_cards="skipped", remark="Kept words"))
    assert answer.status_code == 422
    assert "Choose a reason." in answer.text
    assert "Kept words" in answer.text
    assert queries.log_of(group.session) is None


def test_a_conflict_shows_both_and_the_next_save_wins(group: Group, page: str, client_as: ClientAs) -> None:
    rosa, dana = client_as(user=group.rosa), client_as(user=group.dana)
    rosa.post(page, data=filled(remark="From Rosa"))
    answer = dana.post(page, data=filled(remark="From Dana"))
    assert answer.status_code == 409
    assert "From Rosa" in answer.text
    assert "From Dana" in answer.text
    assert dana.post(page, data=filled(1, remark="From Dana")).status_code == 303
    text = rosa.get(page).text
    assert "Earlier versions" in text
    assert "From Rosa" in text


def test_after_72_hours_it_is_read_only(group: Group, page: str, client_as: ClientAs) -> None:
    client_as(user=group.rosa).post(page, data=filled(remark="Standing words"))
    with time_machine.travel(group.make.at + timedelta(hours=80), tick=False):
        rosa = client_as(user=group.rosa)
        text = rosa.get(page).text
        assert "Standing words" in text
        assert "outcome-cards" not in text
        assert rosa.post(page, data=filled(1, remark="Too late")).status_code == 409
    assert stored(group).remark == "Standing words"


def test_reading_and_writing_are_in_the_audit(group: Group, page: str, client_as: ClientAs) -> None:
    rosa = client_as(user=group.rosa)
    rosa.get(page)
    rosa.post(page, data=filled())
    tags = set(db.session.scalars(select(AuditEvent.action)))
    assert {"fidelity:log:read", "fidelity:log:written"} <= tags


def test_who_joined_the_group_later_reads_codes_and_no_words(group: Group, page: str, client_as: ClientAs) -> None:
    client_as(user=group.rosa).post(page, data=filled(remark="Secret words", outcome_cards="changed",
                                                      reason_cards="safety"))  # fmt: skip
    late = group.make.user()
    group.make.staff(group.cohort, late, "co", from_on=group.session.held_on + timedelta(days=1))
    group.make.commit()
    with time_machine.travel(group.make.at + timedelta(days=1), tick=False):
        text = client_as(user=late).get(page).text
    assert "Safety" in text
    assert "Secret words" not in text
