"""What girls of the newest groups were asked: sittings of three waves with sealed answers and their scores.

It is a step after the load and for some groups only: answers are invented one by one, and a page of outcomes needs
hundreds of girls, not hundreds of thousands. Who left early was asked before the group alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from curriculum_app.assessments.models import AnswerSet, InstrumentVersion, Sitting, SittingScore
from curriculum_app.assessments.rules import (
    RULE_VERSION,
    Answers,
    Entry,
    Form,
    Given,
    Instrument,
    Item,
    Medium,
    NoAnswer,
    ScaleKind,
    SittingState,
    Wave,
    asked_language,
    first_form,
    form_at,
    instrument_of,
    next_number,
    score,
    write_answers,
)
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.cohorts.rules.states import CohortState, SessionState
from curriculum_app.core import clock
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.rules.consents import ConsentKind, Said, is_in_force

MOST_GROUPS = 60
# Another stream of chance than that of the load itself.
BESIDE = 7_919
# How many of those who were there are asked in each wave: 83.6 and 68.1 % of the first in the published evaluation.
SHARE = {Wave.PRE: 0.97, Wave.POST: 0.95, Wave.FOLLOW_UP: 0.81}
# How much more of an item is said, or known, than before the group.
GAIN = {Wave.PRE: 0.0, Wave.POST: 0.17, Wave.FOLLOW_UP: 0.12}
FOLLOW_UP_DAYS = (76, 120)
TAKES = timedelta(minutes=11)


@dataclass(frozen=True)
class Moment:
    """When a wave was asked, and in which session if in one."""

    wave: Wave
    at: datetime
    session_id: UUID | None


def add_sittings(version: InstrumentVersion, *, seed: int, today: date) -> int:
    """Add the sittings of the newest groups as they stand on `today`; returns how many."""
    rows, instrument = Rows(Dice(seed + BESIDE, today)), instrument_of(version.content)
    cohorts = db.session.execute(_newest()).all()
    seats = db.session.execute(_seats([row.id for row in cohorts])).all()
    said = said_by([seat.girl for seat in seats])
    meetings = _meetings([row.id for row in cohorts])
    completed = {row.id for row in cohorts if row.state is CohortState.COMPLETED}
    for seat in seats:
        leaning = rows.dice.random.gauss(0, 0.12)
        moments = _moments(rows.dice, seat, meetings.get(seat.cohort_id, []), is_over=seat.cohort_id in completed)
        for moment in moments:
            if _may_be_asked(said[seat.girl], moment.at) and rows.dice.happens(SHARE[moment.wave]):
                _add(rows, seat, moment, version, instrument, leaning)
    rows.write()
    return rows.written[Sitting.__tablename__]


def _newest() -> Any:  # noqa: ANN401 - a statement
    states = [CohortState.RUNNING, CohortState.COMPLETED]
    query = select(Cohort.id, Cohort.state).where(Cohort.state.in_(states))
    return query.order_by(Cohort.first_on.desc(), Cohort.ordinal).limit(MOST_GROUPS)


def _seats(cohort_ids: Sequence[UUID]) -> Any:  # noqa: ANN401 - a statement
    return (
        select(Enrolment.id, Enrolment.cohort_id, Enrolment.enrolled_on, Enrolment.exited_on, VaultKey)
        .add_columns(Participant.id.label("girl"), Participant.language, Participant.other_languages)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(Enrolment.cohort_id.in_(cohort_ids))
        .order_by(Enrolment.id)
    )


def _meetings(cohort_ids: Sequence[UUID]) -> dict[UUID, list[Any]]:
    """The sessions that were held, by group and in order."""
    query = (
        select(GroupSession.cohort_id, GroupSession.id, GroupSession.held_on, GroupSession.starts_at)
        .where(GroupSession.cohort_id.in_(cohort_ids), GroupSession.state == SessionState.HELD)
        .order_by(GroupSession.held_on, GroupSession.id)
    )
    found: dict[UUID, list[Any]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.cohort_id, []).append(row)
    return found


def _moments(dice: Dice, seat: Any, meetings: Sequence[Any], *, is_over: bool) -> Iterator[Moment]:  # noqa: ANN401
    own = [each for each in meetings if each.held_on >= seat.enrolled_on]
    if not own:
        return
    yield Moment(Wave.PRE, clock.instant(own[0].held_on, own[0].starts_at), own[0].id)
    stayed = seat.exited_on is None or seat.exited_on >= own[-1].held_on
    if not (is_over and stayed):
        return
    yield Moment(Wave.POST, clock.instant(own[-1].held_on, own[-1].starts_at), own[-1].id)
    later = own[-1].held_on + timedelta(days=dice.number(*FOLLOW_UP_DAYS))
    if later < dice.today:
        yield Moment(Wave.FOLLOW_UP, clock.instant(later, own[-1].starts_at), None)


def _may_be_asked(said: Sequence[Said], at: datetime) -> bool:
    return is_in_force(said, ConsentKind.ASSESSMENTS, clock.today(at))


def _add(  # noqa: PLR0917 - one caller, right above
    rows: Rows, seat: Any, moment: Moment, version: InstrumentVersion, instrument: Instrument, leaning: float  # noqa: ANN401
) -> None:  # fmt: skip
    form, ends = form_at(moment.wave, first_form(seat.id)), moment.at + TAKES
    items = instrument.asked(moment.wave, form)
    answers = _answers(rows.dice, instrument, items, likely=0.52 + leaning + GAIN[moment.wave])
    state = SittingState.DONE if next_number(items, answers) is None else SittingState.STOPPED
    sitting_id, answers_id = rows.dice.id(moment.at), rows.dice.id(ends)
    rows.add(
        Sitting, id=sitting_id, enrolment_id=seat.id, session_id=moment.session_id, version_id=version.id,
        instrument=version.instrument, wave=moment.wave, form=form,
        language=asked_language(seat.language, seat.other_languages), medium=Medium.TABLET, state=state,
        opened_at=moment.at, started_at=moment.at, finished_at=ends,
    )  # fmt: skip
    body = open_key(seat.VaultKey).seal(AnswerSet.body_sealed, answers_id, write_answers(answers))
    rows.add(AnswerSet, id=answers_id, sitting_id=sitting_id, entry=Entry.GIVEN, body_sealed=body, saved_at=ends)
    _add_scores(rows, sitting_id, instrument, moment.wave, form, answers)


def _add_scores(  # noqa: PLR0917 - one caller, right above
    rows: Rows, sitting_id: UUID, instrument: Instrument, wave: Wave, form: Form, answers: Answers
) -> None:
    for each in score(instrument, wave, form, answers):
        rows.add(
            SittingScore, sitting_id=sitting_id, scale=each.scale, points=each.points, answered=each.answered,
            asked=each.asked, rule_version=RULE_VERSION,
        )  # fmt: skip


def _answers(dice: Dice, instrument: Instrument, items: Sequence[Item], *, likely: float) -> dict[str, Given]:
    """Answers of a girl who says what the group teaches with the chance `likely`; one in fifty stops on the way."""
    reached = items[: dice.number(5, len(items))] if dice.happens(0.02) else items
    return {item.key: _given(dice, instrument, item, likely) for item in reached}


def _given(dice: Dice, instrument: Instrument, item: Item, likely: float) -> Given:
    if dice.happens(0.03):
        return NoAnswer.DOES_NOT_APPLY if dice.happens(0.3) else NoAnswer.SKIPPED
    choices, kind = len(instrument.choices(item)), instrument.scale(item.scale).kind
    if kind is ScaleKind.KNOWLEDGE:
        wrong = [each for each in range(1, choices + 1) if each != item.right]
        return item.right if item.right and dice.happens(likely) else dice.pick(wrong)
    # Of as many coins as there are steps to go, each falls on the better side with that chance.
    step = 1 + sum(dice.happens(likely) for _ in range(choices - 1))
    is_turned = item.is_reversed or kind is ScaleKind.YES_NO
    return choices + 1 - step if is_turned else step
