"""Two records with histories over all rooms, and everything that is known of them at one moment."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.words import HowMadeUp, Status
from curriculum_app.attendance.service.make_ups import NewMakeUp, make_up
from curriculum_app.attendance.service.rebuilding import rebuild_tallies
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import EnrolmentState, ExitReason
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.service import receive_referral, screen_referral
from curriculum_app.records.rules import POLICIES
from tests.attendance.sheets import Sheet, sheet_of
from tests.factories import Make
from tests.participants.conftest import AREAS, facts, load

VALUES = (Value(Status.PRESENT), Value(Status.LATE, minutes=30), Value(Status.UNEXCUSED), None)
TABLES = sorted({table for table, _column in POLICIES} - {"participant_merges"} | {"referral_steps"})
Rows = dict[tuple[object, ...], dict[str, object]]


@pytest.fixture
def coordinator(make: Make) -> Actor:
    """A coordinator of service area 6."""
    return make.actor(make.user("coordinator", service_area=6), "coordinator", service_area=6)


@dataclass
class Two:
    """Two records, the older first, with the sheets on which both have stood."""

    make: Make
    actor: Actor
    older: Participant
    newer: Participant
    dice: random.Random
    sheets: list[Sheet] = field(default_factory=list)

    @property
    def versions(self) -> tuple[int, int]:
        """As the two stand now."""
        return self.older.version, self.newer.version

    def live(self) -> None:
        """Give both some groups, marks and make-ups; the last group of one of them goes on."""
        edition = self.make.edition()
        girls = [self.older, self.newer, self.dice.choice([self.older, self.newer])]
        self.dice.shuffle(girls)
        for number, girl in enumerate(girls):
            weeks = self.make.today - timedelta(weeks=9 - number)
            sheet = sheet_of(self.make, girls=0, edition=edition, sessions=3, first_on=weeks)
            sheet.add(self.make.enrolment(sheet.session.cohort, girl))
            self.sheets.append(sheet)
            self.mark(sheet)
            if number < 2 or self.dice.random() < 0.5:
                row = sheet.girls[0]
                row.state, row.exit_reason, row.exited_on = EnrolmentState.EXITED, ExitReason.MOVED, self.make.today
                db.session.flush()
        rebuild_tallies([self.older.id, self.newer.id])

    def mark(self, sheet: Sheet) -> None:
        """Some marks on every session of a sheet, and perhaps a make-up."""
        for number in (1, 2, 3):
            there = sheet.at_session(number)
            version = there.current(0).version
            there.save(there.mark(0, self.dice.choice(VALUES), base=version), because="Entered from paper.")
            if self.dice.random() < 0.5:
                self.make_up(there)

    def make_up(self, sheet: Sheet) -> None:
        """The lesson of this session is made up, where that may be."""
        new = NewMakeUp(new_id(), sheet.ids[0], self.make.today, next(iter(HowMadeUp)), 90, sheet.user.id)
        try:
            make_up(sheet.session, new, actor=sheet.actor, at=sheet.at)
        except Refusal:
            db.session.flush()

    def is_proved(self) -> bool:
        """Whether every tally is what the marks say."""
        db.session.flush()
        return self.sheets[0].proof().is_right


@pytest.fixture
def two(make: Make, coordinator: Actor, request: pytest.FixtureRequest) -> Two:
    """Two records of one girl, each with a referral, consents and a third girl from whom she is kept apart."""
    girls = []
    for number in (1, 2):
        changes = {"external_id": f"R-{number}", "referral_source": f"School {number}"}
        got = receive_referral(facts(**changes), programme_areas=AREAS, actor=coordinator, at=make.at)
        referral = load(got.referral_id)
        screen_referral(referral, version=1, note=f"Note {number}", actor=coordinator, at=make.at)
        make.consent(referral.participant)
        make.pair(referral.participant, make.participant())
        girls.append(referral.participant)
    return Two(make, coordinator, girls[0], girls[1], random.Random(getattr(request, "param", 0)))  # noqa: S311


def snapshot(*, without: tuple[str, ...] = ()) -> Rows:
    """Every row that names a girl, by table and key; versions and sealed bytes change and are left out."""
    found: Rows = {}
    for name in TABLES:
        table = Base.metadata.tables[name]
        for row in db.session.execute(select(table)) if name not in without else ():
            values: dict[Any, Any] = dict(row._mapping)
            key = (name, *(values[column.name] for column in table.primary_key))
            found[key] = {k: v for k, v in values.items() if k != "version" and not k.endswith("_sealed")}
    return found


def numbers() -> dict[UUID, str]:
    """The sources' own numbers, each opened with the key of the girl whom its referral names now."""
    query = (
        select(Referral.id, Referral.external_id_sealed, VaultKey)
        .join(Participant, Participant.id == Referral.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
    )
    return {
        referral: open_key(key).text(Referral.external_id_sealed, referral, sealed)
        for referral, sealed, key in db.session.execute(query)
    }


def seats_of(girl: Participant) -> set[UUID]:
    """The ids of her enrolments as they stand."""
    return set(db.session.scalars(select(Enrolment.id).where(Enrolment.participant_id == girl.id)))
