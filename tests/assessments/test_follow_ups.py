"""Three months later: who is asked in which days, what each try came to, and a code apart from any session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from curriculum_app.assessments import service
from curriculum_app.assessments.models import FollowUpTry, Sitting
from curriculum_app.assessments.queries.follow_ups import due_follow_ups, safe_way
from curriculum_app.assessments.rules import SittingState, Wave
from curriculum_app.assessments.rules.follow_up import TryOutcome, asked_until, last_sessions_due
from curriculum_app.assessments.service import NobodyToAsk, NotDue
from curriculum_app.assessments.service.follow_ups import NotInThoseDays
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant
from tests.clients import Client
from tests.factories import Make
from tests.factories.sittings import sitting, version


def asked_before(
    make: Make, days_ago: int = 90, *, contact: bool = True, how: str = "", first_name: str | None = None
) -> Enrolment:
    """A girl whose group ended so many days ago and who was asked at its beginning."""
    version(make)
    participant = make.participant(first_name)
    if how:
        key = open_key(db.session.get_one(VaultKey, participant.key_id))
        participant.safe_contact_sealed = key.seal(Participant.safe_contact_sealed, participant.id, how)
    for kind in ("assessments", "follow_up_contact")[: 2 if contact else 1]:
        make.consent(participant, kind)
    cohort = make.cohort(state=CohortState.COMPLETED)
    cohort.last_on = make.today - timedelta(days=days_ago)
    enrolment = make.enrolment(cohort, participant)
    sitting(make, enrolment, state=SittingState.DONE, started_at=make.at, finished_at=make.at)
    return enrolment


def coordinator(make: Make) -> Actor:
    return make.actor(make.user("coordinator", service_area=6), "coordinator", 6)


def due(make: Make) -> list[str]:
    """The codes of the girls whom a coordinator is to ask."""
    actor = coordinator(make)
    return [girl.code for girl in due_follow_ups(actor.scopes(Permission.FOLLOW_UP), actor, "main")]


def keep(make: Make, enrolment: Enrolment, outcome: TryOutcome, next_on: date | None = None) -> FollowUpTry:
    ways = {"key": new_id(), "instrument": "main", "next_on": next_on}
    return service.keep_try(enrolment, outcome, **ways, actor=coordinator(make), at=make.at)  # type: ignore[arg-type]


def test_the_days_are_76_to_120() -> None:
    first, last = last_sessions_due(date(2026, 11, 26))
    assert (first, last) == (date(2026, 7, 29), date(2026, 9, 11))
    assert asked_until(first) == date(2026, 11, 26)


@pytest.mark.usefixtures("app_context")
class TestWhoIsDue:
    """The list of a coordinator."""

    @pytest.mark.parametrize(("days", "there"), [(75, False), (76, True), (120, True), (121, False)])
    def test_only_in_those_days(self, make: Make, days: int, there: bool) -> None:
        asked_before(make, days)
        assert bool(due(make)) is there

    def test_only_with_both_consents(self, make: Make) -> None:
        asked_before(make, contact=False)
        assert due(make) == []

    def test_not_when_she_has_answered(self, make: Make) -> None:
        enrolment = asked_before(make)
        done: dict[str, Any] = {"state": SittingState.DONE, "started_at": make.at, "finished_at": make.at}
        sitting(make, enrolment, wave=Wave.FOLLOW_UP, **done)
        assert due(make) == []

    @pytest.mark.parametrize("outcome", list(TryOutcome))
    def test_the_last_word_ends_it(self, make: Make, outcome: TryOutcome) -> None:
        keep(make, asked_before(make), outcome)
        assert bool(due(make)) is not outcome.ends

    def test_whose_next_try_is_to_come_stands_last(self, make: Make) -> None:
        later, now = asked_before(make, 110), asked_before(make, 80)
        keep(make, later, TryOutcome.NO_ANSWER, make.today + timedelta(days=3))
        assert due(make) == [now.participant.code, later.participant.code]

    def test_it_takes_the_same_statements_for_any_number(self, make: Make, statements: list[str]) -> None:
        asked_before(make)
        actor = coordinator(make)
        statements.clear()
        due_follow_ups(actor.scopes(Permission.FOLLOW_UP), actor, "main")
        few = len(statements)
        for _ in range(5):
            asked_before(make)
        db.session.flush()
        statements.clear()
        due_follow_ups(actor.scopes(Permission.FOLLOW_UP), actor, "main")
        assert len(statements) == few


@pytest.mark.usefixtures("app_context")
class TestTrying:
    """What is written down, and the code."""

    def test_the_same_try_twice_is_one(self, make: Make) -> None:
        enrolment, key = asked_before(make), new_id()
        ways: dict[str, Any] = {
            "key": key,
            "instrument": "main",
            "next_on": None,
            "actor": coordinator(make),
            "at": make.at,
        }
        rows = [service.keep_try(enrolment, TryOutcome.NO_ANSWER, **ways) for _ in range(2)]
        assert rows[0] is rows[1]

    def test_after_a_no_nobody_tries_again(self, make: Make) -> None:
        enrolment = asked_before(make)
        keep(make, enrolment, TryOutcome.DECLINED)
        with pytest.raises(NotDue):
            keep(make, enrolment, TryOutcome.NO_ANSWER)

    @pytest.mark.parametrize("days", [-1, 31])
    def test_the_next_try_lies_in_those_days(self, make: Make, days: int) -> None:
        with pytest.raises(NotInThoseDays):
            keep(make, asked_before(make, 90), TryOutcome.LATER, make.today + timedelta(days=days))

    def test_a_code_opens_a_sitting_without_a_session(self, make: Make) -> None:
        enrolment, form_id = asked_before(make), new_id()
        when: dict[str, Any] = {"form_id": form_id, "expires_at": make.at + timedelta(hours=3), "at": make.at}
        slips = [
            service.open_follow_up(enrolment, instrument="main", actor=coordinator(make), **when) for _ in range(2)
        ]  # fmt: skip
        assert slips[0].code == slips[1].code
        row = db.session.scalars(select(Sitting).where(Sitting.wave == Wave.FOLLOW_UP)).one()
        assert (row.session_id, row.state) == (None, SittingState.OPENED)
        entered, _ = service.enter(
            slips[0].code, address="192.0.2.9", actor=service.tablet_actor(make.today), at=make.at
        )  # fmt: skip
        assert entered is row

    def test_without_consent_there_is_no_code(self, make: Make) -> None:
        version(make)
        enrolment = make.enrolment(make.cohort(), make.participant())
        when: dict[str, Any] = {"form_id": new_id(), "expires_at": make.at + timedelta(hours=3), "at": make.at}
        with pytest.raises(NobodyToAsk):
            service.open_follow_up(enrolment, instrument="main", actor=coordinator(make), **when)

    def test_the_safe_way_is_her_records_where_no_consent_says_more(self, make: Make) -> None:
        enrolment = asked_before(make, how="Ask for the library book")
        assert safe_way(enrolment.participant) == "Ask for the library book"


def test_a_coordinator_works_the_list(make: Make, client_as: Callable[..., Client]) -> None:
    enrolment = asked_before(make, first_name="Ximena", how="Text after four")
    here = f"/cohorts/{enrolment.cohort_id}/enrolments/{enrolment.id}/follow-up"
    gail = client_as("coordinator", service_area=6)
    listed = gail.get("/sittings/follow-ups").text
    assert here in listed
    assert "Text after four" not in listed
    page = gail.get(here).text
    assert "Text after four" in page
    assert gail.post(here, data={"id": str(new_id())}).status_code == 422
    assert gail.post(here, data={"id": str(new_id()), "outcome": "no_answer"}).status_code == 303
    assert "No answer" in gail.get("/sittings/follow-ups").text
    coded = gail.post(f"{here}/code", data={"id": str(new_id())}).text
    assert "Her code" in coded
    assert gail.post(here, data={"id": str(new_id()), "outcome": "not_safe"}).status_code == 303
    assert "She is not to be asked any more." in gail.get(here).text
    late = gail.post(here, data={"id": str(new_id()), "outcome": "later"})
    assert late.status_code == 409
