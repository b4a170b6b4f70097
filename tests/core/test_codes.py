"""Codes of new rows: none that another row has, however many rows there are."""

from collections.abc import Iterator

from curriculum_app.cohorts.models import Cohort
from curriculum_app.core.codes import fresh_codes
from curriculum_app.participants.models import Participant
from tests.factories import Make


def draws(*codes: str) -> Iterator[str]:
    """These codes, one after the other."""
    return iter(codes)


def test_a_code_that_a_girl_has_is_drawn_again(make: Make) -> None:
    taken = make.participant().code
    assert fresh_codes(Participant.code, 1, draw=draws(taken, taken, "FREE2").__next__) == ["FREE2"]


def test_a_code_that_a_group_has_is_drawn_again(make: Make) -> None:
    taken = make.cohort().code
    assert fresh_codes(Cohort.code, 1, draw=draws(taken, "FREE2").__next__) == ["FREE2"]


def test_codes_drawn_together_differ(make: Make) -> None:
    taken = make.participant().code
    drawn = draws("SAME2", "SAME2", taken, "OTHER", "THERE")
    assert set(fresh_codes(Participant.code, 3, draw=drawn.__next__)) == {"SAME2", "OTHER", "THERE"}
