"""The kill drill, reduced, and the proof that it notices a program that answers before it has saved."""

from __future__ import annotations

from dataclasses import replace

from tests.drills.kills import kills
from tests.drills.sites import Site
from tests.drills.sizes import REDUCED


def test_no_acknowledged_mark_is_lost(site: Site) -> None:
    figure = kills(site, REDUCED)
    assert figure.held, figure


def test_a_program_that_answers_before_it_has_saved_is_caught(site: Site) -> None:
    few = replace(REDUCED, kills=4, kills_of_everything=0, writes=100)
    figure = kills(site, few, app="tests.drills.faults:answers_before_saving()")
    assert not figure.held
    assert " 0 lost" not in figure.measured
