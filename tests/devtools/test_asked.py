"""The demonstration's three waves: invented answers, scored by the program's own rules, asked where consent holds."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from curriculum_app.assessments.models import AnswerSet, Sitting, SittingScore
from curriculum_app.assessments.queries.own import answers_so_far
from curriculum_app.assessments.rules import Wave, instrument_of, score
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.db import db
from curriculum_app.devtools.programme.asked import add_sittings
from tests.devtools.programme import DAY, load
from tests.factories import Make
from tests.factories.sittings import version

pytestmark = pytest.mark.usefixtures("app_context")


def test_some_hundred_girls_are_asked_in_three_waves_and_gain(make: Make) -> None:
    load(make, 600)
    made = add_sittings(version(make), seed=1, today=DAY)
    waves = dict(db.session.execute(select(Sitting.wave, func.count()).group_by(Sitting.wave)).all())
    assert made == sum(waves.values())
    assert waves[Wave.PRE] > waves[Wave.POST] > waves[Wave.FOLLOW_UP] > 0
    mean = (
        select(Sitting.wave, func.avg(SittingScore.points))
        .join(SittingScore, SittingScore.sitting_id == Sitting.id)
        .where(SittingScore.scale == "knowledge")
        .group_by(Sitting.wave)
    )
    known: dict[Wave, float] = dict(db.session.execute(mean).all())
    assert known[Wave.PRE] < known[Wave.FOLLOW_UP]
    assert known[Wave.PRE] < known[Wave.POST]


def test_every_score_follows_from_the_sealed_answers(make: Make) -> None:
    load(make, 60)
    instrument = instrument_of(version(make).content)
    add_sittings(version(make), seed=1, today=DAY)
    whole = joinedload(Sitting.enrolment).joinedload(Enrolment.key)
    rows = db.session.scalars(select(Sitting).options(whole)).all()
    assert len(rows) == db.session.scalar(select(func.count()).select_from(AnswerSet))
    for row in rows:
        wanted = {each.scale: each.points for each in score(instrument, row.wave, row.form, answers_so_far(row))}
        kept = select(SittingScore.scale, SittingScore.points).where(SittingScore.sitting_id == row.id)
        assert dict(db.session.execute(kept).all()) == wanted
