"""Reading consents: what was said, girl by girl, and what is in force on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, bindparam, func, select

from curriculum_app.accounts.models import User
from curriculum_app.core.db import db, rows
from curriculum_app.participants.models import Consent, Participant
from curriculum_app.participants.rules.consents import (
    ConsentAnswer,
    ConsentBasis,
    ConsentKind,
    ConsentPart,
    Said,
    kinds_in_force,
)

CHUNK = 500  # girls in one statement
MOST_ANSWERS = 1_000


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One answer of one girl with who recorded it; no name for a command. What is sealed stays so."""

    id: UUID
    paper_id: UUID
    kind: ConsentKind
    part: ConsentPart
    answer: ConsentAnswer
    basis: ConsentBasis | None
    form_version: str
    language: str
    signed_on: date
    expires_on: date | None
    has_more: bool
    recorded_at: datetime
    recorded_by: str | None

    @property
    def said(self) -> Said:
        """The answer as the rules look at it."""
        return Said(self.kind, self.part, self.answer, self.signed_on, self.expires_on)


def said_by(participant_ids: Collection[UUID], kind: ConsentKind | None = None) -> dict[UUID, tuple[Said, ...]]:
    """What was said about each of these girls (of one `kind`, or of every), in order; nothing is an empty tuple.

    One statement for 500 girls.
    """
    found: dict[UUID, list[Said]] = {girl: [] for girl in participant_ids}
    statement, asked = (_SAID, {}) if kind is None else (_SAID_OF_KIND, {"kind": kind})
    for some in _chunks(list(found)):
        for girl, *answer in rows(statement, asked | {"girls": some}):
            found[girl].append(Said(*answer))
    return {girl: tuple(answers) for girl, answers in found.items()}


_SAID = (
    select(
        Consent.participant_id, Consent.kind, Consent.part, Consent.answer, Consent.signed_on, Consent.expires_on,
    )
    .where(Consent.participant_id.in_(bindparam("girls", expanding=True)))
    .order_by(Consent.participant_id, Consent.signed_on, Consent.recorded_at, Consent.id)
)  # fmt: skip
_SAID_OF_KIND = _SAID.where(Consent.kind == bindparam("kind"))


def consents_in_force(participant_ids: Collection[UUID], on: date) -> dict[UUID, frozenset[ConsentKind]]:
    """The kinds of which permission and assent both hold on the day `on`, for each of these girls."""
    return {girl: kinds_in_force(said, on) for girl, said in said_by(participant_ids).items()}


def consents_of(participant: Participant) -> list[ConsentRow]:
    """Every answer about one girl in the order of signature; at most 1,000, of which the newest are kept."""
    query = (
        select(Consent, User.full_name)
        .outerjoin(User, User.id == Consent.recorded_by_id)
        .where(Consent.participant_id == participant.id)
        .order_by(Consent.signed_on.desc(), Consent.recorded_at.desc(), Consent.id.desc())
        .limit(MOST_ANSWERS)
    )
    newest_first = [_row(consent, name) for consent, name in db.session.execute(query)]
    return newest_first[::-1]


def _row(consent: Consent, recorded_by: str | None) -> ConsentRow:
    has_more = consent.given_by_sealed is not None or consent.safe_contact_sealed is not None
    return ConsentRow(
        consent.id, consent.paper_id, consent.kind, consent.part, consent.answer, consent.basis, consent.form_version,
        consent.language, consent.signed_on, consent.expires_on, has_more, consent.recorded_at, recorded_by,
    )  # fmt: skip


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


def agreed(kind: ConsentKind, on: Any) -> Subquery:  # noqa: ANN401 - a date, or the parameter of a kept statement
    """The girls of whom permission and assent to `kind` both stood at "given" last on the day `on`.

    `participant_id`, and `until`: the last day on which both hold, None where they have no end. Whoever reads it
    compares `until` with the day in question, as `rules.standing` does. For a statement to join, never to copy.
    """
    order = (Consent.signed_on.desc(), Consent.recorded_at.desc(), Consent.id.desc())
    place = func.row_number().over(partition_by=(Consent.participant_id, Consent.part), order_by=order).label("place")
    columns = (Consent.participant_id, Consent.answer, Consent.expires_on, place)
    said = select(*columns).where(Consent.kind == kind, Consent.signed_on <= on).subquery("said")
    return (
        select(said.c.participant_id, func.min(said.c.expires_on).label("until"))
        .where(said.c.place == 1, said.c.answer == ConsentAnswer.GIVEN)
        .group_by(said.c.participant_id)
        .having(func.count() == len(ConsentPart))
        .subquery("agreed")
    )
