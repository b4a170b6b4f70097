"""Opening sittings for a session: a fresh code for each girl who may be asked, to be printed once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from curriculum_app.assessments import queries
from curriculum_app.assessments.events import CODE_GIVEN, SITTING_OPENED
from curriculum_app.assessments.models import InstrumentVersion, Sitting
from curriculum_app.assessments.queries.sittings import Chair, chairs
from curriculum_app.assessments.rules import (
    Medium,
    SittingState,
    Wave,
    asked_language,
    code_from,
    first_form,
    form_at,
    slip_words,
)
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.vault import fingerprint
from curriculum_app.participants.queries.consents import consents_in_force
from curriculum_app.participants.rules.consents import ConsentKind


class NothingToAsk(Refusal):
    """No text of this instrument was loaded."""

    message: ClassVar[object] = _l("These questions are not here. Tell your administrator.")


class NobodyToAsk(Refusal):
    """Everybody is done, under way, or without consent."""

    message: ClassVar[object] = _l("There is nobody to print a slip for.")


@dataclass(frozen=True)
class Slip:
    """One girl's slip; her `code` is kept nowhere."""

    enrolment_id: UUID
    participant_code: str
    code: str


def open_sittings(
    session: GroupSession, *, wave: Wave, instrument: str, form_id: UUID, only: UUID | None = None,
    expires_at: datetime, actor: Actor, at: datetime,
) -> list[Slip]:  # fmt: skip
    """Give each girl who may be asked a code that works until `expires_at`; a code from before works no more.

    With `only` (an enrolment id), that girl alone, also when she has begun: she goes on where she was. The same
    `form_id` again gives the same codes. Raises NothingToAsk, NobodyToAsk.
    """
    version = version_asked(instrument)
    # Two facilitators who print at once come one after the other.
    db.session.execute(select(Cohort.id).where(Cohort.id == session.cohort_id).with_for_update())
    found = [chair for chair in chairs(session, wave, instrument, on=actor.today, at=at) if _gets_slip(chair, only)]
    if not found:
        raise NobodyToAsk
    known = _open_rows([chair.enrolment_id for chair in found], wave, instrument)
    slips = []
    for chair in found:
        row = known.get(chair.enrolment_id) or _new(
            chair.enrolment_id, version, wave, chair.language, actor=actor, at=at
        )
        row.session_id = session.id
        slips.append(_slip(row, chair.code, form_id, expires_at, actor=actor, at=at))
    return slips


def open_follow_up(
    enrolment: Enrolment, *, instrument: str, form_id: UUID, expires_at: datetime, actor: Actor, at: datetime
) -> Slip:
    """A code for one girl who is asked three months later, apart from any session. Raises NothingToAsk, NobodyToAsk."""
    girl, version = enrolment.participant, version_asked(instrument)
    if ConsentKind.ASSESSMENTS not in consents_in_force([girl.id], actor.today)[girl.id]:
        raise NobodyToAsk
    db.session.execute(select(Cohort.id).where(Cohort.id == enrolment.cohort_id).with_for_update())
    row = _open_rows([enrolment.id], Wave.FOLLOW_UP, instrument).get(enrolment.id)
    if row is None:
        language = asked_language(girl.language, girl.other_languages)
        row = _new(enrolment.id, version, Wave.FOLLOW_UP, language, actor=actor, at=at)
    elif not row.state.is_open or row.medium is not Medium.TABLET:
        raise NobodyToAsk
    return _slip(row, girl.code, form_id, expires_at, actor=actor, at=at)


def _new(
    enrolment_id: UUID, version: InstrumentVersion, wave: Wave, language: str, *, actor: Actor, at: datetime
) -> Sitting:
    row = Sitting(
        enrolment_id=enrolment_id, version_id=version.id, instrument=version.instrument, wave=wave,
        form=form_at(wave, first_form(enrolment_id)), language=language, opened_by_id=actor.user_id, opened_at=at,
    )  # fmt: skip
    db.session.add(row)
    return row


def _slip(row: Sitting, girl_code: str, form_id: UUID, expires_at: datetime, *, actor: Actor, at: datetime) -> Slip:
    """Give the sitting `row` the code of this printing."""
    is_new = row in db.session.new
    code = code_from(fingerprint("assessments.slip", *slip_words(form_id, row.enrolment_id)))
    row.code_hash, row.code_expires_at = code_hash(code), expires_at
    db.session.flush()
    if is_new:
        record(SITTING_OPENED, actor=actor, at=at, subject=row, wave=row.wave.value, form=row.form.value)
    else:
        record(CODE_GIVEN, actor=actor, at=at, subject=row, wave=row.wave.value)
    return Slip(row.enrolment_id, girl_code, code)


def version_asked(instrument: str) -> InstrumentVersion:
    """What new sittings of an instrument ask. Raises NothingToAsk."""
    version = queries.current_version(instrument)
    if version is None:
        raise NothingToAsk
    return version


def code_hash(code: str) -> bytes:
    """What the database keeps of a code: an HMAC, from which nobody gets it back without the key."""
    return fingerprint("assessments.sitting.code", code)


def _gets_slip(chair: Chair, only: UUID | None) -> bool:
    if not chair.may_be_asked or not chair.may_answer:
        return False
    return chair.enrolment_id == only if only else chair.state is not SittingState.STARTED


def _open_rows(enrolment_ids: list[UUID], wave: Wave, instrument: str) -> Mapping[UUID, Sitting]:
    query = (
        select(Sitting)
        .where(Sitting.enrolment_id.in_(enrolment_ids), Sitting.wave == wave, Sitting.instrument == instrument)
        .where(Sitting.state != SittingState.CANCELLED)
        .order_by(Sitting.id)
        .with_for_update()
    )
    return {row.enrolment_id: row for row in db.session.scalars(query)}
