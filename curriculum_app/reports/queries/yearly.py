"""Counting the girls of a year: one statement for each of the three counts, whatever the number of girls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, func, literal, or_, select

from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, ParticipantRace, Referral
from curriculum_app.participants.queries import within
from curriculum_app.participants.rules.words import AreaState, Race
from curriculum_app.reports.rules.yearly import (
    NO,
    NOT_RECORDED,
    OUTSIDE,
    TWO_OR_MORE,
    UNDECIDED,
    YES,
    Counted,
    Counts,
    Picture,
    Trait,
    Year,
    race_value,
)
from curriculum_app.star_court.models import Handoff

# The rows in which a girl is found, her id in them, and her age where they know it.
SOURCES: dict[Counted, tuple[Any, Any, Any]] = {
    Counted.REFERRED: (Referral, Referral.participant_id, literal(None)),
    Counted.SERVED: (Enrolment, Enrolment.participant_id, func.min(Enrolment.age_at_enrolment)),
    Counted.HANDED_ON: (Handoff, Handoff.participant_id, literal(None)),
}
RACES_IN_ORDER = (*(race.value for race in Race), TWO_OR_MORE, NOT_RECORDED)


def totals_of(scopes: Scopes, actor: Actor, years: Sequence[Year]) -> list[Counts]:
    """The three counts of each year within reach, in the order of `years`."""
    found = [dict.fromkeys(Counted, 0) for _ in years]
    for each, (row, girl, _age) in SOURCES.items():
        columns = [func.count(distinct(case((_falls_in(each, year), girl)))) for year in years]
        query = select(*columns).select_from(row).join(Participant, Participant.id == girl)
        for place, count in enumerate(db.session.execute(query.where(within(scopes, actor))).one()):
            found[place][each] = count
    return list(found)


def picture_of(scopes: Scopes, actor: Actor, year: Year) -> Picture:
    """One year within reach, by home area, race and ethnicity, language and age."""
    cells: dict[Trait, dict[str, Counter[Counted]]] = {trait: {} for trait in Trait}
    totals = Counter(dict.fromkeys(Counted, 0))
    for each in Counted:
        for row in db.session.execute(_girls(scopes, actor, each, year)):
            totals[each] += row.girls
            for trait, value in _values(row, each):
                cells[trait].setdefault(value, Counter())[each] += row.girls
    return Picture(year, dict(totals), {trait: _ordered(trait, rows) for trait, rows in cells.items()})


def _falls_in(each: Counted, year: Year) -> ColumnElement[bool]:
    """Referred on a day of the year; a seat on one of its days; papers sent on one."""
    if each is Counted.REFERRED:
        return Referral.referred_on.between(year.first, year.last)
    if each is Counted.HANDED_ON:
        return Handoff.sent_on.between(year.first, year.last)
    stayed = or_(Enrolment.exited_on.is_(None), Enrolment.exited_on >= year.first)
    return and_(Enrolment.enrolled_on <= year.last, stayed)


def _girls(scopes: Scopes, actor: Actor, each: Counted, year: Year) -> Select[Any]:
    row, girl, age = SOURCES[each]
    once = (
        select(girl.label("girl"), age.label("age")).select_from(row).where(_falls_in(each, year)).group_by(girl)
    ).subquery()
    own = ParticipantRace.participant_id == Participant.id
    races = select(func.count()).select_from(ParticipantRace).where(own).scalar_subquery()
    one = select(func.min(ParticipantRace.race)).where(own).scalar_subquery()
    told = (
        select(Participant.area_state, Participant.service_area, Participant.language, once.c.age)
        .add_columns(Participant.has_child_welfare_case)
        .add_columns(races.label("races"), one.label("one_race"))
        .join(once, once.c.girl == Participant.id)
        .where(within(scopes, actor))
        .subquery()
    )
    columns = list(told.c)
    return select(*columns, func.count().label("girls")).group_by(*columns)


def _values(row: Any, each: Counted) -> list[tuple[Trait, str]]:  # noqa: ANN401 - a row of the statement above
    areas = {AreaState.DECIDED: str(row.service_area), AreaState.OUTSIDE: OUTSIDE, AreaState.UNDECIDED: UNDECIDED}
    found = [
        (Trait.AREA, areas[row.area_state]),
        (Trait.RACE, race_value(row.races, row.one_race)),
        (Trait.LANGUAGE, row.language),
        (Trait.CHILD_WELFARE, {True: YES, False: NO, None: NOT_RECORDED}[row.has_child_welfare_case]),
    ]
    if each is Counted.SERVED:
        found.append((Trait.AGE, NOT_RECORDED if row.age is None else str(row.age)))
    return found


def _ordered(trait: Trait, rows: dict[str, Counter[Counted]]) -> dict[str, Counts]:
    """The values of a trait in the order of its page, every count in each, but of ages those alone that have them."""
    places = {value: place for place, value in enumerate(RACES_IN_ORDER)}
    counted = (Counted.SERVED,) if trait is Trait.AGE else tuple(Counted)

    def place(value: str) -> tuple[bool, int, str]:
        if trait is Trait.RACE:
            return False, places[value], value
        return not value.isdigit(), int(value) if value.isdigit() else 0, value

    return {value: {each: rows[value][each] for each in counted} for value in sorted(rows, key=place)}
