"""Typing answers from paper: once by each of two people, and a third look where they differ. Nothing shows either."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.assessments.events import PAPER_BEGUN, PAPER_SETTLED, PAPER_TYPED
from curriculum_app.assessments.models import AnswerSet, Sitting
from curriculum_app.assessments.queries.paper import answers_in, leads, paper_of, sitting_for, typings
from curriculum_app.assessments.rules import (
    Answers,
    Entry,
    Instrument,
    Item,
    Medium,
    SittingState,
    Wave,
    differences,
    first_form,
    form_at,
    instrument_of,
    write_answers,
)
from curriculum_app.assessments.rules.paper import Turn, settled, turn
from curriculum_app.assessments.service.answering import finish
from curriculum_app.assessments.service.opening import version_asked
from curriculum_app.cohorts.models import Cohort, Enrolment
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.queries.consents import consents_in_force
from curriculum_app.participants.rules.consents import ConsentKind


class LeadsTheGroup(Refusal):
    """Whoever meets the girls does not read what they said."""

    message: ClassVar[object] = _l("You lead this group, so somebody else types its papers.")


class NotAsked(Refusal):
    """There was no consent to questions on the day of the paper."""

    message: ClassVar[object] = _l("There was no consent to questions on that day. Do not type this paper.")
    field = "paper_on"


class NotThatDay(Refusal):
    """The paper is from after today, or from before she had a seat."""

    message: ClassVar[object] = _l("She can't have answered on that day.")
    field = "paper_on"


class TypedMeanwhile(Conflict):
    """The paper went on while the page stood open: settled, finished, or taken to a tablet."""

    message: ClassVar[object] = _l("This paper was typed meanwhile. Nothing of yours was needed.")


@dataclass(frozen=True)
class Sheet:
    """One girl's paper as the typist sees it: her `turn`, the `items` that she types and their `numbers` on it.

    `language` and `paper_on` are those that the first typing gave, else None.
    """

    turn: Turn
    instrument: Instrument
    items: tuple[Item, ...]
    numbers: Mapping[str, int]
    language: str | None
    paper_on: date | None


def sheet_for(enrolment: Enrolment, wave: Wave, instrument: str, *, actor: Actor) -> Sheet:
    """What `actor` types of the girl's paper now. Raises NothingToAsk, LeadsTheGroup."""
    if leads(enrolment.cohort_id, actor.user_id):
        raise LeadsTheGroup
    sitting = sitting_for(enrolment, wave, instrument)
    version = sitting.instrument_version if sitting else version_asked(instrument)
    typed = typings(sitting)
    text = instrument_of(version.content)
    form = sitting.form if sitting else form_at(wave, first_form(enrolment.id))
    items, now = text.asked(wave, form), turn(paper_of(sitting, typed), actor.user_id)
    numbers = {item.key: number for number, item in enumerate(items, start=1)}
    if now is Turn.SETTLE:
        differing = differences(*(answers_in(typed[each], enrolment) for each in (Entry.FIRST, Entry.SECOND)))
        items = tuple(item for item in items if item.key in differing)
    began = sitting.started_at if sitting and typed else None
    paper_on = clock.local(began).date() if began else None
    return Sheet(now, text, items, numbers, sitting.language if sitting and typed else None, paper_on)


def keep_typing(
    enrolment: Enrolment, wave: Wave, instrument: str, answers: Answers, *, language: str, paper_on: date,
    actor: Actor, at: datetime,
) -> Turn:  # fmt: skip
    """Keep what `actor` typed of all items, or of those that differ; returns what is left to do with this paper.

    The first typing says the day (`paper_on`) and the language of the paper. When both typings agree, or the third
    look came, the answers count and both typings go. Raises what `sheet_for` does, NotAsked, NotThatDay, and
    TypedMeanwhile where `answers` are not those that are asked for now.
    """
    # Two people who type the same paper at once come one after the other.
    db.session.execute(select(Cohort.id).where(Cohort.id == enrolment.cohort_id).with_for_update())
    sheet = sheet_for(enrolment, wave, instrument, actor=actor)
    if sheet.turn in (Turn.OTHERS, Turn.OVER) or set(answers) != {item.key for item in sheet.items}:
        raise TypedMeanwhile
    if sheet.turn is Turn.FIRST:
        sitting = _begin(enrolment, wave, instrument, language=language, paper_on=paper_on, actor=actor, at=at)
        _keep(sitting, Entry.FIRST, answers, enrolment, actor=actor, at=at)
        return Turn.OTHERS
    sitting = _there(enrolment, wave, instrument)
    first = answers_in(typings(sitting)[Entry.FIRST], enrolment)
    if sheet.turn is Turn.SECOND and (left := differences(first, answers)):
        _keep(sitting, Entry.SECOND, answers, enrolment, actor=actor, at=at)
        record(PAPER_TYPED, actor=actor, at=at, subject=sitting, entry=Entry.SECOND.value, differences=len(left))
        return Turn.SETTLE
    _count(sitting, settled(first, answers), enrolment, actor=actor, at=at)
    return Turn.OVER


def _begin(
    enrolment: Enrolment, wave: Wave, instrument: str, *, language: str, paper_on: date, actor: Actor, at: datetime
) -> Sitting:
    """The sitting of a paper that nobody typed yet; a slip that was printed for the girl works no more."""
    if not enrolment.enrolled_on <= paper_on <= actor.today:
        raise NotThatDay
    girl = enrolment.participant_id
    if ConsentKind.ASSESSMENTS not in consents_in_force([girl], paper_on)[girl]:
        raise NotAsked
    sitting = sitting_for(enrolment, wave, instrument)
    if sitting is None:
        sitting = Sitting(
            enrolment_id=enrolment.id, version_id=version_asked(instrument).id, instrument=instrument, wave=wave,
            form=form_at(wave, first_form(enrolment.id)), opened_by_id=actor.user_id, opened_at=at,
        )  # fmt: skip
        db.session.add(sitting)
    sitting.medium, sitting.state, sitting.language = Medium.PAPER, SittingState.STARTED, language
    # The day is all that a paper says of when she answered.
    sitting.started_at = clock.instant(paper_on, time(12))
    sitting.code_hash = sitting.code_expires_at = None
    db.session.flush()
    record(PAPER_BEGUN, actor=actor, at=at, subject=sitting, wave=wave.value, form=sitting.form.value)
    return sitting


def _there(enrolment: Enrolment, wave: Wave, instrument: str) -> Sitting:
    sitting = sitting_for(enrolment, wave, instrument)
    assert sitting is not None  # noqa: S101 - somebody typed it
    sitting.enrolment = enrolment
    return sitting


def _keep(
    sitting: Sitting, entry: Entry, answers: Answers, enrolment: Enrolment, *, actor: Actor, at: datetime
) -> None:
    row_id = new_id()
    body = open_key(enrolment.key).seal(AnswerSet.body_sealed, row_id, write_answers(answers))
    who = actor.user_id if entry is not Entry.GIVEN else None
    row = AnswerSet(
        id=row_id, sitting_id=sitting.id, entry=entry, body_sealed=body, entered_by_id=who, saved_at=at
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()


def _count(sitting: Sitting, answers: Answers, enrolment: Enrolment, *, actor: Actor, at: datetime) -> None:
    """Let the answers count as if she had given them on a tablet, and take both typings away."""
    typed: Mapping[Entry, AnswerSet] = typings(sitting)
    for row in typed.values():
        db.session.delete(row)
    db.session.flush()
    _keep(sitting, Entry.GIVEN, answers, enrolment, actor=actor, at=at)
    record(PAPER_SETTLED, actor=actor, at=at, subject=sitting)
    finish(sitting, actor=actor, at=at)
