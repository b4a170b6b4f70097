"""The kept counts say what a count of the girls' tallies would, whatever moves, and whatever is asked."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import delete, select, update

from curriculum_app.cohorts.models import Cohort, CompletionCount, ParticipantTally
from curriculum_app.cohorts.service.counts import mend_counts, wrong_counts
from curriculum_app.core.access import Reach, Scope
from curriculum_app.core.db import db
from curriculum_app.reports.queries import NOBODYS_AREA, Selection, completion
from curriculum_app.reports.queries.counted import span
from curriculum_app.reports.rules.completion import Counts, GroupBy, Quarter
from tests.factories import Make

DAYS = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 14), date(2026, 4, 30)]
ENDS = [None, date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 14), date(2026, 3, 31), date(2026, 4, 30)]
Girls = Sequence[ParticipantTally]
Keeps = Callable[[ParticipantTally], bool]


@pytest.fixture
def girls(make: Make) -> Girls:
    """Forty girls of four groups at three sites, of every home, moved about until every way of moving was met."""
    dice = random.Random(1)  # noqa: S311 - for invented girls
    edition = make.edition()
    groups = [make.group(girls=0, service_area=area, edition=edition) for area in (6, 8, 6)]
    groups.append(make.cohort(service_area=8, edition=edition, site=groups[0].site))
    for number in range(40):
        girl = make.participant(service_area=dice.choice([4, 6, 8]))
        make.enrolment(groups[number % 4], girl, home_service_area=dice.choice([girl.service_area, None]))
    tallies = db.session.scalars(select(ParticipantTally)).all()
    for tally in tallies:
        tally.first_enrolled_on = dice.choice(DAYS)
        tally.is_started, tally.is_exited = dice.random() < 0.8, dice.random() < 0.5
        tally.is_completed = tally.is_started and dice.random() < 0.7
        if dice.random() < 0.3:
            to = dice.choice(groups)
            tally.cohort_id, tally.site_id, tally.cohort_service_area = to.id, to.site_id, to.service_area
    db.session.flush()
    return tallies


def by_hand(girls: Girls) -> Counts:
    """The figures of these girls, counted one by one."""
    found: Counter[str] = Counter()
    for girl in girls:
        both = girl.is_exited and girl.is_completed
        found.update(enrolled=1, started=girl.is_started, exited=girl.is_exited)
        found.update(completed=girl.is_completed, exited_completed=both)
    return Counts(**found)


def key_of(girl: ParticipantTally, group_by: GroupBy) -> str:
    """The group in which she is counted."""
    first = girl.first_enrolled_on
    return {
        GroupBy.SERVICE_AREA: str(girl.home_service_area or NOBODYS_AREA),
        GroupBy.SITE: str(girl.site_id),
        GroupBy.COHORT: str(girl.cohort_id),
        GroupBy.PERIOD: Quarter(first.year, (first.month + 2) // 3).key,
    }[group_by]


def chosen_by(girl: ParticipantTally, chosen: Selection) -> bool:
    """Whether the filters leave her."""
    return (
        (chosen.from_on is None or girl.first_enrolled_on >= chosen.from_on)
        and (chosen.until_on is None or girl.first_enrolled_on <= chosen.until_on)
        and chosen.service_area in {None, girl.home_service_area}
        and chosen.site_id in {None, girl.site_id}
        and chosen.cohort_id in {None, girl.cohort_id}
    )


def hold(make: Make, girls: Girls, scopes: frozenset[Scope], chosen: Selection, reached: Keeps) -> None:
    """The report says the same as a count by hand, in every grouping, of each group and of all."""
    actor = make.actor(make.user("program_manager"))
    seen = [girl for girl in girls if chosen_by(girl, chosen) and reached(girl)]
    for group_by in GroupBy:
        found = completion(scopes, actor, chosen, group_by)
        assert found.total == by_hand(seen)
        keys = {key_of(girl, group_by) for girl in seen}
        assert {group.key for group in found.groups} == keys
        assert found.number_of_groups == len(keys)
        for group in found.groups:
            assert group.counts == by_hand([girl for girl in seen if key_of(girl, group_by) == group.key])


EVERYTHING = frozenset({Scope(Reach.PROGRAMME)})


def test_every_filter_and_grouping_counts_exactly(make: Make, girls: Girls) -> None:
    somewhere, cohort = girls[0].site_id, girls[0].cohort_id
    for from_on, until_on in product(ENDS, ENDS):
        hold(make, girls, EVERYTHING, Selection(from_on, until_on), lambda _: True)
    for day in ENDS:
        hold(make, girls, EVERYTHING, Selection(day, None, 6, somewhere), lambda _: True)
        hold(make, girls, EVERYTHING, Selection(None, day, 8, None, cohort), lambda _: True)


def test_every_reach_counts_exactly(make: Make, girls: Girls) -> None:
    site = girls[0].site_id
    of_area = frozenset({Scope(Reach.OWN_AREAS, service_area=8)})
    of_site = frozenset({Scope(Reach.OWN_AREAS, site_id=site)})
    for from_on in (None, date(2026, 2, 14)):
        chosen = Selection(from_on)
        hold(make, girls, of_area, chosen, lambda girl: 8 in {girl.cohort_service_area, girl.home_service_area})
        hold(make, girls, of_site, chosen, lambda girl: girl.site_id == site)
        hold(make, girls, frozenset(), chosen, lambda _: False)


@pytest.mark.parametrize("first", DAYS)
@pytest.mark.parametrize("last", DAYS)
def test_a_span_is_its_months_and_the_days_at_both_ends(first: date, last: date) -> None:
    found = span(Selection(first, last))
    day, times = date(2025, 12, 1), []
    while day < date(2026, 6, 1):
        in_months = found["first_month"] <= day.year * 12 + day.month - 1 <= found["last_month"]
        in_days = [found[f"{part}_from"] <= day <= found[f"{part}_to"] for part in ("before", "after")]
        times.append((day, in_months + sum(in_days)))
        day += timedelta(days=1)
    assert all(number == (first <= day <= last) for day, number in times)


def test_the_counts_follow_whatever_moves_a_tally(girls: Girls) -> None:
    assert wrong_counts() == 0
    db.session.execute(delete(ParticipantTally).where(ParticipantTally.participant_id == girls[0].participant_id))
    db.session.execute(update(ParticipantTally).values(is_completed=True, home_service_area=None))
    assert wrong_counts() == 0
    db.session.execute(update(ParticipantTally).values(minutes_attended=7))
    assert wrong_counts() == 0


def test_wrong_counts_are_found_and_mended(make: Make, girls: Girls) -> None:
    db.session.execute(update(CompletionCount).where(CompletionCount.period == 0).values(completed=99))
    assert wrong_counts() == len(db.session.scalars(select(CompletionCount).where(CompletionCount.period == 0)).all())
    mend_counts()
    assert wrong_counts() == 0
    db.session.execute(delete(CompletionCount))
    mend_counts()
    assert wrong_counts() == 0
    # With several rows to a key each move is counted once.
    db.session.execute(update(ParticipantTally).values(is_started=True))
    hold(make, girls, EVERYTHING, Selection(), lambda _: True)


def test_a_group_that_nobody_is_in_any_more_is_no_row(make: Make) -> None:
    cohort: Cohort = make.group(girls=1)
    db.session.execute(update(ParticipantTally).values(home_service_area=8))
    found = completion(EVERYTHING, make.actor(make.user("program_manager")), Selection(), GroupBy.SERVICE_AREA)
    assert [group.key for group in found.groups] == ["8"]
    assert cohort.seats_taken == 1
