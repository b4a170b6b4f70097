"""What a draft of cohorts is made from: one read of everything, a constant number of statements whatever the size.

The facts go to the pure rules (`rules.forming`) as a problem; what a page shows beside them (codes, names of groups)
goes along. Birth dates and availability are opened here, names of girls are not read at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select

from curriculum_app.cohorts.models import Enrolment, ProposedSeat
from curriculum_app.cohorts.queries.forming_groups import (
    GroupFacts,
    groups_of_draft,
    planned_groups,
    starts_soon,
    with_seated,
)
from curriculum_app.cohorts.rules.forming.facts import Girl, Problem, Seated
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.db import db
from curriculum_app.core.limits import limits_on
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.curriculum.queries import current_edition
from curriculum_app.participants.models import Participant, ParticipantSite, Referral
from curriculum_app.participants.queries.consents import said_by
from curriculum_app.participants.queries.keep_apart import pairs_among
from curriculum_app.participants.queries.names import KEY_COLUMNS, birth_date
from curriculum_app.participants.queries.people import WAITING
from curriculum_app.participants.rules.availability import NotAvailability, Slot, parse_availability
from curriculum_app.participants.rules.consents import ConsentKind, ConsentState, Said, standings
from curriculum_app.participants.rules.dates import age_on
from curriculum_app.participants.rules.languages import NOT_RECORDED
from curriculum_app.participants.rules.words import AreaState
from curriculum_app.places.models import Site

MOST_GIRLS = 6_000


@dataclass(frozen=True, slots=True)
class Card:
    """A girl as the board shows her: no name, no story. `age` is today's, `availability` as staff wrote it."""

    id: UUID
    code: str
    age: int
    language: str
    availability: str
    days_waiting: int


@dataclass(frozen=True)
class Board:
    """A draft with everything around it: the problem for the rules, and what a page shows."""

    problem: Problem
    cards: Mapping[UUID, Card]
    groups: tuple[GroupFacts, ...]


def read_board(proposal_id: UUID, service_area: int, *, today: date, at: datetime) -> Board:
    """Everything about the draft of one service area, as it stands now."""
    edition = current_edition()
    lessons = edition.lessons_offered if edition else 1
    planned = planned_groups(service_area, today)
    groups = [*groups_of_draft(proposal_id, lessons), *planned]
    seated = _seated(each.id for each in planned)
    groups = with_seated(groups, seated)
    cards, girls = _girls(service_area, today, at)
    now, pinned = _seats(proposal_id, {girl.id for girl in girls}, {each.id for each in groups})
    ids = [girl.id for girl in girls] + [each.id for there in seated.values() for each in there]
    problem = Problem(
        girls=tuple(girls),
        groups=tuple(each.possible for each in groups),
        apart=frozenset(frozenset(pair) for pair in pairs_among(ids, today)),
        age_span=limits_on(starts_soon(today)).age_span,
        now=now,
        pinned=pinned,
    )
    return Board(problem, cards, tuple(groups))


def _girls(service_area: int, today: date, at: datetime) -> tuple[dict[UUID, Card], list[Girl]]:
    rows = _waiting(service_area)
    said = said_by([row.id_ for row in rows])
    sites = _sites_of(service_area)
    cards: dict[UUID, Card] = {}
    girls: list[Girl] = []
    for row in rows:
        born = birth_date(row)
        text = open_key(row).text(Participant.availability_sealed, row.id_, row.availability_sealed)
        days = max((at - row.waiting_since).days, 0)
        cards[row.id_] = Card(row.id_, row.code, age_on(born, today), row.language, text, days)
        can_go = sites[row.id_]
        girls.append(
            Girl(
                id=row.id_,
                birth_date=born,
                service_area=row.service_area,
                days_waiting=days,
                languages=_languages(row),
                available=_slots(text),
                agreed_until=_agreed_until(said[row.id_], today),
                sites=frozenset(site for site, _ in can_go),
                lives_in=next((site for site, is_closed_home in can_go if is_closed_home), None),
            )
        )
    return cards, girls


def _waiting(service_area: int) -> list[Row[*tuple[Any, ...]]]:
    """One row a girl: of several open referrals the one that has waited longest counts."""
    since = func.min(func.coalesce(Referral.waitlisted_at, Referral.received_at))
    waits = (
        select(Referral.participant_id, since.label("waiting_since"))
        .where(Referral.state.in_(WAITING))
        .group_by(Referral.participant_id)
        .subquery()
    )
    has_seat = select(Enrolment.id).where(
        Enrolment.participant_id == Participant.id, Enrolment.state == EnrolmentState.ACTIVE
    )
    query = (
        select(
            Participant.id.label("id_"), Participant.id.label("participant_id"), *KEY_COLUMNS, Participant.code,
            Participant.birth_date_sealed, Participant.availability_sealed, Participant.language,
            Participant.other_languages, Participant.service_area, waits.c.waiting_since,
        )
        .join(waits, waits.c.participant_id == Participant.id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(
            Participant.service_area == service_area,
            Participant.area_state == AreaState.DECIDED,
            ~has_seat.exists(),
        )
        .order_by(waits.c.waiting_since, Participant.id)
        .limit(MOST_GIRLS)
    )  # fmt: skip
    return list(db.session.execute(query).all())


def _sites_of(service_area: int) -> dict[UUID, list[tuple[UUID, bool]]]:
    """For each girl of the area the sites she can go to, and whether it is a closed one that she lives in."""
    query = (
        select(
            ParticipantSite.participant_id, ParticipantSite.site_id, ParticipantSite.lives_there, Site.is_closed_setting
        )
        .join(Participant, Participant.id == ParticipantSite.participant_id)
        .join(Site, Site.id == ParticipantSite.site_id)
        .where(Participant.service_area == service_area)
    )
    found: dict[UUID, list[tuple[UUID, bool]]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.participant_id].append((row.site_id, row.lives_there and row.is_closed_setting))
    return found


def _languages(row: Row[*tuple[Any, ...]]) -> tuple[str, ...]:
    if row.language == NOT_RECORDED:
        return ()
    return tuple(dict.fromkeys([row.language, *row.other_languages.split()]))


def _slots(text: str) -> tuple[Slot, ...] | None:
    """When she can come; None when nobody asked, or what was written cannot be read."""
    try:
        return parse_availability(text) or None
    except NotAvailability:
        return None


def _agreed_until(said: tuple[Said, ...], today: date) -> date | None:
    """The last day on which permission and assent to take part both hold, as things stand today; None without them."""
    parts = standings(said, ConsentKind.PARTICIPATION, today).values()
    if any(part.state is not ConsentState.IN_FORCE for part in parts):
        return None
    return min((part.expires_on for part in parts if part.expires_on is not None), default=date.max)


def _seated(cohort_ids: Iterable[UUID]) -> dict[UUID, tuple[Seated, ...]]:
    query = (
        select(Enrolment.cohort_id, Participant.id.label("participant_id"), Participant.birth_date_sealed, *KEY_COLUMNS)
        .join(Participant, Participant.id == Enrolment.participant_id)
        .join(VaultKey, VaultKey.id == Participant.key_id)
        .where(Enrolment.cohort_id.in_(list(cohort_ids)), Enrolment.state == EnrolmentState.ACTIVE)
        .order_by(Enrolment.cohort_id, Participant.id)
    )
    found: dict[UUID, list[Seated]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.cohort_id].append(Seated(row.participant_id, birth_date(row)))
    return {cohort: tuple(girls) for cohort, girls in found.items()}


def _seats(proposal_id: UUID, girls: set[UUID], groups: set[UUID]) -> tuple[dict[UUID, UUID], frozenset[UUID]]:
    """Where the draft has its girls, and whom a person put; whoever does not wait any more is left out."""
    query = select(ProposedSeat).where(ProposedSeat.proposal_id == proposal_id).order_by(ProposedSeat.participant_id)
    now: dict[UUID, UUID] = {}
    pinned = set()
    for seat in db.session.scalars(query):
        place = seat.possible_group_id or seat.cohort_id
        if seat.participant_id in girls and (place is None or place in groups):
            if place is not None:
                now[seat.participant_id] = place
            if seat.is_pinned:
                pinned.add(seat.participant_id)
    return now, frozenset(pinned)
