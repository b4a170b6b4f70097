"""Answers on paper: forms to print, two typings by two people, and a third look where they differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum_app.assessments import service
from curriculum_app.assessments.models import AnswerSet, Sitting, SittingScore
from curriculum_app.assessments.queries.own import answers_so_far
from curriculum_app.assessments.rules import Answers, Entry, Item, Medium, NoAnswer, SittingState, Wave
from curriculum_app.assessments.rules.paper import Paper, Turn, turn, typed_answer
from curriculum_app.assessments.service import LeadsTheGroup, NotAsked, NotThatDay, TypedMeanwhile
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from tests.clients import Client
from tests.factories import Make
from tests.factories.sittings import sitting, version

ONES = "1"


def seat(make: Make, first_name: str | None = None) -> Enrolment:
    """A girl of service area 6 who may be asked, in a group."""
    version(make)
    participant = make.participant(first_name, language="es")
    make.consent(participant, "assessments")
    return make.enrolment(make.cohort(), participant, enrolled_on=make.today - timedelta(days=9))


def typist(make: Make, *, area: int = 6) -> Actor:
    return make.actor(make.user("coordinator", service_area=area), "coordinator", area)


def asked_of(enrolment: Enrolment, actor: Actor) -> tuple[Item, ...]:
    return service.sheet_for(enrolment, Wave.PRE, "main", actor=actor).items


def everything(items: tuple[Item, ...], given: int | NoAnswer = 1, **other: int | NoAnswer) -> Answers:
    """The same answer to every item, but for those named."""
    return {item.key: other.get(item.key.replace("-", "_"), given) for item in items}


def keep(make: Make, enrolment: Enrolment, answers: Answers, actor: Actor, days_ago: int = 0) -> Turn:
    ways = {"language": "es", "paper_on": make.today - timedelta(days=days_ago)}
    return service.keep_typing(enrolment, Wave.PRE, "main", answers, **ways, actor=actor, at=make.at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sign", "given"),
    [
        ("1", 1),
        (" 4", 4),
        ("5", None),
        ("0", None),
        ("s", NoAnswer.SKIPPED),
        ("N", NoAnswer.DOES_NOT_APPLY),
        ("", None),
        ("x", None),
        ("\uff11", None),
        ("-1", None),
        ("1.", None),
    ],
)
def test_a_sign_is_a_choice_or_a_way_out(sign: str, given: int | NoAnswer | None) -> None:
    assert typed_answer(sign, 4) == given


def test_whose_turn_it_is() -> None:
    me, other = new_id(), new_id()
    begun, paper = SittingState.STARTED, Medium.PAPER
    assert turn(Paper(), me) is Turn.FIRST
    assert turn(Paper(SittingState.OPENED, Medium.TABLET), me) is Turn.FIRST
    assert turn(Paper(begun, Medium.TABLET), me) is Turn.OVER
    assert turn(Paper(begun, paper, me), me) is Turn.OTHERS
    assert turn(Paper(begun, paper, other), me) is Turn.SECOND
    assert turn(Paper(begun, paper, me, is_typed_twice=True), me) is Turn.SETTLE
    assert turn(Paper(SittingState.DONE, paper), me) is Turn.OVER


@pytest.mark.usefixtures("app_context")
class TestTwoTypings:
    """What two people make of one paper."""

    def test_two_that_agree_count_at_once(self, make: Make) -> None:
        enrolment, first, second = seat(make), typist(make), typist(make)
        answers = everything(asked_of(enrolment, first))
        assert keep(make, enrolment, answers, first, days_ago=2) is Turn.OTHERS
        row = db.session.scalars(select(Sitting)).one()
        assert not db.session.scalars(select(SittingScore)).all()
        assert keep(make, enrolment, answers, second) is Turn.OVER
        assert (row.state, row.medium, row.language) == (SittingState.DONE, Medium.PAPER, "es")
        assert row.started_at is not None
        assert row.started_at.date() == make.today - timedelta(days=2)
        assert db.session.scalars(select(AnswerSet.entry)).all() == [Entry.GIVEN]
        row.enrolment = enrolment
        assert answers_so_far(row) == answers
        assert db.session.scalars(select(SittingScore)).all()

    def test_where_they_differ_a_third_look_counts(self, make: Make) -> None:
        enrolment, first, second = seat(make), typist(make), typist(make)
        items = asked_of(enrolment, first)
        one, two = items[0].key, items[3].key
        keep(make, enrolment, everything(items), first)
        assert keep(make, enrolment, {**everything(items), one: 2, two: NoAnswer.SKIPPED}, second) is Turn.SETTLE
        sheet = service.sheet_for(enrolment, Wave.PRE, "main", actor=first)
        assert {item.key for item in sheet.items} == {one, two}
        assert sheet.numbers[two] == 4
        assert keep(make, enrolment, {one: 2, two: 1}, first) is Turn.OVER
        row = db.session.scalars(select(Sitting)).one()
        row.enrolment = enrolment
        assert answers_so_far(row) == {**everything(items), one: 2, two: 1}

    def test_nobody_types_the_same_paper_twice(self, make: Make) -> None:
        enrolment, first = seat(make), typist(make)
        answers = everything(asked_of(enrolment, first))
        keep(make, enrolment, answers, first)
        with pytest.raises(TypedMeanwhile):
            keep(make, enrolment, answers, first)

    def test_who_leads_the_group_types_nothing(self, make: Make) -> None:
        enrolment = seat(make)
        lead = make.user("coordinator", service_area=6)
        make.staff(enrolment.cohort, lead)
        with pytest.raises(LeadsTheGroup):
            asked_of(enrolment, make.actor(lead, "coordinator", 6))

    def test_without_consent_on_that_day_it_is_not_typed(self, make: Make) -> None:
        version(make)
        enrolment, first = make.enrolment(make.cohort(), make.participant()), typist(make)
        with pytest.raises(NotAsked):
            keep(make, enrolment, everything(asked_of(enrolment, first)), first)

    def test_the_day_is_not_to_come(self, make: Make) -> None:
        enrolment, first = seat(make), typist(make)
        with pytest.raises(NotThatDay):
            keep(make, enrolment, everything(asked_of(enrolment, first)), first, days_ago=-1)

    def test_what_was_begun_on_a_tablet_is_not_typed(self, make: Make) -> None:
        enrolment, first = seat(make), typist(make)
        sitting(make, enrolment, state=SittingState.STARTED, started_at=make.at)
        with pytest.raises(TypedMeanwhile):
            keep(make, enrolment, everything(asked_of(enrolment, first)), first)

    def test_a_slip_works_no_more_once_paper_is_typed(self, make: Make) -> None:
        enrolment, first = seat(make), typist(make)
        row = sitting(make, enrolment, code_hash=b"c" * 32, code_expires_at=make.at + timedelta(hours=1))
        keep(make, enrolment, everything(asked_of(enrolment, first)), first)
        assert (row.code_hash, row.medium) == (None, Medium.PAPER)


def address(enrolment: Enrolment, page: str = "paper") -> str:
    return f"/cohorts/{enrolment.cohort_id}/enrolments/{enrolment.id}/{page}?wave=pre&instrument=main"


def posted(page: str, sign: str = ONES) -> dict[str, str]:
    """What a typist who answers every question on `page` alike would post."""
    names = [part.split('"')[0] for part in page.split('name="')[1:]]
    fields = {name: sign for name in names if name.startswith("item-")}
    return fields | {"wave": "pre", "instrument": "main", "language": "es"}


def test_two_coordinators_type_a_paper_and_nobody_reads_it(make: Make, client_as: Callable[..., Client]) -> None:
    enrolment = seat(make, first_name="Ximena")
    here, day = address(enrolment), make.today.isoformat()
    gail, ruth = client_as("coordinator", service_area=6), client_as("coordinator", service_area=6)
    page = gail.get(here).text
    assert "Ximena" not in page
    bad = gail.post(here, data=posted(page, "9") | {"paper_on": day})
    assert bad.status_code == 422
    assert 'value="9"' in bad.text
    assert "S or N" in bad.text
    assert gail.post(here, data=posted(page) | {"paper_on": day}).status_code == 303
    assert "You have typed this paper" in gail.get(here).text
    again = ruth.get(here).text
    assert "It was typed once" in again
    assert 'value="1"' not in again
    assert "Type it the second time" in ruth.get("/sittings/papers").text
    assert (
        ruth.post(here, data=posted(again, "S") | {"paper_on": day})
        .headers["Location"]
        .endswith(here.partition("?")[2])
    )
    differing = ruth.get(here).text
    assert "The two typings differ" in differing
    assert ruth.post(here, data=posted(differing) | {"paper_on": day}).status_code == 303
    assert "There is nothing to type" in ruth.get(here).text
    assert "No paper waits." in gail.get("/sittings/papers").text
    said = set(db.session.scalars(select(AuditEvent.action).where(AuditEvent.action.contains(":paper:"))))
    assert {"assessments:paper:begun", "assessments:paper:typed", "assessments:paper:settled"} <= said


def test_forms_on_paper_carry_codes_and_no_name(make: Make, client_as: Callable[..., Client]) -> None:
    enrolment = seat(make, first_name="Ximena")
    cohort_id = enrolment.cohort_id
    query = select(GroupSession.id).where(GroupSession.cohort_id == cohort_id, GroupSession.number == 1)
    session_id = db.session.scalars(query).one()
    make.commit()
    file = client_as("coordinator", service_area=6).get(
        f"/cohorts/{cohort_id}/sessions/{session_id}/sittings/forms.pdf"
    )
    assert file.mimetype == "application/pdf"
    assert b"pdfuaid" in file.data
    assert b"Ximena" not in file.data


def test_a_stranger_to_the_area_meets_no_paper(make: Make, client_as: Callable[..., Client]) -> None:
    enrolment = seat(make)
    here = address(enrolment)
    make.commit()
    assert client_as("coordinator", service_area=8).get(here).status_code == 404
    assert client_as("analyst").get(here).status_code == 404
