"""Two records become one and, within thirty days, two again; nothing of either is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from curriculum_app.attendance.models import MakeUp
from curriculum_app.cohorts.models import Enrolment, ParticipantTally
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.schema import Base
from curriculum_app.participants.models import Consent, KeepApartPair, Participant, Referral, ReferralStep
from curriculum_app.participants.queries import is_within
from curriculum_app.participants.queries.merges import merges_of
from curriculum_app.participants.queries.referrals import steps_of
from curriculum_app.participants.rules.merging import UNDO_DAYS
from curriculum_app.participants.rules.words import ApartState
from curriculum_app.participants.service import receive_referral
from curriculum_app.records.rules import BELOW, POLICIES, UNDER_HER_KEY, Policy, tables_that
from curriculum_app.records.service import merge_records, undo_merge
from curriculum_app.records.service.merging import KeptApart, RecordChanged, TwoSeats
from curriculum_app.records.service.undoing import AlreadyUndone, TooLate
from curriculum_app.star_court.models import Handoff
from curriculum_app.star_court.queries.grounds import ground_of
from curriculum_app.star_court.queries.texts import giver_of
from curriculum_app.star_court.rules.packet import Packet
from curriculum_app.star_court.rules.words import Basis
from curriculum_app.star_court.service.packing import packet_of
from tests.factories.handoffs import handoff, release, sent
from tests.participants.conftest import AREAS, facts, load
from tests.records.conftest import Two, numbers, seats_of, snapshot

SEEDS = range(8)


def girls_of(table: str) -> set[object]:
    """The foreign keys of a table to the participants."""
    keys = Base.metadata.tables[table].foreign_keys
    return {(table, key.parent.name) for key in keys if key.column.table.name == "participants"}


def papers_of(handoff_id: UUID) -> tuple[UUID, Packet, str]:
    """Whose a hand-off is now, what its papers say, and who signed for them."""
    whole = joinedload(Handoff.participant).joinedload(Participant.key)
    query = select(Handoff).where(Handoff.id == handoff_id).options(whole)
    row = db.session.scalars(query.execution_options(populate_existing=True)).one()
    return row.participant_id, packet_of(row), giver_of(row, ground_of(row).release(row.state_on))


@pytest.mark.usefixtures("app")  # it imports every room's tables
def test_every_foreign_key_to_a_girl_has_a_policy() -> None:
    """A new room says what a merge does with its rows, or this fails."""
    there = {pair for table in Base.metadata.tables for pair in girls_of(table)}
    assert there == set(POLICIES), "Say in records/rules.py what a merge does with these: " + str(there ^ set(POLICIES))


@pytest.mark.usefixtures("app")  # it imports every room's tables
def test_every_sealed_text_that_moves_is_sealed_anew_or_has_a_key_of_its_own() -> None:
    """What opens with her key alone would be lost with the other's."""
    for name in tables_that(Policy.MOVES):
        table = Base.metadata.tables[name]
        sealed = {column.name for column in table.columns if "sealed" in column.info}
        if name == "participants" or "key_id" in table.columns:
            continue
        assert sealed == set(UNDER_HER_KEY.get(name, ())), name
        below = BELOW.get(name)
        if below:
            columns = Base.metadata.tables[below[0]].columns
            assert {column.name for column in columns if "sealed" in column.info} == set(below[2])


def test_both_histories_stand_under_the_older_record(two: Two) -> None:
    merge = merge_records(two.newer, two.older, versions=(1, 1), actor=two.actor, at=two.make.at)
    assert (merge.kept_id, merge.absorbed_id) == (two.older.id, two.newer.id)
    for table in (Referral, Consent):
        owners = db.session.scalars(select(table.participant_id).distinct()).all()
        assert two.newer.id not in owners
    assert sorted(numbers().values()) == ["R-1", "R-2"]
    moved = db.session.scalars(select(Referral).where(Referral.source == "School 2")).one()
    assert [step.note for step in steps_of(load(moved.id))] == ["Note 2", ""]
    pairs = db.session.scalars(select(KeepApartPair)).all()
    assert all(two.newer.id not in (pair.first_id, pair.second_id) for pair in pairs)


def test_the_absorbed_record_is_shown_nowhere(two: Two) -> None:
    merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    assert not is_within(two.newer, two.actor)
    assert is_within(two.older, two.actor)
    got = receive_referral(facts(referral_source="A third"), programme_areas=AREAS, actor=two.actor, at=two.make.at)
    assert load(got.referral_id).participant.possible_duplicate_of_id == two.older.id


@pytest.mark.parametrize("two", SEEDS, indirect=True)
def test_merge_and_undo_restore_every_row(two: Two) -> None:
    two.live()
    before, texts = snapshot(), numbers()
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    assert two.is_proved()
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    assert two.is_proved()
    assert snapshot() == before
    assert numbers() == texts


@pytest.mark.parametrize("two", SEEDS, indirect=True)
def test_what_is_marked_between_stays_with_its_enrolment(two: Two) -> None:
    two.live()
    hers, others = seats_of(two.older), seats_of(two.newer)
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    assert seats_of(two.older) == hers | others
    before = snapshot(without=("participant_tallies", "make_ups"))
    for sheet in two.sheets:
        two.mark(sheet)
        assert two.is_proved()
    assert snapshot(without=("participant_tallies", "make_ups", "enrolments")).keys() <= before.keys()
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    assert two.is_proved()
    assert (seats_of(two.older), seats_of(two.newer)) == (hers, others)
    torn = select(MakeUp.id).join(Enrolment, Enrolment.id == MakeUp.enrolment_id)
    assert db.session.scalars(torn.where(MakeUp.participant_id != Enrolment.participant_id)).all() == []


def test_a_girl_counts_once_after_the_merge(two: Two) -> None:
    two.live()
    assert db.session.scalar(select(func.count()).select_from(ParticipantTally)) == 2
    merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    tally = db.session.scalars(select(ParticipantTally)).one()
    assert tally.participant_id == two.older.id
    assert tally.enrolment_id in seats_of(two.older)


def test_her_papers_open_under_the_record_that_they_hang_on(two: Two) -> None:
    row = handoff(two.make, two.newer, two.actor, basis=Basis.RELEASE)
    release(two.make, row, two.actor)
    said = packet_of(sent(two.make, row, two.actor))
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    assert papers_of(row.id) == (two.older.id, said, "Alma Reyes")
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    assert papers_of(row.id) == (two.newer.id, said, "Alma Reyes")


def test_a_seat_given_to_a_referral_that_goes_back_goes_with_it(two: Two) -> None:
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    referral = db.session.scalars(select(Referral).where(Referral.source == "School 2")).one()
    seat = two.make.enrolment(two.make.cohort(sessions=2), two.older, referral_id=referral.id)
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    assert seats_of(two.newer) == {seat.id}
    assert seats_of(two.older) == set()


def test_two_seats_are_not_merged(two: Two) -> None:
    for girl in (two.older, two.newer):
        two.make.enrolment(two.make.cohort(sessions=2), girl)
    with pytest.raises(TwoSeats):
        merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)


def test_two_who_are_kept_apart_are_not_merged(two: Two) -> None:
    pair = two.make.pair(two.older, two.newer)
    with pytest.raises(KeptApart):
        merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    pair.state, pair.ended_at = ApartState.ENDED, two.make.at
    db.session.flush()
    merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)


def test_who_decided_on_an_old_page_is_told_so(two: Two) -> None:
    with pytest.raises(RecordChanged):
        merge_records(two.older, two.newer, versions=(1, 7), actor=two.actor, at=two.make.at)
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    with pytest.raises(RecordChanged):
        merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    with pytest.raises(RecordChanged):
        undo_merge(merge, version=7, actor=two.actor, at=two.make.at)
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    with pytest.raises(AlreadyUndone):
        undo_merge(merge, version=2, actor=two.actor, at=two.make.at)


def test_after_thirty_days_it_stays(two: Two) -> None:
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    last, after = (replace(two.actor, today=two.make.today + timedelta(days=UNDO_DAYS + more)) for more in (0, 1))
    assert len(merges_of(two.older, last.scopes(), last)) == 0
    with pytest.raises(TooLate):
        undo_merge(merge, version=1, actor=after, at=two.make.at)
    undo_merge(merge, version=1, actor=last, at=two.make.at)


def test_a_merge_and_its_undoing_are_written_down(two: Two) -> None:
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    query = select(AuditEvent).where(AuditEvent.object_id == merge.id).order_by(AuditEvent.id)
    rows = db.session.scalars(query).all()
    assert [row.action for row in rows] == ["records:merge:made", "records:merge:undone"]
    assert all(row.details and row.details["rows"] == rows[0].details["rows"] for row in rows if rows[0].details)


def test_notes_of_both_open_under_their_owner_after_the_undoing(two: Two) -> None:
    merge = merge_records(two.older, two.newer, versions=two.versions, actor=two.actor, at=two.make.at)
    undo_merge(merge, version=1, actor=two.actor, at=two.make.at)
    for number, girl in ((1, two.older), (2, two.newer)):
        referral = db.session.scalars(select(Referral).where(Referral.participant_id == girl.id)).one()
        assert steps_of(load(referral.id))[0].note == f"Note {number}"
    assert db.session.scalar(select(func.count()).select_from(ReferralStep)) == 4
    assert db.session.scalar(select(func.count()).where(Participant.merged_into_id.is_not(None))) == 0
