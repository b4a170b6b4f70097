"""Rows of outcomes: girls who agreed to evaluation, with the scores of whichever waves they sat in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from curriculum_app.assessments.models import AnswerSet, InstrumentVersion, Sitting, SittingScore
from curriculum_app.assessments.rules import (
    RULE_VERSION,
    Answers,
    Entry,
    Form,
    SittingState,
    Wave,
    instrument_of,
    score,
    write_answers,
)
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.cohorts.rules.states import CohortState
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant
from tests.factories import Make
from tests.factories.sittings import version

Scores = Mapping[Wave, Mapping[str, float | None]]


def last_month(make: Make) -> datetime:
    """An instant of the month before this one, which released figures reach."""
    return clock.instant(make.today.replace(day=1) - timedelta(days=3), datetime.min.time())


def over(make: Make, **values: Any) -> Cohort:  # noqa: ANN401
    """A group whose last session was 200 days ago: the time of every wave has come for its girls."""
    ended = make.today - timedelta(days=200)
    defaults: dict[str, Any] = {"sessions": 0, "first_on": ended, "last_on": ended, "state": CohortState.COMPLETED}
    return make.cohort(**defaults | values)


def girl(make: Make, cohort: Cohort, scores: Scores, *, at: datetime | None = None, **values: Any) -> Enrolment:  # noqa: ANN401
    """A girl of `cohort` with a sitting and its scores in each of these waves, finished at `at` (last month)."""
    participant = values.pop("participant", None) or make.participant(consents=False)
    if values.pop("agrees", True):
        make.consent(participant, "evaluation")
    seat = make.enrolment(cohort, participant, **values)
    asked = version(make)
    for wave, points in scores.items():
        sitting = sat(make, seat, wave, asked, at=at or last_month(make))
        db.session.add_all(
            SittingScore(
                sitting_id=sitting.id, scale=scale, points=value, answered=0 if value is None else 6, asked=6,
                rule_version=RULE_VERSION,
            )
            for scale, value in points.items()
        )  # fmt: skip
    return seat


def girls(make: Make, cohort: Cohort, many: Sequence[Scores], **values: Any) -> list[Enrolment]:  # noqa: ANN401
    """One girl for each of the scores."""
    return [girl(make, cohort, each, **values) for each in many]


def answered(
    make: Make, cohort: Cohort, answers: Mapping[Wave, Answers], *, participant: Participant | None = None
) -> Enrolment:
    """A girl of `cohort` with sealed answers to form A, finished last month, and the scores that come of them."""
    participant = participant or make.participant(consents=False)
    make.consent(participant, "evaluation")
    seat, asked = make.enrolment(cohort, participant), version(make)
    text = instrument_of(asked.content)
    for wave, given in answers.items():
        sitting = sat(make, seat, wave, asked, at=last_month(make))
        row_id = new_id()
        body = open_key(seat.key).seal(AnswerSet.body_sealed, row_id, write_answers(given))
        db.session.add(
            AnswerSet(id=row_id, sitting_id=sitting.id, entry=Entry.GIVEN, body_sealed=body, saved_at=sitting.opened_at)
        )
        db.session.add_all(
            SittingScore(
                sitting_id=sitting.id, scale=each.scale, points=each.points, answered=each.answered, asked=each.asked,
                rule_version=RULE_VERSION,
            )
            for each in score(text, wave, Form.A, given)
        )  # fmt: skip
    return seat


def sat(make: Make, seat: Enrolment, wave: Wave, asked: InstrumentVersion, *, at: datetime) -> Sitting:
    """A finished sitting without scores."""
    row = Sitting(
        id=new_id(), enrolment_id=seat.id, version_id=asked.id, instrument=asked.instrument, wave=wave, form=Form.A,
        language="en", state=SittingState.DONE, opened_at=at, started_at=at, finished_at=at,
    )  # fmt: skip
    added: Sitting = make.add(row)
    return added


def programme(kept: int, again: int, lost: int, *, up: int = 2) -> list[Scores]:
    """So many girls asked three times, so many twice (pre and post), so many once; the first move by `up` points and
    not all alike."""
    found: list[Scores] = []
    for number in range(kept + again + lost):
        first = float(number % 5)
        later = first + (number % (2 * up + 1)) - (0 if number % 3 else 1)
        waves: dict[Wave, Mapping[str, float | None]] = {Wave.PRE: {"knowledge": first}}
        if number < kept + again:
            waves[Wave.POST] = {"knowledge": later}
        if number < kept:
            waves[Wave.FOLLOW_UP] = {"knowledge": later - 0.5}
        found.append(waves)
    return found
