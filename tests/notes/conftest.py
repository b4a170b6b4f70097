"""A group with two facilitators and three girls, and its first session today: the ground of every test of notes."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from tests.factories import Make


@dataclass(frozen=True)
class Group:
    """A cohort as the tests of notes see it; `session` is its first, held today."""

    cohort: Cohort
    session: GroupSession
    rosa: User
    dana: User
    girls: tuple[Enrolment, ...]
    make: Make

    @property
    def address(self) -> str:
        """The page of notes on the session."""
        return f"/cohorts/{self.cohort.id}/sessions/{self.session.id}/notes"

    def about(self, number: int) -> str:
        """The name of the box about one of the girls."""
        return f"about-{self.girls[number].id}"

    def actor(self, user: User) -> Actor:
        """One of the two as an actor for services."""
        return self.make.actor(user)


@pytest.fixture
def group(make: Make) -> Group:
    """The group, in the open transaction."""
    rosa, dana = make.user(full_name="Rosa Delgado"), make.user(full_name="Dana Walker")
    cohort = make.cohort(staff=(rosa,), sessions=2)
    make.staff(cohort, dana, "co")
    names = (("Maya", "Reyes"), ("Destiny", "Brooks"), ("Ximena", "Castillo"))
    girls = tuple(make.enrolment(cohort, make.participant(first, last)) for first, last in names)
    session = db.session.query(GroupSession).filter_by(cohort_id=cohort.id, number=1).one()
    session.cohort = cohort
    make.commit()
    return Group(cohort, session, rosa, dana, girls, make)


@pytest.fixture
def stranger(make: Make) -> Enrolment:
    """A girl of another group."""
    return make.enrolment(make.cohort())


def uuid(number: int) -> UUID:
    """An id that a page could have been made with."""
    return UUID(int=number, version=4)
