"""The statement that outcomes join agrees with the rule by which every page tells whether a consent stands."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.participants.queries.consents import agreed, said_by
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentKind, ConsentPart, is_in_force
from tests.factories import Make


def test_the_statement_finds_whom_the_rule_finds(make: Make) -> None:
    """Forty girls with up to five answers each, on any of some days, some with an end, about two kinds."""
    dice, girls = random.Random(3), []  # noqa: S311 - answers of a test
    for _ in range(40):
        girl = make.participant(consents=False)
        girls.append(girl.id)
        for _ in range(dice.randint(0, 5)):
            given = dice.random() < 0.7
            signed_on = make.today - timedelta(days=dice.randint(0, 6))
            ends = (
                {"expires_on": signed_on + timedelta(days=dice.randint(0, 9))} if given and dice.random() < 0.4 else {}
            )
            answer = ConsentAnswer.GIVEN if given else dice.choice([ConsentAnswer.REFUSED, ConsentAnswer.REVOKED])
            parts = [{}, {"part": ConsentPart.ASSENT}, {"part": ConsentPart.PERMISSION}]
            kind = dice.choice(["evaluation", "evaluation", "media"])
            make.consent(girl, kind, answer=answer, signed_on=signed_on, **dice.choice(parts), **ends)
    for back in range(7):
        day = make.today - timedelta(days=back)
        rows = db.session.execute(select(agreed(ConsentKind.EVALUATION, day))).all()
        found = {row.participant_id for row in rows if row.until is None or row.until >= day}
        told = said_by(girls)
        assert found == {girl for girl in girls if is_in_force(told[girl], ConsentKind.EVALUATION, day)}
