"""The pure rules of outcomes: a report is written down and read again, steps of change, discretion, versions."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.assessments.rules import ScaleKind, Wave, is_comparable
from curriculum_app.core.suppression import is_small
from curriculum_app.reports.rules.outcomes import (
    INSIDE,
    LATER,
    RELEASED,
    Collected,
    OutcomeGrouping,
    Report,
    Row,
    Sat,
    Table,
    flow_of,
    outcome_of,
    report_from,
    report_of,
)
from tests.factories.sittings import our_instruments

SCALES = ("a",)


def collected(kept: int, again: int, later_only: int, lost: int, waiting: int = 0) -> Collected:
    """Girls of one scale: asked three times, twice, not before, once, and once because it is too early."""
    sat = []
    for girl in range(kept + again + later_only + lost + waiting):
        due = (girl < kept + again + later_only + lost,) * 2
        points = float(girl % 4)
        if not kept + again <= girl < kept + again + later_only:
            sat.append(Sat(girl, Wave.PRE, (6, 20264, 0, 0), (points,), due))
        if girl < kept + again + later_only:
            sat.append(Sat(girl, Wave.POST, (6, 20264, 0, 0), (points + girl % 3,), due))
        if girl < kept:
            sat.append(Sat(girl, Wave.FOLLOW_UP, (6, 20264, 0, 0), (points + 1,), due))
    return Collected.of(SCALES, sat)


def report(*numbers: int, is_released: bool) -> Report:
    """The report of such girls."""
    found, discretion = collected(*numbers), RELEASED if is_released else INSIDE
    exact = [outcome_of(found, "a", ScaleKind.RATING, later) for later in LATER]
    rows = tuple(Row("6", each) for each in discretion.groups(exact[:1]))
    table = Table(OutcomeGrouping.SERVICE_AREA, "a", Wave.POST, rows, 1)
    return Report(discretion.flow(flow_of(found)), discretion.scale(exact), (table,), ("2026-1",), None)


@pytest.mark.parametrize("is_released", [True, False])
def test_a_report_is_read_as_it_was_written(is_released: bool) -> None:
    whole = report(20, 15, 3, 12, 4, is_released=is_released)
    assert report_from(json.loads(json.dumps(report_of(whole)))) == whole


NUMBERS = st.lists(st.integers(0, 30), min_size=5, max_size=5)


@given(NUMBERS)
def test_no_small_count_is_shown_or_can_be_worked_out(numbers: list[int]) -> None:
    """Of before = pairs + lost + waiting and later = pairs + gained, for both later waves together."""
    whole = report(*numbers, is_released=True)
    befores = {each.n_pre for each in whole.outcomes}
    befores |= {plus(plus(each.n_pairs, each.n_lost), each.n_waiting) for each in whole.outcomes}
    for each in whole.outcomes:
        shown = [each.n_pre, each.n_later, each.n_pairs, each.n_lost, each.n_waiting, each.n_gained]
        # The wave before is the same for both later waves: what tells it in one tells it in the other.
        rest = plus(each.n_lost, each.n_waiting)
        worked_out = [minus(before, part) for before in befores for part in (each.n_pairs, rest)]
        worked_out += [minus(part, each.n_lost) for part in (rest, *map(minus, befores, [each.n_pairs] * len(befores)))]
        worked_out += [minus(each.n_later, each.n_pairs), minus(each.n_later, each.n_gained)]
        assert not any(told is not None and is_small(told) for told in shown + worked_out)
        assert each.change is None or each.change.n_pairs in {0, each.n_pairs}
        assert each.change is None or not is_small(each.change.n_pairs)


def plus(one: int | None, other: int | None) -> int | None:
    """A sum, where both are known."""
    return None if one is None or other is None else one + other


def minus(one: int | None, other: int | None) -> int | None:
    """A difference, where both are known."""
    return None if one is None or other is None else one - other


@given(NUMBERS)
def test_the_flow_tells_no_small_count(numbers: list[int]) -> None:
    """Nor by what is left of all who were asked before, whichever wave tells how many they are."""
    flow = report(*numbers, is_released=True).flow
    befores = {flow.first} | {plus(each.due, each.waiting) for each in flow.later}
    for each in flow.later:
        told = [each.again, each.lost, each.waiting, each.due]
        told += [minus(before, part) for before in befores for part in (each.again, each.due)]
        assert not any(count is not None and is_small(count) for count in told)


def test_means_of_fewer_than_five_girls_are_shown_to_nobody() -> None:
    whole = report(0, 4, 0, 6, is_released=False)
    assert (whole.outcomes[0].n_pairs, whole.outcomes[0].change) == (4, None)


def test_a_distribution_has_thirteen_steps_at_most_and_every_girl_in_one() -> None:
    sat = [Sat(girl, wave, (6,), (float(girl if wave is Wave.POST else 0),)) for girl in range(60) for wave in
           (Wave.PRE, Wave.POST)]  # fmt: skip
    outcome = outcome_of(Collected.of(SCALES, sat), "a", ScaleKind.RATING, Wave.POST)
    assert len(outcome.steps) <= 13
    assert sum(each.count for each in outcome.steps) == 60
    assert outcome.steps[0].low <= 0 <= outcome.steps[0].high


def test_versions_count_together_where_a_scale_is_scored_alike() -> None:
    """Another word is no other item; a turned item, another right answer or an item more is."""
    now = our_instruments()["main"]
    reworded = replace(now, items=tuple(replace(each, words={"en": "?", "es": "?"}) for each in now.items))
    first = now.items[0]
    turned = replace(now, items=(replace(first, right=3), *now.items[1:]))
    assert is_comparable(now, reworded, "knowledge")
    assert not is_comparable(now, turned, "knowledge")
    assert is_comparable(now, turned, "respect")
    assert not is_comparable(now, our_instruments()["short"], "knowledge")
    assert not is_comparable(now, our_instruments()["short"], "respect")
