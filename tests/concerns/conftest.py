"""A facilitator with a group and a girl in it, two custodians and a manager: the ground of the tests of concerns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.concerns.models import Concern
from curriculum_app.core.db import db
from tests.factories import Make


@dataclass(frozen=True)
class People:
    """Who stands around a concern; `girl` is the facilitator's."""

    rosa: User
    gloria: User
    ramon: User
    elena: User
    girl: Enrolment
    make: Make


@pytest.fixture
def people(make: Make) -> People:
    """They, in the open transaction."""
    rosa = make.user(full_name="Rosa Delgado")
    cohort = make.cohort(staff=(rosa,), sessions=1)
    girl = make.enrolment(cohort, make.participant("Maya", "Reyes"))
    gloria = make.user("custodian", full_name="Gloria Massey")
    ramon = make.user("custodian", full_name="Ramón Solís")
    elena = make.user("program_manager", full_name="Elena Cervantes")
    make.commit()
    return People(rosa, gloria, ramon, elena, girl, make)


def the_only_concern() -> Concern:
    """The concern there is, with its key."""
    return db.session.scalars(select(Concern).options(joinedload(Concern.key))).one()
