"""Consents: the state of any day follows from the papers, and a paper is written down once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from curriculum_app.core.access import Actor
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Consent
from curriculum_app.participants.queries.consents import consents_in_force, consents_of, said_by
from curriculum_app.participants.rules.consents import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentPart,
    ConsentState,
    Said,
    expires_soon,
    kinds_in_force,
    standing,
)
from curriculum_app.participants.service import consents as service
from curriculum_app.participants.service.consents import Paper, record_consent, revoke_consent
from tests.factories import Make

LIMITS = Limits(12, 17, (6, 8))
DAY = date(2026, 3, 1)
PART = ConsentKind.PARTICIPATION
GUARDIAN, GIRL = (PART, ConsentPart.PERMISSION), (PART, ConsentPart.ASSENT)
CONTACT = (ConsentKind.FOLLOW_UP_CONTACT, ConsentPart.ASSENT)
YES, NO = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED


def paper(make: Make, **changes: Any) -> Paper:  # noqa: ANN401
    """A form on which guardian and girl say yes to taking part."""
    usual: dict[str, Any] = {
        "id": new_id(), "answers": {GUARDIAN: YES, GIRL: YES}, "signed_on": make.today, "form_version": "2026-1",
        "language": "es", "basis": ConsentBasis.GUARDIAN, "given_by": "Elena Reyes",
    }  # fmt: skip
    return Paper(**usual | changes)


def says(answer: ConsentAnswer, days: int, ends: int | None = None) -> Said:
    """A permission to take part, `days` after DAY."""
    until = None if ends is None else DAY + timedelta(days=ends)
    return Said(PART, ConsentPart.PERMISSION, answer, DAY + timedelta(days=days), until)


def stands(said: list[Said], days: int) -> ConsentState:
    """How it stands `days` after DAY."""
    return standing(said, PART, ConsentPart.PERMISSION, DAY + timedelta(days=days)).state


def test_every_day_has_its_own_state() -> None:
    said = [says(YES, 0, 100), says(ConsentAnswer.REVOKED, 40), says(YES, 60, 90), says(NO, 200)]
    states = [stands(said, day) for day in (-1, 0, 39, 40, 60, 90, 91, 200)]
    assert states == ["missing", "in_force", "in_force", "revoked", "in_force", "in_force", "expired", "refused"]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(ConsentAnswer), st.integers(0, 50)), max_size=8), st.integers(0, 60))
def test_what_is_said_later_never_changes_an_earlier_day(answers: list[tuple[ConsentAnswer, int]], day: int) -> None:
    said = sorted((says(answer, on) for answer, on in answers), key=lambda each: each.signed_on)
    before = [each for each in said if each.signed_on <= DAY + timedelta(days=day)]
    assert stands(said, day) is stands(before, day)


def test_a_kind_needs_both_answers_and_media_is_no_by_itself() -> None:
    both = [Said(kind, part, YES, DAY) for kind in (PART, ConsentKind.MEDIA) for part in ConsentPart]
    assert kinds_in_force(both[:-1], DAY) == {PART}
    assert kinds_in_force(both, DAY) == {PART, ConsentKind.MEDIA}
    assert not kinds_in_force([], DAY)


def test_what_ends_within_thirty_days_is_said_beforehand() -> None:
    both = [Said(PART, part, YES, DAY, DAY + timedelta(days=60)) for part in ConsentPart]
    seen = {days: expires_soon(both, (PART,), DAY + timedelta(days=days)) for days in (29, 30, 60, 61)}
    assert seen == {29: False, 30: True, 60: True, 61: False}


def test_a_whole_paper_is_written_down_once_and_sealed(make: Make, coordinator: Actor) -> None:
    girl, form = (
        make.participant(consents=False),
        paper(make, answers={GUARDIAN: YES, GIRL: YES, CONTACT: YES}, safe_contact="Text her aunt after 5"),
    )
    for _ in range(2):
        rows = record_consent(girl, form, limits=LIMITS, actor=coordinator, at=make.at)
    assert len(db.session.scalars(select(Consent.id)).all()) == len(rows) == 3
    by_part = {(row.kind, row.part): row for row in rows}
    key, permission, contact = open_key(girl.key), by_part[GUARDIAN], by_part[CONTACT]
    assert b"Elena" not in (permission.given_by_sealed or b"")
    assert key.open(Consent.given_by_sealed, permission.id, permission.given_by_sealed) == "Elena Reyes"
    assert key.open(Consent.safe_contact_sealed, contact.id, contact.safe_contact_sealed) == "Text her aunt after 5"
    assert permission.expires_on == make.today.replace(year=make.today.year + 1) or make.today.day == 29
    assert (by_part[GIRL].basis, by_part[GIRL].given_by_sealed) == (None, None)
    events = db.session.scalars(select(AuditEvent.action).where(AuditEvent.action.contains("consent"))).all()
    assert list(events) == ["participants:consent:recorded"] * 3


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"answers": {}}, service.NothingAnswered),
        ({"basis": None}, service.BasisNeeded),
        ({"given_by": ""}, service.GiverNeeded),
        ({"answers": {GIRL: YES}}, service.NoPermissionAnswered),
        ({"safe_contact": "Call at noon"}, service.ContactNotAllowed),
        ({"signed_on": date(1926, 3, 1)}, service.SignedTooEarly),
        ({"expires_on": date(2020, 1, 1)}, service.EndsBefore),
        ({"signed_on": date(2999, 1, 1)}, service.SignedLater),
    ],
)
def test_a_paper_that_cannot_be_is_refused_whole(
    make: Make, coordinator: Actor, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    girl = make.participant(consents=False)
    with pytest.raises(refusal):
        record_consent(girl, paper(make, **changes), limits=LIMITS, actor=coordinator, at=make.at)
    assert not consents_of(girl)


def test_taking_back_adds_an_answer_and_leaves_the_past_alone(make: Make, coordinator: Actor) -> None:
    girl = make.participant()
    ways: dict[str, Any] = {"kind": PART, "part": ConsentPart.ASSENT, "actor": coordinator, "at": make.at}
    with pytest.raises(service.RevokedLater):
        revoke_consent(girl, revoked_on=make.today + timedelta(days=1), **ways)
    chosen = new_id()
    for _ in range(2):
        revoke_consent(girl, revoked_on=make.today, revocation_id=chosen, **ways)
    assert [row.answer for row in consents_of(girl)] == [YES, YES, ConsentAnswer.REVOKED]
    yesterday = make.today - timedelta(days=1)
    assert consents_in_force([girl.id], yesterday) == {girl.id: {PART}}
    assert consents_in_force([girl.id], make.today) == {girl.id: frozenset()}
    with pytest.raises(service.NothingToRevoke):
        revoke_consent(girl, revoked_on=make.today, **ways)


def test_many_girls_cost_one_statement(make: Make, statements: list[str]) -> None:
    girls = [make.participant().id for _ in range(30)]
    statements.clear()
    found = said_by([*girls, new_id()])
    assert len(statements) == 1
    assert [len(found[girl]) for girl in girls] == [2] * 30
    assert len(found) == 31
