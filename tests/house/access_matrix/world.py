"""A small programme in which every relation occurs: three cohorts, and people who stand differently to each.

Cohort A (service area 6) is the facilitator's own, B lies in the same area and is not hers, C lies in area 8. Beside
them stands X: an id that nothing has. Each cohort has a girl, her referral, a walk-in, a make-up, a booked chair, a
staff row with a training, and a girl from whom she is kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from curriculum_app.accounts.models import RoleAssignment, SignIn, User
from curriculum_app.attendance.models import MakeUp, Visit
from curriculum_app.attendance.rules.words import HowMadeUp
from curriculum_app.cohorts.models import Cohort, Enrolment, GroupSession, MakeUpBooking, Proposal
from curriculum_app.cohorts.rules.states import ProposalState
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.tables import read_rows
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.notes.models import Note
from curriculum_app.participants.models import Participant, ParticipantMerge, PartnerLink, Referral, ReferralStep
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.uploads import keep_upload
from curriculum_app.places.models import Site, SiteClosure
from curriculum_app.places.rules import ClosureReason
from curriculum_app.star_court.rules.packet import NEEDED, in_order
from curriculum_app.star_court.rules.words import Basis, Purpose, ServiceKind, State
from curriculum_app.star_court.service import choose_fields, record_service, take_step
from tests.clients import Client, sign_in
from tests.factories import Make
from tests.factories.concerns import concern
from tests.factories.drafts import possible_group
from tests.factories.handoffs import handoff, linked, release, sent
from tests.factories.sittings import version
from tests.factories.trainings import attendee, course, training

RELATIONS = "ABCX"
# What an address names besides ids.
SOMEWHERE = {"number": 1, "token": "no-such-token", "filename": "x.css"}
FILE = b"first_name,last_name,birth_date,zip,referral_source,referred_on\nMaya,Reyes,2012-03-04,90002,School,2026-02-03"
# In the order of the columns of the table in expected.py.
PEOPLE = (
    "facilitator", "former", "substitute", "coordinator", "manager", "administrator", "analyst", "neighbour", "at_site",
    "ended", "custodian",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody of the staff, known by id: her row does not outlive a request."""

    id: UUID


@dataclass(frozen=True)
class World:
    """The people, one who led cohort A and was deactivated, and for each relation the ids that an address may name."""

    people: Mapping[str, Person]
    deactivated: Person
    ids: Mapping[str, Mapping[str, UUID]]

    def values(self, relation: str, person: Person) -> dict[str, UUID]:
        """The ids to put into an address; what is `person`'s own (her sign-in) is hers in relation A."""
        found = dict(self.ids[relation])
        if relation == "A":
            found["sign_in_id"] = _sign_in_of(person)
        return found


def build(make: Make) -> World:
    """The programme, shown to everybody."""
    version(make)  # there is something to ask
    staff = {
        "facilitator": make.user("facilitator"),
        "former": make.user("facilitator"),
        "substitute": make.user("facilitator"),
        "coordinator": make.user("coordinator", service_area=6),
        "manager": make.user("program_manager"),
        "administrator": make.user("administrator"),
        "analyst": make.user("analyst"),
        "neighbour": make.user("coordinator", service_area=8),
        "ended": make.user("coordinator", service_area=6, until_on=make.today - timedelta(days=1)),
        "custodian": make.user("custodian"),
    }
    ids = {name: _belongings(make, area) for name, area in zip("ABC", (6, 6, 8), strict=True)}
    staff["at_site"] = make.user("coordinator", site_id=ids["B"]["site_id"])
    for relation, state in (("A", "open"), ("B", "published"), ("C", "open")):
        ids[relation] |= _draft(make, ids[relation]["site_id"], state)
    own = db.session.get_one(Cohort, ids["A"]["cohort_id"])
    long_ago = make.today - timedelta(days=60)
    for relation, owner in (("A", "coordinator"), ("B", "manager"), ("C", "facilitator")):
        sender = make.actor(staff[owner], "coordinator", 6)
        ids[relation]["upload_id"] = keep_upload(read_rows(BytesIO(FILE)), actor=sender, at=make.at).id
    make.staff(own, staff["facilitator"])
    _note(make, own, ids["A"]["session_id"], staff["facilitator"].id)
    make.staff(own, staff["former"], from_on=long_ago, until_on=make.today - timedelta(days=30))
    make.staff(
        own,
        staff["substitute"],
        "substitute",
        session_id=ids["A"]["session_id"],
        from_on=make.today,
        until_on=make.today,
    )
    for found in ids.values():
        found.update(_handoffs(make, found["participant_id"], staff["manager"]))
    authors = {"A": staff["facilitator"].id, "B": staff["manager"].id, "C": ids["C"]["user_id"]}
    accused = {"A": (), "B": (staff["neighbour"].id,), "C": (staff["custodian"].id,)}
    for relation, author in authors.items():
        row = concern(make, db.session.get_one(User, author), accused=accused[relation])
        ids[relation]["concern_id"] = row.id
    deactivated = make.user("facilitator")
    deactivated.is_active = False
    make.staff(own, deactivated)
    make.commit()
    ids["X"] = {name: uuid4() for name in ids["A"]}
    return World({name: Person(staff[name].id) for name in PEOPLE}, Person(deactivated.id), ids)


def _belongings(make: Make, area: int) -> dict[str, UUID]:
    """A cohort in `area` with one of everything that an address can name."""
    lead = make.user("facilitator", service_area=area)
    assignment = db.session.scalars(select(RoleAssignment).where(RoleAssignment.user_id == lead.id)).one()
    cohort = make.cohort(sessions=2, service_area=area)
    seat = make.staff(cohort, lead)
    session = db.session.scalars(
        select(GroupSession).where(GroupSession.cohort_id == cohort.id, GroupSession.number == 1)
    )
    meeting = session.one()
    girl = make.participant(service_area=area)
    enrolment = make.enrolment(cohort, girl)
    given = training(make, course(make), service_area=area)
    sign_in = make.add(
        SignIn(
            user_id=lead.id, token_hash=new_id().bytes * 2, signed_in_at=make.at, last_seen_at=make.at,
            second_factor_at=make.at, device_label="Another browser",
        )
    )  # fmt: skip
    return {
        "cohort_id": cohort.id,
        "session_id": meeting.id,
        "enrolment_id": enrolment.id,
        "seat_id": seat.id,
        "participant_id": girl.id,
        "referral_id": _referral(make, girl.id).id,
        "site_id": cohort.site_id,
        "closure_id": _closure(make, cohort.site_id).id,
        "visit_id": make.add(Visit(session_id=meeting.id, age=14, recorded_at=make.at)).id,
        "make_up_id": _make_up(make, enrolment, meeting).id,
        "booking_id": _booking(make, enrolment, meeting).id,
        "user_id": lead.id,
        "staff_id": lead.id,
        "staff_training_id": make.training(lead).id,
        "course_id": given.course_id,
        "training_id": given.id,
        "attendee_id": attendee(make, given).id,
        "merge_id": _merge(make, girl, area).id,
        "link_id": _link(make).id,
        "pair_id": make.pair(girl, make.participant(service_area=area)).id,
        "assignment_id": assignment.id,
        "sign_in_id": sign_in.id,
    }


def _merge(make: Make, girl: Participant, area: int) -> ParticipantMerge:
    """Another record went into hers today."""
    absorbed = make.participant(service_area=area, merged_into_id=girl.id)
    row: ParticipantMerge = make.add(ParticipantMerge(kept_id=girl.id, absorbed_id=absorbed.id, merged_at=make.at))
    return row


def _link(make: Make) -> PartnerLink:
    row: PartnerLink = make.add(
        PartnerLink(
            label="Lincoln School", token_hash=new_id().bytes * 2, most_a_day=20, expires_on=make.today, made_at=make.at
        )
    )
    return row


def _draft(make: Make, site_id: UUID, state: str) -> dict[str, UUID]:
    """A draft of the site's area with one possible group there."""
    site = db.session.get_one(Site, site_id)
    draft = make.add(Proposal(service_area=site.service_area, started_at=make.at, state=ProposalState(state)))
    group = possible_group(make, draft, site=site, lead_id=None)
    return {"proposal_id": draft.id, "possible_group_id": group.id}


def _handoffs(make: Make, participant_id: UUID, manager: User) -> dict[str, UUID]:
    """Her hand-off by an order, with a link and a service, and a draft by a release of hers."""
    girl, actor = db.session.get_one(Participant, participant_id), make.actor(manager, "program_manager")
    ordered = sent(make, handoff(make, girl, actor), actor)
    link, _address = linked(make, ordered, actor)
    ways: dict[str, Any] = {"actor": actor, "at": make.at}
    take_step(ordered, State.ACCEPTED, happened_on=make.today, version=ordered.version, **ways)
    kind = ServiceKind.SUPERVISION
    service = record_service(ordered, kind, begins_on=make.today, version=ordered.version, **ways)
    drafted, fields = handoff(make, girl, actor, basis=Basis.RELEASE), in_order(NEEDED[Purpose.COURT])
    release(make, drafted, actor, fields=fields)
    choose_fields(drafted, fields, version=drafted.version, **ways)
    return {"handoff_id": ordered.id, "packet_link_id": link.id, "service_id": service.id}


def _note(make: Make, cohort: Cohort, session_id: UUID, author_id: UUID) -> None:
    key, note_id = open_key(db.session.get_one(VaultKey, cohort.key_id)), new_id()
    body = key.seal(Note.body_sealed, note_id, "They laughed a lot.")
    make.add(Note(id=note_id, session_id=session_id, author_id=author_id, body_sealed=body, written_at=make.at))


def _referral(make: Make, participant_id: UUID) -> Referral:
    row: Referral = make.add(
        Referral(
            participant_id=participant_id, source="School counsellor", content_fingerprint=new_id().bytes * 2,
            referred_on=make.today, received_at=make.at, state=ReferralState.RECEIVED, state_since=make.at,
        )
    )  # fmt: skip
    make.add(ReferralStep(referral_id=row.id, at=make.at, state=ReferralState.RECEIVED))
    return row


def _make_up(make: Make, enrolment: Enrolment, meeting: GroupSession) -> MakeUp:
    row: MakeUp = make.add(
        MakeUp(
            session_id=meeting.id, enrolment_id=enrolment.id, participant_id=enrolment.participant_id,
            curriculum="groups", lesson_key=meeting.lesson_key, made_up_on=make.today,
            how=next(iter(HowMadeUp)), minutes=45, recorded_at=make.at,
        )
    )  # fmt: skip
    return row


def _booking(make: Make, enrolment: Enrolment, meeting: GroupSession) -> MakeUpBooking:
    row: MakeUpBooking = make.add(
        MakeUpBooking(
            session_id=meeting.id, chair=1, enrolment_id=enrolment.id, missed_id=meeting.id, booked_at=make.at
        )
    )
    return row


def _closure(make: Make, site_id: UUID) -> SiteClosure:
    """It has begun, so that ending it leaves a row that can be asked for again."""
    days = {"from_on": make.today - timedelta(days=1), "until_on": make.today + timedelta(days=3)}
    row: SiteClosure = make.add(SiteClosure(site_id=site_id, reason=ClosureReason.REPAIRS, **days))
    return row


def address(app: Flask, route: Rule, ids: Mapping[str, UUID]) -> str:
    """The address of `route` on the objects with these ids."""
    values = {name: value for name, value in {**SOMEWHERE, **ids}.items() if name in route.arguments}
    return app.url_map.bind("localhost").build(route.endpoint, values)


def sign_in_as(browser: Client, person: Person) -> None:
    """A fresh sign-in for `person` in `browser`."""
    sign_in(browser, db.session.get_one(User, person.id))


def _sign_in_of(person: Person) -> UUID:
    newest = select(SignIn.id).where(SignIn.user_id == person.id).order_by(SignIn.signed_in_at.desc()).limit(1)
    return db.session.scalars(newest).one()
