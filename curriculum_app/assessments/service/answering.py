"""A girl answers: each answer is kept as given, and at the end the scores come from all of them."""

from datetime import datetime

from curriculum_app.assessments.events import ANSWER_KEPT, SITTING_FINISHED
from curriculum_app.assessments.models import AnswerSet, Sitting
from curriculum_app.assessments.queries.own import answer_set, answers_so_far
from curriculum_app.assessments.rules import Given, Item, SittingState, instrument_of, next_number, write_answers
from curriculum_app.assessments.service.scores import keep_scores
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key


def keep_answer(sitting: Sitting, item: Item, given: Given, *, language: str, actor: Actor, at: datetime) -> None:
    """Keep one answer in place of an earlier one to the same item; the same again changes nothing.

    `language` is that of the page on which she answered. The caller holds the sitting for this transaction alone and
    has checked that the item has such an answer.
    """
    answers = dict(answers_so_far(sitting))
    if answers.get(item.key) == given:
        return
    answers[item.key] = given
    row, key = answer_set(sitting.id), open_key(sitting.enrolment.key)
    row_id = row.id if row else new_id()
    body = key.seal(AnswerSet.body_sealed, row_id, write_answers(answers))
    if row is None:
        db.session.add(AnswerSet(id=row_id, sitting_id=sitting.id, body_sealed=body, saved_at=at))
    else:
        row.body_sealed, row.saved_at, row.version = body, at, row.version + 1
    sitting.language = language
    db.session.flush()
    record(ANSWER_KEPT, actor=actor, at=at, subject=sitting)


def finish(sitting: Sitting, *, actor: Actor, at: datetime) -> None:
    """End the sitting and its code, and keep the scores: `done` when every question was reached, else `stopped`."""
    instrument, answers = instrument_of(sitting.instrument_version.content), answers_so_far(sitting)
    is_whole = next_number(instrument.asked(sitting.wave, sitting.form), answers) is None
    sitting.state = SittingState.DONE if is_whole else SittingState.STOPPED
    sitting.finished_at = at
    sitting.code_hash = sitting.code_expires_at = sitting.tablet_hash = None
    sitting.version += 1
    keep_scores(sitting, instrument, answers)
    record(SITTING_FINISHED, actor=actor, at=at, subject=sitting, state=sitting.state.value)
