"""The sittings that count, in one statement: within reach, chosen, finished, and with consent to evaluation.

A girl counts once in a curriculum, under her latest enrolment, as in the completion report; of several sittings in a
wave the first counts at pre and the last later on. Consent is read here and nowhere copied: whoever takes it back is
gone from the next page. One that has run out still covers what she answered while it held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Integer, Select, String, Subquery, and_, bindparam, case, func, select
from sqlalchemy.orm import aliased

from curriculum_app.assessments import queries as assessments
from curriculum_app.assessments.models import Sitting, SittingScore
from curriculum_app.assessments.rules import Instrument, SittingState, Wave, instrument_of, is_comparable
from curriculum_app.assessments.rules.follow_up import asked_until
from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import Cohort, Enrolment, ParticipantTally
from curriculum_app.cohorts.rules.states import OPEN_STATES
from curriculum_app.core import clock
from curriculum_app.core.access import Scopes
from curriculum_app.core.db import rows
from curriculum_app.core.schema import Instant
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.queries.consents import agreed
from curriculum_app.participants.rules.consents import ConsentKind
from curriculum_app.reports.queries.counted import quarter
from curriculum_app.reports.queries.outcomes.question import Question
from curriculum_app.reports.queries.reach import Filters, conditions, filters_of, within
from curriculum_app.reports.rules.outcomes import Due, Sat

FINISHED = tuple(state for state in SittingState if state.is_finished)
# What is read of a sitting beside its points; home, quarter, edition and group are the places of its girl.
COLUMNS = (
    "girl", "wave", "home", "quarter", "edition_id", "cohort_id", "version_id", "finished_at", "until", "is_exited",
    "state", "last_on",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """An instrument as it is asked now, and for each of its versions which scales are scored as now are.

    `scales` are those that are asked at pre and later; `mask` has a flag for each of them.
    """

    instrument: Instrument
    version_id: UUID
    content_hash: str
    scales: tuple[str, ...]
    mask: dict[UUID, tuple[bool, ...]]


def text_of(key: str) -> Asked | None:
    """The instrument with this key; None when there is none."""
    versions = assessments.versions_of(key)
    if not versions:
        return None
    current, texts = versions[0], {each.id: instrument_of(each.content) for each in versions}
    instrument = texts[current.id]
    scales = tuple(each.key for each in instrument.scales if Wave.PRE in each.waves and len(each.waves) > 1)
    mask = {key: tuple(is_comparable(instrument, text, scale) for scale in scales) for key, text in texts.items()}
    return Asked(instrument, current.id, current.content_hash, scales, mask)


def sittings_up_to(asked: Asked, question: Question, most: int) -> int:
    """How many finished sittings a report would read, counted no further than `most` + 1."""
    values = {"instrument": asked.instrument.key, "most": most + 1}
    found = rows(_number_of_all(), values)[0].number
    if found <= most or not question.chosen.is_narrow:
        return int(found)
    statement = _number(question.scopes, filters_of(question.chosen))
    return int(rows(statement, values | question.values)[0].number)


def scores_of(asked: Asked, question: Question) -> tuple[list[Sat], tuple[str, ...], int]:
    """The sittings that count, the versions of the scoring rule, and how many sittings have a score left out because
    their version of the instrument scores it otherwise."""
    statement = _scores(question.scopes, filters_of(question.chosen), asked.scales)
    found = list(rows(statement, question.values | {"instrument": asked.instrument.key}))
    rules = tuple(sorted({row.rule for row in found if row.rule}))
    left_out = sum(not all(asked.mask[row.version_id]) for row in found)
    sat: list[Sat] = []
    # Each row goes as soon as it is read: of 300,000 girls they are a gigabyte.
    found.reverse()
    while found:
        row = found.pop()
        if is_covered(row.until, row.finished_at):
            sat.append(_sat(row, asked, question.actor.today))
    return sat, rules, left_out


def is_covered(until: date | None, at: datetime) -> bool:
    """Whether a consent that holds to the day `until` covers what was answered at the instant `at`."""
    return until is None or at.date() < until or clock.today(at) <= until


def _sat(row: Any, asked: Asked, today: date) -> Sat:  # noqa: ANN401 - a row of `_scores`
    points, mask = row[-len(asked.scales) :], asked.mask[row.version_id]
    if not all(mask):
        points = tuple(each if counts else None for each, counts in zip(points, mask, strict=True))
    # A number is looked up in a fifth of the time that a UUID takes.
    places = (row.home, row.quarter, row.edition_id, row.cohort_id)
    return Sat(row.girl.int, row.wave, places, tuple(points), _due(row, today))


def _due(row: Any, today: date) -> Due:  # noqa: ANN401 - a row of `_scores`
    """Post is due once she left or her group is over; the follow-up when its window is."""
    is_over = row.is_exited or row.state not in OPEN_STATES
    return is_over, asked_until(row.last_on) < today


@lru_cache(maxsize=1)
def _number_of_all() -> Select[*tuple[Any, ...]]:
    inner = select(Sitting.id).where(Sitting.instrument == bindparam("instrument", type_=String))
    inner = inner.where(Sitting.state.in_(FINISHED)).limit(bindparam("most", type_=Integer))
    return select(func.count().label("number")).select_from(inner.subquery())


@lru_cache(maxsize=128)
def _number(scopes: Scopes, filters: Filters) -> Select[*tuple[Any, ...]]:
    inner = _finished(select(Sitting.id), scopes, filters).limit(bindparam("most", type_=Integer))
    return select(func.count().label("number")).select_from(inner.subquery())


@lru_cache(maxsize=128)
def _scores(scopes: Scopes, filters: Filters, scales: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """One row a sitting, with the points of each scale in a column of its own.

    Each is looked up by its key: to join the scores and group them again takes twice as long.
    """
    counted = counting(scopes, filters)
    of_sitting = SittingScore.sitting_id == counted.c.id
    points = [
        select(SittingScore.points).where(of_sitting, SittingScore.scale == each).scalar_subquery().label(f"scale_{at}")
        for at, each in enumerate(scales)
    ]
    rule = select(func.max(SittingScore.rule_version)).where(of_sitting).scalar_subquery().label("rule")
    columns = [counted.c[name] for name in COLUMNS]
    return select(*columns, rule, *points).where(counted.c.place == 1).order_by(counted.c.id)


def counting(scopes: Scopes, filters: Filters) -> Subquery:
    """The finished sittings in reach; that with `place` 1 counts for its girl (`girl`) and wave."""
    tally, first = ParticipantTally, case((Sitting.wave == Wave.PRE, Sitting.finished_at))
    place = func.row_number().over(
        partition_by=(tally.enrolment_id, Sitting.wave), order_by=(first, Sitting.finished_at.desc(), Sitting.id)
    )
    consent = agreed(ConsentKind.EVALUATION, bindparam("today", type_=Date))
    query: Any = select(
        Sitting.id, Sitting.wave, Sitting.version_id, Sitting.form, Sitting.finished_at, Sitting.enrolment_id,
        tally.enrolment_id.label("girl"), func.coalesce(tally.home_service_area, 0).label("home"),
        quarter().label("quarter"), Cohort.edition_id, Cohort.id.label("cohort_id"), consent.c.until,
        tally.is_exited, Cohort.state, Cohort.last_on, place.label("place"),
    )  # fmt: skip
    counted: Subquery = (
        _finished(query, scopes, filters)
        .join(consent, consent.c.participant_id == tally.participant_id)
        .where(Sitting.finished_at < bindparam("before", type_=Instant))
        .subquery("counted")
    )
    return counted


def _finished(query: Any, scopes: Scopes, filters: Filters) -> Any:  # noqa: ANN401 - a statement over columns
    tally, sat_in, taught = ParticipantTally, aliased(Cohort), aliased(Edition)
    return (
        query.select_from(Sitting)
        .join(Enrolment, Enrolment.id == Sitting.enrolment_id)
        .join(sat_in, sat_in.id == Enrolment.cohort_id)
        .join(taught, taught.id == sat_in.edition_id)
        .join(tally, and_(tally.participant_id == Enrolment.participant_id, tally.curriculum == taught.curriculum))
        .join(Cohort, Cohort.id == tally.cohort_id)
        .where(
            Sitting.instrument == bindparam("instrument", type_=String),
            Sitting.state.in_(FINISHED),
            within(scopes, cohorts.ANYBODY),
            *conditions(filters),
        )
    )
