"""The make-up finder: which chairs a girl is offered, who gets the last one, and what her answer there writes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from curriculum_app.attendance.models import MakeUp
from curriculum_app.attendance.queries.chairs import Chair, apart_from_chairs, booking_within, chairs_for
from curriculum_app.attendance.queries.missed import need_of
from curriculum_app.attendance.rules.chairs import Standing, urgency
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import Status
from curriculum_app.attendance.service import book_chair, call_off, free_chair, mark_guest
from curriculum_app.attendance.service.refusals import ChairGone, GuestChanged, NoMakeUpHelps, NothingMissed
from curriculum_app.cohorts import service as cohorts
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking, ParticipantTally
from curriculum_app.cohorts.rules.states import BookingEnd, BookingState, ExitReason, NotHeldReason
from curriculum_app.cohorts.service.apart import KeptApart
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.participants.models import Participant
from tests.attendance.sheets import Sheet, sheet_of
from tests.clients import Client
from tests.factories import Make

ABSENT = Value(Status.UNEXCUSED)
POLICY = Limits(12, 17, (6, 8))


@dataclass
class Story:
    """A girl who missed lesson 1 today, and another group that teaches it in three days."""

    own: Sheet
    host: Cohort
    session: GroupSession
    actor: Actor
    make: Make

    @property
    def enrolment(self) -> Enrolment:
        """Her seat, loaded as the page loads it."""
        return enrolment_with_id(self.own.ids[0])

    def chairs(self) -> list[Chair]:
        """What the finder shows to the coordinator."""
        enrolment = self.enrolment
        found = chairs_for(enrolment, need_of(enrolment), actor=self.actor, at=self.make.at)
        hidden = apart_from_chairs(enrolment.participant_id, found)
        return [each for each in found if each.session_id not in hidden]

    def book(self, *, enrolment: Enrolment | None = None, booking_id: UUID | None = None) -> MakeUpBooking:
        """Book the chair."""
        row = book_chair(
            enrolment or self.enrolment,
            session_id=self.session.id,
            missed_id=self.own.session_id,
            booking_id=booking_id or new_id(),
            actor=self.actor,
            at=self.make.at,
        )
        return loaded(row.id, self.session.id, self.host.id, self.actor)

    def on_the_day(self) -> None:
        """The host session is today."""
        self.session.held_on = self.make.today
        db.session.flush()

    def tally(self) -> ParticipantTally:
        """What counts for her."""
        girl = self.own.girls[0].participant_id
        query = select(ParticipantTally).where(ParticipantTally.participant_id == girl)
        return db.session.scalars(query.execution_options(populate_existing=True)).one()


def enrolment_with_id(enrolment_id: UUID) -> Enrolment:
    query = select(Enrolment).where(Enrolment.id == enrolment_id)
    options = (joinedload(Enrolment.participant), joinedload(Enrolment.cohort).joinedload(Cohort.edition))
    return db.session.scalars(query.options(*options).execution_options(populate_existing=True)).one()


def loaded(booking_id: UUID, session_id: UUID, cohort_id: UUID, actor: Actor) -> MakeUpBooking:
    scopes = actor.scopes(Permission.ATTENDANCE_RECORD)
    row = booking_within(scopes, actor, booking_id=booking_id, session_id=session_id, cohort_id=cohort_id)
    assert row is not None
    return row


@pytest.fixture
def story(make: Make) -> Story:
    """The beginning of every test here."""
    edition = make.edition()
    own = sheet_of(make, girls=3, edition=edition)
    own.save(own.mark(0, ABSENT), own.mark(1, ABSENT), own.mark(2, Value(Status.PRESENT)))
    host = make.cohort(
        staff=(make.user(full_name="Imani Carter"),), edition=edition, first_on=make.today + timedelta(days=3)
    )
    session = db.session.scalars(
        select(GroupSession).where(GroupSession.cohort_id == host.id, GroupSession.number == 1)
    ).one()
    actor = make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)
    return Story(own, host, session, actor, make)


def test_what_she_missed_is_offered_where_another_group_teaches_it(story: Story) -> None:
    assert [(chair.session_id, chair.free) for chair in story.chairs()] == [(story.session.id, 12)]
    assert need_of(enrolment_with_id(story.own.ids[2])).missed == ()


def test_a_full_far_or_past_session_is_not_offered(story: Story) -> None:
    story.host.capacity = 0
    db.session.flush()
    assert story.chairs() == []
    story.host.capacity, story.host.service_area = 12, 8
    db.session.flush()
    assert story.chairs() == []
    story.host.service_area, story.session.held_on = 6, story.make.today - timedelta(days=1)
    db.session.flush()
    assert story.chairs() == []


def test_a_session_beside_one_of_her_own_is_not_offered(story: Story) -> None:
    story.session.held_on = story.make.today + timedelta(weeks=1)
    db.session.flush()
    assert story.chairs() == []
    with pytest.raises(ChairGone):
        story.book()


def test_a_booked_chair_is_hers_once_and_its_lesson_is_missing_no_more(story: Story) -> None:
    booking_id = new_id()
    first = story.book(booking_id=booking_id)
    assert story.book(booking_id=booking_id).id == first.id
    assert need_of(story.enrolment).missed == ()
    with pytest.raises(NothingMissed):
        story.book()
    free_chair(story.enrolment, booking_id=first.id, actor=story.actor, at=story.make.at)
    assert story.chairs()[0].free == 12


def test_here_writes_the_make_up_and_leaves_her_absence_where_it_is(story: Story) -> None:
    booking = story.book()
    story.on_the_day()
    mark_guest(booking, minutes=80, version=1, actor=story.actor, at=story.make.at)
    mark_guest(booking, minutes=80, version=1, actor=story.actor, at=story.make.at)
    made = db.session.scalars(select(MakeUp)).one()
    assert (made.minutes, made.session_id, made.voided_at) == (80, story.own.session_id, None)
    assert story.tally().lessons_made_up == 1
    assert story.own.value(0) == ABSENT
    assert story.own.proof().is_right


def test_a_changed_answer_takes_the_make_up_back_and_an_old_page_is_told(story: Story) -> None:
    booking = story.book()
    story.on_the_day()
    mark_guest(booking, minutes=80, version=1, actor=story.actor, at=story.make.at)
    with pytest.raises(GuestChanged):
        mark_guest(booking, minutes=None, version=1, actor=story.actor, at=story.make.at)
    mark_guest(booking, minutes=None, version=2, actor=story.actor, at=story.make.at)
    assert (booking.state, story.tally().lessons_made_up) == (BookingState.MISSED, 0)
    mark_guest(booking, minutes=90, version=3, actor=story.actor, at=story.make.at)
    assert (booking.state, story.tally().lessons_made_up) == (BookingState.ATTENDED, 1)
    assert story.own.proof().is_right


def test_too_few_minutes_are_kept_and_count_for_nothing(story: Story) -> None:
    booking = story.book()
    story.on_the_day()
    mark_guest(booking, minutes=20, version=1, actor=story.actor, at=story.make.at)
    assert (booking.minutes, story.tally().lessons_made_up) == (20, 0)
    assert [row.session_id for row in need_of(story.enrolment).missed] == [story.own.session_id]


def test_a_host_session_that_does_not_happen_puts_her_back_on_the_list(story: Story) -> None:
    booking = story.book()
    session = db.session.scalars(
        select(GroupSession).where(GroupSession.id == story.session.id).options(joinedload(GroupSession.cohort))
    ).one()
    call_off(session, reason=NotHeldReason.LOCKDOWN, actor=story.actor, at=story.make.at)
    assert (booking.state, booking.end_reason) == (BookingState.CANCELLED, BookingEnd.LOCKDOWN)
    assert [row.session_id for row in need_of(story.enrolment).missed] == [story.own.session_id]


def test_a_girl_who_leaves_her_group_gives_her_chair_up(story: Story) -> None:
    booking, today = story.book(), story.make.today
    cohorts.withdraw(story.enrolment, reason=ExitReason.RELEASED, exited_on=today, actor=story.actor, at=story.make.at)
    assert booking.end_reason is BookingEnd.LEFT


@pytest.mark.parametrize("is_guest", [False, True])
def test_a_chair_beside_a_girl_she_is_kept_apart_from_is_not_offered(story: Story, is_guest: bool) -> None:
    make, girl = story.make, story.own.girls[0].participant
    if is_guest:
        make.pair(girl, story.own.girls[1].participant)
        story.book(enrolment=enrolment_with_id(story.own.ids[1]))
    else:
        make.pair(girl, make.enrolment(story.host).participant)
    assert story.chairs() == []
    with pytest.raises(KeptApart):
        story.book()


def test_a_pair_that_ends_before_the_session_hides_nothing(story: Story) -> None:
    other = story.make.enrolment(story.host).participant
    story.make.pair(story.own.girls[0].participant, other, until_on=story.session.held_on - timedelta(days=1))
    assert len(story.chairs()) == 1
    assert story.book().state is BookingState.BOOKED


def test_nobody_gets_a_seat_beside_a_guest_she_is_kept_apart_from(story: Story) -> None:
    fresh = story.make.participant()
    story.make.pair(story.own.girls[0].participant, fresh)
    story.book()
    with pytest.raises(KeptApart):
        cohorts.enrol(story.host, participant_id=fresh.id, policy=POLICY, actor=story.actor, at=story.make.at)


def test_no_chair_is_offered_when_a_make_up_would_not_count(story: Story) -> None:
    story.host.edition.make_ups_allowed = 0
    db.session.flush()
    with pytest.raises(NoMakeUpHelps):
        story.book()


def test_need_never_exceeds_what_the_rule_allows() -> None:
    assert Standing(needed=8, credited=5, make_ups=0, allowed=2).helpful == 2
    assert Standing(needed=8, credited=5, make_ups=0, allowed=2, booked=1).helpful == 1
    assert Standing(needed=8, credited=7, make_ups=0, allowed=2).helpful == 1
    assert Standing(needed=8, credited=8, make_ups=0, allowed=2).helpful == 0
    near, far = date(2026, 3, 2), date(2026, 4, 2)
    assert sorted([urgency([], 1), urgency([far], 2), urgency([near], 3)]) == [
        urgency([near], 3), urgency([far], 2), urgency([], 1)
    ]  # fmt: skip


def test_the_last_chair_goes_to_one_girl(app: Flask, story: Story) -> None:
    story.host.capacity = 1
    ids = (story.session.id, story.own.session_id)
    girls = story.own.ids[:2]
    story.make.commit()
    db.session.rollback()
    gate, outcomes = threading.Barrier(len(girls)), Counter[str]()

    def press(enrolment_id: UUID) -> None:
        with app.app_context():
            gate.wait()
            begin_writing()
            try:
                book_chair(
                    enrolment_with_id(enrolment_id), session_id=ids[0], missed_id=ids[1], booking_id=new_id(),
                    actor=story.actor, at=clock.now(),
                )  # fmt: skip
                db.session.commit()
                outcomes["chair"] += 1
            except Refusal as refusal:
                db.session.rollback()
                outcomes[type(refusal).__name__] += 1

    threads = [threading.Thread(target=press, args=(girl,)) for girl in girls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == {"chair": 1, "ChairGone": 1}
    assert db.session.scalar(select(func.count()).select_from(MakeUpBooking)) == 1


def test_the_pages_book_give_back_and_answer(story: Story, client_as: Callable[..., Client]) -> None:
    girl, session = db.session.get_one(Participant, story.own.girls[0].participant_id), story.session.id
    office = client_as("coordinator", service_area=6)
    address = f"/cohorts/{story.own.cohort_id}/enrolments/{story.own.ids[0]}/make-ups"
    page = office.get(address).text
    assert "Completion still needs 8 lessons. 2 of them can be make-ups." in page
    assert girl.code in page
    fields = {"id": str(new_id()), "chair": str(session), "missed": str(story.own.session_id)}
    assert office.post(address, data=fields).status_code == 303
    assert "Booked for her" in office.get(address).text
    sheet = f"/cohorts/{story.host.id}/sessions/{session}/attendance"
    assert "guest, make-up for lesson 1" in office.get(sheet).text
    paper = office.get(f"{sheet}/print").text
    assert paper.count(f'<th scope="row" class="code">{girl.code}</th>') == 1
    assert "Guests for a make-up." in paper
    early = office.post(f"{sheet}/guests/{fields['id']}", data={"came": "yes", "minutes": "80", "version": "1"})
    assert early.status_code == 422
    assert office.post(f"{address}/free", data={"booking": fields["id"]}).status_code == 303
    assert girl.code not in office.get(f"{sheet}/print").text
    assert office.post(address, data=fields | {"id": str(new_id()), "chair": str(new_id())}).status_code == 422
