"""Scores: each kind of item, both directions, what is missing, and the bounds that always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.assessments.rules import (
    Answers,
    Form,
    NoAnswer,
    Wave,
    differences,
    possible_points,
    prorated,
    read_answers,
    score,
    write_answers,
)

from .instruments import small

INSTRUMENT = small()
FULL = {"sky": 2, "sun": 1, "kind": 4, "mean": 1, "adults": 4, "plan": 1}


def points(wave: Wave = Wave.PRE, form: Form = Form.A, **changes: int | NoAnswer) -> dict[str, float | None]:
    """The points of each scale of a girl who answered everything, but for `changes`."""
    return {each.scale: each.points for each in score(INSTRUMENT, wave, form, FULL | changes)}


def test_every_kind_of_item_gives_its_points() -> None:
    assert points() == {"facts": 2, "ways": 8, "adults": 3, "plan": 1}
    assert points(sky=1, kind=1, mean=4, adults=1, plan=2) == {"facts": 1, "ways": 2, "adults": 0, "plan": 0}
    assert points(Wave.POST, liked=3)["liked"] == 3


def test_what_is_skipped_or_does_not_apply_is_never_wrong() -> None:
    """One of two items is under 80 %: there is no score, and so none that could be low."""
    for word in NoAnswer:
        assert points(sky=word)["facts"] is None
        assert points(plan=word)["plan"] is None
    facts = score(INSTRUMENT, Wave.PRE, Form.A, {"sky": NoAnswer.SKIPPED})[0]
    assert (facts.points, facts.answered, facts.asked) == (None, 0, 2)


@pytest.mark.parametrize(
    ("given_points", "total"),
    [
        ([4, 3, 2, 4, None], 13 * 5 / 4),
        ([4, 3, 2, None, None], None),
        ([4, 4, 4, None], None),
        ([1, 1, 1, 1, 1, 0, 1, 1, None, None], 7 * 10 / 8),
        ([2], 2),
        ([None], None),
        ([], None),
    ],
)
def test_a_scale_is_prorated_from_80_percent_on(given_points: list[int | None], total: float | None) -> None:
    assert prorated(given_points) == total


def test_form_b_is_equated_as_its_file_says_and_within_bounds() -> None:
    assert points(form=Form.B, sky=2)["facts"] == 1.5
    assert points(form=Form.B, sky=1)["facts"] == 2
    assert points(form=Form.B)["ways"] == points()["ways"]


def test_an_answer_that_the_item_does_not_have_is_refused() -> None:
    for wrong in (0, 3, -1):
        with pytest.raises(ValueError, match=f"sky has no answer {wrong}"):
            points(sky=wrong)


ANSWERS = st.fixed_dictionaries(
    {
        item.key: st.none() | st.sampled_from(NoAnswer) | st.integers(1, len(INSTRUMENT.choices(item)))
        for item in INSTRUMENT.asked(Wave.POST, Form.A)
    }
).map(lambda answers: {key: given for key, given in answers.items() if given is not None})


@given(ANSWERS, st.sampled_from(Form))
def test_a_score_is_within_its_scale_or_missing(answers: dict[str, int | NoAnswer], form: Form) -> None:
    for each in score(INSTRUMENT, Wave.POST, form, answers):
        low, high = possible_points(INSTRUMENT, INSTRUMENT.scale(each.scale))
        assert (each.points is None) == (each.answered < 0.8 * each.asked)
        assert each.points is None or low <= each.points <= high


@given(ANSWERS)
def test_scores_come_out_again_from_the_answers_that_were_kept(answers: dict[str, int | NoAnswer]) -> None:
    kept = read_answers(write_answers(answers))
    assert kept == answers
    assert score(INSTRUMENT, Wave.POST, Form.A, kept) == score(INSTRUMENT, Wave.POST, Form.A, answers)


def test_two_typings_of_one_paper_differ_where_they_differ() -> None:
    first: Answers = {"sky": 1, "sun": NoAnswer.SKIPPED, "kind": 2}
    second: Answers = {"sky": 2, "sun": NoAnswer.SKIPPED, "plan": 1}
    assert differences(first, first) == ()
    assert differences(first, second) == ("kind", "plan", "sky")
