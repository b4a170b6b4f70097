"""Opening sittings and answering: codes, consents, the tablet that holds a sitting, and what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.accounts.service.hashing import token_hash
from curriculum_app.assessments import service
from curriculum_app.assessments.models import AnswerSet, Sitting, SittingScore
from curriculum_app.assessments.queries.own import answers_so_far, sitting_on_tablet
from curriculum_app.assessments.queries.sittings import chairs
from curriculum_app.assessments.rules import Form, NoAnswer, SittingState, Wave, instrument_of
from curriculum_app.assessments.service import CodeRefused, NobodyToAsk, NothingToAsk, Slip
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core.access import command_line
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Participant
from curriculum_app.participants.rules.consents import ConsentAnswer
from tests.factories import Make
from tests.factories.sittings import version

pytestmark = pytest.mark.usefixtures("app_context")


def group(make: Make, girls: int = 3, *, consents: bool = True) -> Cohort:
    """A group whose girls may be asked."""
    cohort = make.cohort()
    for _ in range(girls):
        girl = make.participant(language="es")
        if consents:
            make.consent(girl, "assessments")
        make.enrolment(cohort, girl)
    return cohort


def first_session(cohort: Cohort) -> GroupSession:
    query = select(GroupSession).where(GroupSession.cohort_id == cohort.id, GroupSession.number == 1)
    return db.session.scalars(query).one()


def print_slips(make: Make, cohort: Cohort, **ways: object) -> list[Slip]:
    """Slips for the group's first session, at pre."""
    defaults = {
        "wave": Wave.PRE, "instrument": "main", "form_id": new_id(), "expires_at": make.at + timedelta(hours=5),
        "actor": make.actor(make.user()), "at": make.at,
    }  # fmt: skip
    return service.open_sittings(first_session(cohort), **(defaults | ways))  # type: ignore[arg-type]


def enter(make: Make, code: str, minutes: int = 0) -> tuple[Sitting, str]:
    """A girl types a code, some minutes from now."""
    actor = service.tablet_actor(make.today)
    return service.enter(code, address="192.0.2.7", actor=actor, at=make.at + timedelta(minutes=minutes))


def answer(make: Make, sitting: Sitting, number: int, given: int | NoAnswer) -> None:
    """She answers the question with this number."""
    item = instrument_of(sitting.instrument_version.content).asked(sitting.wave, sitting.form)[number - 1]
    service.keep_answer(sitting, item, given, language="es", actor=service.tablet_actor(make.today), at=make.at)


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def test_every_girl_with_consent_gets_a_code_and_the_others_none(make: Make) -> None:
    version(make)
    cohort = group(make)
    make.enrolment(cohort, make.participant())  # takes part, and nobody said that she may be asked
    slips = print_slips(make, cohort)
    rows = db.session.scalars(select(Sitting)).all()
    assert len(slips) == len(rows) == len({slip.code for slip in slips}) == 3
    assert all(slip.code.encode() not in (row.code_hash or b"") for slip in slips for row in rows)
    assert {(row.language, row.wave, row.state) for row in rows} == {("es", Wave.PRE, SittingState.OPENED)}


def test_the_same_printing_again_gives_the_same_codes_and_a_new_one_takes_their_place(make: Make) -> None:
    version(make)
    cohort, form_id = group(make, 1), new_id()
    first, again = (print_slips(make, cohort, form_id=form_id)[0].code for _ in range(2))
    fresh = print_slips(make, cohort)[0].code
    assert first == again != fresh
    with pytest.raises(CodeRefused):
        enter(make, first)
    assert enter(make, fresh)[0].state is SittingState.STARTED


def test_the_second_wave_asks_the_other_form(make: Make) -> None:
    version(make)
    cohort = group(make, 4)
    print_slips(make, cohort)
    print_slips(make, cohort, wave=Wave.POST)
    forms: dict[object, list[Form]] = {}
    for row in db.session.scalars(select(Sitting).order_by(Sitting.wave.desc())):
        forms.setdefault(row.enrolment_id, []).append(row.form)
    assert all(pre is not post for pre, post in forms.values())


def test_without_an_instrument_or_a_girl_nothing_is_opened(make: Make) -> None:
    cohort = group(make, 1, consents=False)
    with pytest.raises(NothingToAsk):
        print_slips(make, cohort)
    version(make)
    with pytest.raises(NobodyToAsk):
        print_slips(make, cohort)


@pytest.mark.parametrize("code", ["", "BBBBBBB", "no code at all", "\u00df" * 7])
def test_a_wrong_code_is_refused(make: Make, code: str) -> None:
    with pytest.raises(CodeRefused):
        enter(make, code)


def test_an_expired_a_used_and_a_consentless_code_are_refused_alike(make: Make) -> None:
    version(make)
    cohort = group(make, 3)
    expired, used, revoked = print_slips(make, cohort)
    with pytest.raises(CodeRefused):
        enter(make, expired.code, minutes=300)
    sitting, _ = enter(make, used.code)
    service.finish(sitting, actor=service.tablet_actor(make.today), at=make.at)
    with pytest.raises(CodeRefused):
        enter(make, used.code)
    girl = db.session.get_one(Participant, db.session.get_one(Enrolment, revoked.enrolment_id).participant_id)
    make.consent(girl, "assessments", part="assent", answer=ConsentAnswer.REVOKED, signed_on=make.today)
    with pytest.raises(CodeRefused):
        enter(make, revoked.code)


def test_her_code_on_another_tablet_takes_the_sitting_there_and_she_goes_on(make: Make) -> None:
    version(make)
    (slip,) = print_slips(make, group(make, 1))
    sitting, first = enter(make, slip.code)
    answer(make, sitting, 1, 2)
    _, second = enter(make, slip.code)
    hashes = [token_hash(token) for token in (first, second)]
    assert sitting_on_tablet(hashes[0], make.at) is None
    held = sitting_on_tablet(hashes[1], make.at)
    assert held is sitting
    assert len(answers_so_far(sitting)) == 1


def test_answers_are_sealed_as_given_and_the_same_again_changes_nothing(make: Make) -> None:
    version(make)
    (slip,) = print_slips(make, group(make, 1))
    sitting, _ = enter(make, slip.code)
    answer(make, sitting, 1, 2)
    answer(make, sitting, 2, NoAnswer.SKIPPED)
    answer(make, sitting, 2, NoAnswer.SKIPPED)
    answer(make, sitting, 1, 3)
    (row,) = db.session.scalars(select(AnswerSet)).all()
    assert row.version == 3
    assert b"skipped" not in row.body_sealed
    assert sorted(map(str, answers_so_far(sitting).values())) == ["3", "skipped"]
    assert actions().count("assessments:answer:kept") == 3


def test_stopping_keeps_the_scores_of_what_was_said_and_ends_the_code(make: Make) -> None:
    version(make)
    (slip,) = print_slips(make, group(make, 1))
    sitting, _ = enter(make, slip.code)
    answer(make, sitting, 1, 2)
    service.finish(sitting, actor=service.tablet_actor(make.today), at=make.at)
    assert (sitting.state, sitting.code_hash, sitting.tablet_hash) == (SittingState.STOPPED, None, None)
    scores = db.session.scalars(select(SittingScore)).all()
    assert sum(score.answered for score in scores) == 1


def test_answering_everything_is_done(make: Make) -> None:
    version(make)
    (slip,) = print_slips(make, group(make, 1))
    sitting, _ = enter(make, slip.code)
    for number in range(1, 23):
        answer(make, sitting, number, 1)
    service.finish(sitting, actor=service.tablet_actor(make.today), at=make.at)
    assert sitting.state is SittingState.DONE
    assert all(score.points is not None for score in db.session.scalars(select(SittingScore)))


def test_what_she_left_without_done_counts_after_two_weeks(make: Make) -> None:
    version(make)
    begun, only_printed = print_slips(make, group(make, 2))
    sitting, _ = enter(make, begun.code)
    answer(make, sitting, 1, 2)
    ends = make.at + timedelta(hours=5)
    actor = command_line(make.today)
    assert service.finish_left(actor=actor, at=ends + timedelta(days=14)) == 0
    assert service.finish_left(actor=actor, at=ends + timedelta(days=14, seconds=1)) == 1
    assert service.finish_left(actor=actor, at=ends + timedelta(days=15)) == 0
    assert sitting.state is SittingState.STOPPED
    other = db.session.scalars(select(Sitting).where(Sitting.enrolment_id == only_printed.enrolment_id)).one()
    assert other.state is SittingState.OPENED


def test_a_slip_of_yesterday_is_no_slip(make: Make) -> None:
    version(make)
    cohort = group(make, 1)
    print_slips(make, cohort)
    found = [
        chairs(first_session(cohort), Wave.PRE, "main", on=make.today, at=make.at + timedelta(hours=hours))[0].has_code
        for hours in (4, 5)
    ]
    assert found == [True, False]


def test_the_sweep_ends_what_was_left(make: Make, app_context: Flask) -> None:
    version(make)
    (slip,) = print_slips(make, group(make, 1), expires_at=make.at - timedelta(days=15))
    row = db.session.scalars(select(Sitting).where(Sitting.enrolment_id == slip.enrolment_id)).one()
    row.state, row.started_at = SittingState.STARTED, make.at - timedelta(days=15)
    make.commit()
    db.session.rollback()
    said = app_context.test_cli_runner().invoke(args=["sweep"])
    assert "Sittings that were left: 1" in said.output
