"""Keeping the scores of a sitting that has ended, from its answers: the only way in which score rows come to be."""

from sqlalchemy import delete

from curriculum_app.assessments.models import Sitting, SittingScore
from curriculum_app.assessments.rules import RULE_VERSION, Answers, Instrument, score
from curriculum_app.core.db import db


def keep_scores(sitting: Sitting, instrument: Instrument, answers: Answers) -> list[SittingScore]:
    """Put the scores of `answers` in place of what the sitting had; again, with the same answers: changes nothing.

    `instrument` is the text of the sitting's own version (`rules.instrument_of`). The use case that ends the sitting,
    or computes it again, writes the audit. Raises ValueError for a choice that an item does not have.
    """
    found = score(instrument, sitting.wave, sitting.form, answers)
    db.session.execute(delete(SittingScore).where(SittingScore.sitting_id == sitting.id))
    rows = [
        SittingScore(
            sitting_id=sitting.id,
            scale=each.scale,
            points=each.points,
            answered=each.answered,
            asked=each.asked,
            rule_version=RULE_VERSION,
        )
        for each in found
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows
