"""Reading participants: the list, the search by name, one girl, and who may be placed in a cohort."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from curriculum_app.core.access import Actor, Permission, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.participants.models import Participant, ParticipantRace, Referral
from curriculum_app.participants.queries.names import NAME_COLUMNS, birth_date, display_name
from curriculum_app.participants.queries.reach import within
from curriculum_app.participants.rules.dates import age_on
from curriculum_app.participants.rules.words import AreaState, Race, ReferralState

PAGE_SIZE = 50
# A search opens every name within reach; beyond this many it asks for a code instead (about 0.3 s at 3 µs a name).
MOST_SEARCHED = 20_000
WAITING = (ReferralState.SCREENED, ReferralState.WAITLISTED)


@dataclass(frozen=True)
class PersonRow:
    """One girl of the list."""

    participant_id: UUID
    code: str
    name: str
    age: int
    service_area: int | None
    area_state: AreaState
    state: ReferralState | None


@dataclass(frozen=True)
class Placeable:
    """A girl who waits for a place, as a coordinator sees her when she forms a group."""

    referral_id: UUID
    participant_id: UUID
    code: str
    display_name: str
    language: str
    availability: str
    birth_date: date
    age: int
    area_state: AreaState
    service_area: int | None
    waiting_days: int


T = TypeVar("T")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page of a list: its rows, and whether another page follows."""

    rows: tuple[T, ...]
    page: int
    has_next: bool


def participants_visible_to(scopes: Scopes, actor: Actor, *, page: int = 1) -> Slice[PersonRow]:
    """The girls within `scopes`, the newest first; fifty a page."""
    query = _people(scopes, actor).order_by(Participant.id.desc())
    rows = db.session.execute(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)).all()
    return Slice(tuple(_person(row, actor.today) for row in rows[:PAGE_SIZE]), page, len(rows) > PAGE_SIZE)


def participants_named(words: str, scopes: Scopes, actor: Actor) -> Slice[PersonRow]:
    """The girls within `scopes` whose code is `words`, or whose names hold each of its words; at most fifty.

    Names are opened within the caller's reach only, the newest 20,000 of them.
    """
    wanted = words.casefold().split()
    names = (Participant.first_name_sealed, Participant.last_name_sealed, Participant.chosen_name_sealed)
    query = _people(scopes, actor).add_columns(*names).order_by(Participant.id.desc()).limit(MOST_SEARCHED)
    found = []
    with db.session.execute(query.execution_options(yield_per=500)) as rows:
        for row in rows:
            if row.code.casefold() == words.casefold() or _is_named(row, wanted):
                found.append(_person(row, actor.today))
            if len(found) > PAGE_SIZE:
                break
    return Slice(tuple(found[:PAGE_SIZE]), 1, len(found) > PAGE_SIZE)


def participants_with_ids(participant_ids: Collection[UUID], scopes: Scopes, actor: Actor) -> tuple[PersonRow, ...]:
    """The girls with these ids who lie within `scopes`, by code; at most fifty."""
    query = _people(scopes, actor).where(Participant.id.in_(participant_ids)).order_by(Participant.code)
    return tuple(_person(row, actor.today) for row in db.session.execute(query.limit(PAGE_SIZE)))


def races_of(participant: Participant) -> list[Race]:
    """Every selection of the race and ethnicity question, in the order of the list."""
    query = select(ParticipantRace.race).where(ParticipantRace.participant_id == participant.id)
    return sorted(db.session.scalars(query.order_by(ParticipantRace.race)), key=list(Race).index)


def referrals_of(participant: Participant) -> list[Referral]:
    """The referrals of one girl, the newest first; at most fifty."""
    query = select(Referral).where(Referral.participant_id == participant.id)
    return list(db.session.scalars(query.order_by(Referral.received_at.desc(), Referral.id).limit(PAGE_SIZE)))


def placeable(scopes: Scopes, actor: Actor, *, at: datetime, page: int = 1) -> Slice[Placeable]:
    """The girls within `scopes` who wait for a place, longest first; fifty a page."""
    waiting_since = func.coalesce(Referral.waitlisted_at, Referral.received_at)
    query = (
        select(
            Referral.id.label("referral_id"), waiting_since.label("waiting_since"), *_COLUMNS,
            Participant.availability_sealed, Participant.language,
        )
        .join(Participant, Participant.id == Referral.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Referral.state.in_(WAITING), within(scopes, actor))
        .order_by(waiting_since, Referral.id)
        .limit(PAGE_SIZE + 1)
        .offset((page - 1) * PAGE_SIZE)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    return Slice(tuple(_placeable(row, actor, at) for row in rows[:PAGE_SIZE]), page, len(rows) > PAGE_SIZE)


_COLUMNS = (
    *NAME_COLUMNS,
    Participant.code,
    Participant.birth_date_sealed,
    Participant.service_area,
    Participant.area_state,
)


def _people(scopes: Scopes, actor: Actor) -> Select[*tuple[Any, ...]]:
    newest = aliased(Referral)
    latest = (
        select(newest.state)
        .where(newest.participant_id == Participant.id)
        .order_by(newest.received_at.desc(), newest.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(*_COLUMNS, latest.label("state"))
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(within(scopes, actor))
    )


def _person(row: Row[*tuple[Any, ...]], today: date) -> PersonRow:
    age = age_on(birth_date(row), today)
    return PersonRow(row.participant_id, row.code, display_name(row), age, row.service_area, row.area_state, row.state)


def _is_named(row: Row[*tuple[Any, ...]], wanted: list[str]) -> bool:
    key, girl = open_key(row), row.participant_id
    names = " ".join(
        (
            key.text(Participant.first_name_sealed, girl, row.first_name_sealed),
            key.text(Participant.last_name_sealed, girl, row.last_name_sealed),
            key.text(Participant.chosen_name_sealed, girl, row.chosen_name_sealed),
        )
    ).casefold()
    return all(word in names for word in wanted)


def _placeable(row: Row[*tuple[Any, ...]], actor: Actor, at: datetime) -> Placeable:
    key, born = open_key(row), birth_date(row)
    return Placeable(
        referral_id=row.referral_id,
        participant_id=row.participant_id,
        code=row.code,
        display_name=display_name(row),
        language=row.language,
        availability=key.text(Participant.availability_sealed, row.participant_id, row.availability_sealed),
        birth_date=born,
        age=age_on(born, actor.today),
        area_state=row.area_state,
        service_area=row.service_area,
        waiting_days=(at - row.waiting_since).days,
    )


@dataclass(frozen=True)
class Person:
    """One girl as her page and her form show her."""

    name: str
    birth_date: date
    age: int
    races: tuple[Race, ...]
    form_data: dict[str, Any]


def person(participant: Participant, actor: Actor) -> Person:
    """One girl with her names opened; the caller has logged the read."""
    key = open_key(participant.key)

    def text(name: str) -> str:
        return key.text(getattr(Participant, f"{name}_sealed"), participant.id, getattr(participant, f"{name}_sealed"))

    born = date.fromisoformat(text("birth_date"))
    races = tuple(races_of(participant))
    plain = {"version": participant.version, "language": participant.language, "birth_date": born, "races": races}
    plain["child_welfare"] = {True: "yes", False: "no", None: ""}[participant.has_child_welfare_case]
    names = {name: text(name) for name in ("first_name", "last_name", "chosen_name", "availability")}
    return Person(text("display_name"), born, age_on(born, actor.today), races, plain | names)


def name_of(participant: Participant) -> str:
    """Her chosen name with initial."""
    key = open_key(participant.key)
    return key.text(Participant.display_name_sealed, participant.id, participant.display_name_sealed)


def is_within(participant: Participant, actor: Actor) -> bool:
    """Whether she is still within the actor's reach, as her record stands now."""
    scopes = actor.scopes(Permission.IDENTITY_VIEW)
    return (
        db.session.scalar(select(Participant.id).where(Participant.id == participant.id, within(scopes, actor)))
        is not None
    )
