"""What a log counts as: activities given, minutes, and means that never take a missing log for nothing."""

import pytest

from curriculum_app.notes.rules.fidelity import Given, Outcome, Planned, Why, as_written, needs_reason
from curriculum_app.notes.rules.figures import Figures, Totals, totals

PLAN = (Planned("opening", 15), Planned("cards", 40), Planned("closing", 20), Planned("extra", 10, is_required=False))


def test_as_written_does_what_is_required_and_leaves_the_optional_out() -> None:
    assert as_written(PLAN) == {
        "opening": Given(Outcome.DONE, 15),
        "cards": Given(Outcome.DONE, 40),
        "closing": Given(Outcome.DONE, 20),
        "extra": Given(Outcome.SKIPPED, 0),
    }
    assert totals(PLAN, as_written(PLAN)) == Totals(3, 3, 1, 0, 75, 75)


def test_a_changed_activity_counts_as_given_and_a_skipped_one_does_not() -> None:
    given = as_written(PLAN) | {
        "cards": Given(Outcome.CHANGED, 25, Why.RAN_OUT_OF_TIME),
        "closing": Given(Outcome.SKIPPED, 0, Why.SAFETY),
        "extra": Given(Outcome.DONE, 12),
    }
    assert totals(PLAN, given) == Totals(3, 2, 1, 1, 75, 52)


@pytest.mark.parametrize(
    ("planned", "given", "asked"),
    [
        (PLAN[0], Given(Outcome.DONE, 5), False),
        (PLAN[0], Given(Outcome.CHANGED, 15), True),
        (PLAN[0], Given(Outcome.SKIPPED, 0), True),
        (PLAN[3], Given(Outcome.SKIPPED, 0), False),
        (PLAN[3], Given(Outcome.CHANGED, 10), True),
    ],
)
def test_a_reason_is_asked_for_changes_and_for_required_parts_that_were_skipped(
    planned: Planned, given: Given, asked: bool
) -> None:
    assert needs_reason(planned, given) is asked


def test_what_an_outcome_has_no_use_for_goes() -> None:
    assert Given(Outcome.DONE, 15, Why.OTHER, "noise").tidied == Given(Outcome.DONE, 15)
    assert Given(Outcome.SKIPPED, 15, Why.SAFETY, "noise").tidied == Given(Outcome.SKIPPED, 0, Why.SAFETY)
    assert Given(Outcome.CHANGED, 15, Why.OTHER, "alarm").tidied == Given(Outcome.CHANGED, 15, Why.OTHER, "alarm")


def test_the_figures_of_logged_sessions() -> None:
    found = Figures(
        held=10, logged=2, required_planned=8, required_given=6, optional_planned=2, optional_given=1,
        minutes_planned=160, minutes_given=170, engagement_sum=3, engagement_n=1,
    )  # fmt: skip
    assert (found.adherence, found.optional_adherence) == (0.75, 0.5)
    assert found.dosage == 1.0625
    assert found.engagement == 3


def test_without_a_log_there_is_no_figure_rather_than_nought() -> None:
    found = Figures(held=4)
    assert found.adherence is found.optional_adherence is found.dosage is found.engagement is None
