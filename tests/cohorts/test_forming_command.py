"""`flask cohorts propose`: the same service from the command line, in a sentence."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from curriculum_app.cohorts.models import Cohort, Proposal, ProposedSeat
from curriculum_app.core.db import db
from tests.factories import Make
from tests.factories.drafts import draft, possible_group, waiting


def test_the_command_proposes_and_says_what_it_found(app: Flask, make: Make) -> None:
    make.edition()
    proposal = draft(make)
    possible_group(make, proposal)
    for _ in range(7):
        waiting(make)
    waiting(make, days=80, language="es")
    make.commit()
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["cohorts", "propose", "--service-area", "6"])
    assert done.exit_code == 0
    assert "7 of 8 girls with a place, in 1 group, at most 0.0% from the best possible" in done.output
    assert "Still waiting: 1 girl, the longest for 80 days. Moved: 0 girls." in done.output
    assert db.session.scalar(select(func.count()).select_from(ProposedSeat)) == 7
    assert db.session.scalar(select(func.count()).select_from(Cohort)) == 0


def test_the_command_starts_the_draft_of_an_area_that_has_none(app: Flask, make: Make) -> None:
    make.commit()
    db.session.rollback()
    assert app.test_cli_runner().invoke(args=["cohorts", "propose", "--service-area", "8"]).exit_code == 0
    assert db.session.scalars(select(Proposal.service_area)).all() == [8]


def test_an_area_outside_the_programme_is_refused(app: Flask, make: Make) -> None:
    make.commit()
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["cohorts", "propose", "--service-area", "3"])
    assert done.exit_code == 1
    assert "your own service areas" in done.stderr
