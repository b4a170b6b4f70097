"""A hand-off from its draft to its end: what is refused, what is frozen, what is written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import DatabaseError

from curriculum_app.core.access import Permission
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Referral
from curriculum_app.participants.rules.words import ReferralReason, ReferralState
from curriculum_app.star_court import service
from curriculum_app.star_court.models import Handoff, HandoffService, HandoffStep, PacketCopy, PacketLink
from curriculum_app.star_court.queries.handoffs import girls_by_year, handoffs_visible_to, steps_of
from curriculum_app.star_court.queries.opening import link_behind, works
from curriculum_app.star_court.rules.words import Basis, Outcome, PacketField, Purpose, Reason, ServiceKind, State
from curriculum_app.star_court.service.changing import HandoffChanged, NotADraft, NotFromHere
from curriculum_app.star_court.service.drafting import BasisDateNeeded, BasisReferenceNeeded, NotCovered, NothingChosen
from curriculum_app.star_court.service.opening import LinkOver
from curriculum_app.star_court.service.packing import packet_of, seen_as
from curriculum_app.star_court.service.progress import (
    AlreadyEnded,
    EndDate,
    NoServiceYet,
    ReasonNeeded,
    ServiceDates,
    StepDate,
)
from curriculum_app.star_court.service.releasing import EndOutOfRange, NoReleaseInForce, SheHasToAgree, SignedLater
from curriculum_app.star_court.service.sending import LASTS, HoldsContact, LooksOtherwise, NotOpenAnyMore, NotSentYet
from tests.factories import Make
from tests.factories.handoffs import WHO, draft, handoff, linked, release, sent
from tests.star_court.conftest import People

F = PacketField


def actions() -> list[str]:
    """What the audit says, in order."""
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at, AuditEvent.id)))


def test_the_same_draft_twice_is_one(make: Make, people: People) -> None:
    key = new_id()
    ways: dict[str, Any] = {"handoff_id": key, "actor": people.gail, "at": make.at}
    one = service.start_handoff(people.girl, draft(basis_on=make.today), **ways)
    assert service.start_handoff(people.girl, draft(basis_on=make.today), **ways) is one
    assert [(row.state, row.by) for row in steps_of(one)] == [(State.DRAFTED, "Gail Okafor")]
    assert "star_court:handoff:drafted" in actions()


def test_an_order_has_a_date_and_a_number(make: Make, people: People) -> None:
    with pytest.raises(BasisDateNeeded):
        handoff(make, people.girl, people.gail, basis_on=None)
    with pytest.raises(BasisDateNeeded):
        handoff(make, people.girl, people.gail, basis_on=make.today + timedelta(days=1))
    with pytest.raises(BasisReferenceNeeded):
        handoff(make, people.girl, people.gail, basis=Basis.AGENCY, basis_reference="")
    assert db.session.scalar(select(func.count()).select_from(Handoff)) == 0


def test_only_what_the_basis_covers_can_be_chosen(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail)
    ways: dict[str, Any] = {"version": row.version, "actor": people.gail, "at": make.at}
    with pytest.raises(NothingChosen):
        service.choose_fields(row, (), **ways)
    with pytest.raises(NotCovered):
        service.choose_fields(row, (F.NAME, F.SAFE_CONTACT), **ways)
    assert row.fields == ""


def test_without_a_release_nothing_is_told_and_with_one_what_it_names(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail, basis=Basis.RELEASE)
    with pytest.raises(NotCovered):
        sent(make, row, people.gail)
    release(make, row, people.gail, fields=(F.CHOSEN_NAME, F.LANGUAGE))
    with pytest.raises(NotCovered):
        sent(make, row, people.gail, (F.CHOSEN_NAME, F.NAME))
    sent(make, row, people.gail, (F.CHOSEN_NAME,))
    assert packet_of(row).values == ((F.CHOSEN_NAME, "May"),)


def test_a_release_counts_for_its_recipient_and_purpose_alone(make: Make, people: People) -> None:
    release(make, handoff(make, people.girl, people.gail, basis=Basis.RELEASE), people.gail)
    for changes in ({"organisation": "Another house"}, {"purpose": Purpose.MEDICAL}):
        with pytest.raises(NotCovered):
            sent(make, handoff(make, people.girl, people.gail, basis=Basis.RELEASE, **changes), people.gail)
    again = handoff(make, people.girl, people.gail, basis=Basis.RELEASE)
    assert sent(make, again, people.gail).state is State.SENT


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"she_agrees": False}, SheHasToAgree),
        ({"fields": ()}, NothingChosen),
        ({"fields": (F.SCHOOL,)}, NotCovered),
        ({"signed_on": timedelta(days=1)}, SignedLater),
        ({"expires_on": timedelta(days=367)}, EndOutOfRange),
        ({"expires_on": timedelta(days=-1)}, EndOutOfRange),
    ],
)
def test_a_release_that_is_none_is_refused(
    make: Make, people: People, changes: dict[str, object], refusal: type[Exception]
) -> None:
    row = handoff(make, people.girl, people.gail, basis=Basis.RELEASE)
    dated = {
        name: make.today + value if isinstance(value, timedelta) else value for name, value in changes.items()
    }  # fmt: skip
    with pytest.raises(refusal):
        release(make, row, people.gail, **dated)


def test_an_edited_draft_loses_what_its_new_ground_does_not_cover(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail)
    ways: dict[str, Any] = {"actor": people.gail, "at": make.at}
    service.choose_fields(row, (F.NAME, F.GUARDIAN), version=row.version, **ways)
    with pytest.raises(HandoffChanged):
        service.edit_handoff(row, draft(basis_on=make.today), version=1, **ways)
    changed = draft(basis=Basis.AGENCY, basis_on=make.today)
    service.edit_handoff(row, changed, version=row.version, **ways)
    assert row.fields == "name"


def test_what_is_sent_is_what_was_looked_at_and_stays_so(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail)
    service.choose_fields(row, WHO, version=row.version, actor=people.gail, at=make.at)
    seen = seen_as(packet_of(row))
    people.girl.language = "es"
    db.session.flush()
    ways: dict[str, Any] = {"actor": people.gail, "at": make.at}
    with pytest.raises(LooksOtherwise):
        service.send_handoff(row, seen=seen, version=row.version, **ways)
    assert row.state is State.DRAFTED
    service.send_handoff(row, seen=seen_as(packet_of(row)), version=row.version, **ways)
    people.girl.language = "en"
    assert dict(packet_of(row).values)[F.LANGUAGE] == "es"
    with pytest.raises(NotADraft):
        service.edit_handoff(row, draft(basis_on=make.today), version=row.version, **ways)
    assert b"Maya" not in (row.packet_sealed or b"")


def test_how_to_reach_her_is_sent_by_a_coordinator_alone(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.elena, purpose=Purpose.SUPERVISION)
    with pytest.raises(HoldsContact):
        sent(make, row, people.elena, (F.NAME, F.SCHOOL))
    sent(make, row, people.gail, (F.NAME, F.SCHOOL))
    for act in (service.make_link, service.print_copy):
        with pytest.raises(HoldsContact):
            act(row, actor=people.elena, at=make.at)


def test_her_referral_ends_when_she_is_handed_on_instead(make: Make, people: People) -> None:
    referral = make.add(
        Referral(
            participant_id=people.girl.id, source="School", content_fingerprint=new_id().bytes * 2,
            referred_on=make.today, received_at=make.at, state=ReferralState.SCREENED, state_since=make.at,
        )
    )  # fmt: skip
    row = handoff(make, people.girl, people.gail, ends_referral=True)
    assert "participants:referral:moved" not in actions()
    sent(make, row, people.gail)
    assert referral.state is ReferralState.REFERRED_ON
    event = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "participants:referral:moved")).one()
    assert event.reason_code == ReferralReason.OTHER_SERVICE.value


def test_her_referral_stays_when_nobody_said_so(make: Make, people: People) -> None:
    sent(make, handoff(make, people.girl, people.gail), people.gail)
    assert "participants:referral:moved" not in actions()


def test_a_link_opens_once(make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    link, _address = linked(make, row, people.gail)
    link.handoff = row
    assert dict(service.open_packet(link, at=make.at).values)[F.NAME] == "Maya Reyes"
    with pytest.raises(LinkOver):
        service.open_packet(link, at=make.at)
    assert actions().count("star_court:packet:revealed") == 1


def test_a_link_ends_by_time_by_hand_and_by_the_next_one(make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    first, _address = linked(make, row, people.gail)
    second, _address = linked(make, row, people.gail)
    for link in (first, second):
        link.handoff = row
    db.session.refresh(first, ["revoked_at"])
    assert first.revoked_at == make.at
    with pytest.raises(LinkOver):
        service.open_packet(second, at=make.at + LASTS)
    assert service.revoke_link(second, actor=people.gail, at=make.at)
    assert not service.revoke_link(second, actor=people.gail, at=make.at)
    db.session.refresh(second, ["revoked_at"])
    with pytest.raises(LinkOver):
        service.open_packet(second, at=make.at)


def test_a_release_taken_back_closes_the_link_and_the_printer(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail, basis=Basis.RELEASE)
    release(make, row, people.gail)
    sent(make, row, people.gail)
    link, _address = linked(make, row, people.gail)
    link.handoff = row
    assert works(link, make.at)
    service.revoke_release(row, actor=people.gail, at=make.at)
    assert not works(link, make.at)
    for act in (service.make_link, service.print_copy):
        with pytest.raises(NotOpenAnyMore):
            act(row, actor=people.gail, at=make.at)
    with pytest.raises(NoReleaseInForce):
        service.revoke_release(row, actor=people.gail, at=make.at)


def test_copies_are_numbered_and_nothing_leaves_before_it_is_sent(make: Make, people: People) -> None:
    row = handoff(make, people.girl, people.gail)
    with pytest.raises(NotSentYet):
        service.print_copy(row, actor=people.gail, at=make.at)
    sent(make, row, people.gail)
    assert [service.print_copy(row, actor=people.gail, at=make.at).number for _ in range(3)] == [1, 2, 3]


def test_steps_have_a_day_and_an_end_a_reason(make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    link, _address = linked(make, row, people.gail)
    ways: dict[str, Any] = {"version": row.version, "actor": people.gail, "at": make.at}
    with pytest.raises(NotFromHere):
        service.take_step(row, State.IN_SERVICES, happened_on=make.today, **ways)
    with pytest.raises(ReasonNeeded):
        service.take_step(row, State.DECLINED, happened_on=make.today, **ways)
    with pytest.raises(StepDate):
        service.take_step(row, State.ACCEPTED, happened_on=make.today + timedelta(days=1), **ways)
    with pytest.raises(StepDate):
        service.take_step(row, State.ACCEPTED, happened_on=make.today - timedelta(days=1), **ways)
    service.take_step(row, State.DECLINED, happened_on=make.today, reason=Reason.NO_PLACE, **ways)
    with pytest.raises(HandoffChanged):
        service.take_step(row, State.ACCEPTED, happened_on=make.today, **ways)
    db.session.refresh(link)
    assert link.revoked_at is not None
    assert next((each.state, each.reason) for each in steps_of(row)) == (State.DECLINED, Reason.NO_PLACE)


def test_the_first_service_takes_it_into_services_and_each_ends_once(make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    ways: dict[str, Any] = {"actor": people.gail, "at": make.at}
    with pytest.raises(NoServiceYet):
        service.record_service(row, ServiceKind.ADVOCACY, begins_on=make.today, version=row.version, **ways)
    service.take_step(row, State.ACCEPTED, happened_on=make.today, version=row.version, **ways)
    late = make.today + timedelta(days=1)
    with pytest.raises(ServiceDates):
        service.record_service(row, ServiceKind.ADVOCACY, begins_on=late, version=row.version, **ways)
    key = new_id()
    for _ in range(2):
        one = service.record_service(
            row, ServiceKind.SUPERVISION, begins_on=make.today, service_id=key, version=row.version, **ways
        )
    assert row.state is State.IN_SERVICES
    with pytest.raises(EndDate):
        service.end_service(one, Outcome.COMPLETED, ends_on=make.today - timedelta(days=1), **ways)
    service.end_service(one, Outcome.COMPLETED, ends_on=make.today, **ways)
    with pytest.raises(AlreadyEnded):
        service.end_service(one, Outcome.SHE_ENDED, ends_on=make.today, **ways)
    assert db.session.scalars(select(HandoffService)).one().id == key


@pytest.mark.parametrize("table", [HandoffStep, PacketCopy])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_history_only_grows(make: Make, people: People, table: type, verb: str) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    service.print_copy(row, actor=people.gail, at=make.at)
    statement = delete(table) if verb == "delete" else update(table).values(handoff_id=row.id)
    with pytest.raises(DatabaseError, match="only grows"), db.session.begin_nested():
        db.session.execute(statement)


def test_a_list_is_narrowed_to_the_reach_and_counts_girls_once_a_year(make: Make, people: People) -> None:
    far = make.participant(service_area=8)
    for girl in (people.girl, people.girl, far):
        sent(make, handoff(make, girl, people.gail), people.gail)
    handoff(make, people.girl, people.gail)
    scopes = people.gail.scopes(Permission.HANDOFF_MANAGE)
    rows, has_next = handoffs_visible_to(scopes, people.gail, states=tuple(State))
    assert [row.state for row in rows] == [State.DRAFTED, State.SENT, State.SENT]
    assert (has_next, {row.days for row in rows}) == (False, {0})
    assert girls_by_year(people.elena.scopes(Permission.HANDOFF_MANAGE), people.elena) == [(make.today.year, 2)]


def test_a_token_is_kept_as_its_hash_alone(make: Make, people: People) -> None:
    row = sent(make, handoff(make, people.girl, people.gail), people.gail)
    link, address = linked(make, row, people.gail)
    token = address.rsplit("/", maxsplit=1)[1]
    assert token.encode() not in db.session.scalars(select(PacketLink.token_hash)).one()
    found = link_behind(token)
    assert found is not None
    assert found.id == link.id
    assert link_behind(token[:-1]) is None
