"""Factories: rows with sensible values, so that a test names only what it is about.

`make.participant(first_name="Maya")` adds a row to the open transaction; `make.commit()` shows everything to clients
and opens the next transaction. Rooms with more than plain rows add a module of their own beside this one.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.cohorts.models import Cohort, CohortStaff, Enrolment, GroupSession, ParticipantTally
from curriculum_app.cohorts.rules.states import CohortState, StaffPart
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Grant, Role
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_code, new_id
from curriculum_app.core.vault import KeyKind, new_key, open_key
from curriculum_app.curriculum.models import Edition, Lesson
from curriculum_app.participants.models import Consent, KeepApartPair, Participant
from curriculum_app.participants.rules.apart import ordered
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentBasis, ConsentKind, ConsentPart
from curriculum_app.participants.rules.words import ApartReason, ApartState, AreaBasis, AreaState
from curriculum_app.places.models import Site
from curriculum_app.places.rules import SiteKind
from curriculum_app.trainings.models import StaffTraining
from curriculum_app.trainings.rules import TrainingKind

LESSONS = 10
LESSON_BODY = "## Welcome\n\nHello.\n\n::: activity a\n::: say\nHi.\n:::\n:::\n\n::: handout My page\nI can pass.\n:::"
SEALED = ("street", "zip", "phone", "school", "availability")
FIRST_NAMES = ("Maya", "Destiny", "Ximena", "Aaliyah", "Sina", "Camila", "Jayla", "Marisol", "Tiana", "Soledad")
STAFF_NAMES = ("Dana Whitfield", "Rosa Delgado", "Imani Carter", "Lupe Navarro", "Grace Tagaloa", "Denise Holloway")
LAST_NAMES = ("Reyes", "Walker", "Fonoti", "Castillo", "Brooks", "Santos", "Kim", "Okafor", "Mendoza", "Price")


class Make:
    """Makes rows in the open writing transaction."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.codes: set[str] = set()
        self.at: datetime = clock.now()
        self.today: date = clock.today(self.at)

    def commit(self) -> None:
        """Show what was made to everybody, and go on in a new transaction."""
        db.session.commit()
        begin_writing()

    def begin(self) -> None:
        """Go on making rows after a client's requests."""
        begin_writing()

    def add(self, row: Any) -> Any:  # noqa: ANN401 - any row in, the same row out
        """Add a row and send it."""
        db.session.add(row)
        db.session.flush()
        return row

    def user(self, role: str = "facilitator", **grant: Any) -> User:  # noqa: ANN401
        """A member of staff with one role; a coordinator is of service area 6 unless told otherwise."""
        number = next(self.numbers)
        name = grant.pop("full_name", STAFF_NAMES[number % len(STAFF_NAMES)])
        email = grant.pop("email", f"staff{number}@example.com")
        user: User = self.add(User(email=email, full_name=name, active_since=self.at, created_at=self.at))
        if role == "coordinator" and not grant:
            grant = {"service_area": 6}
        self.assignment(user, role, **grant)
        return user

    def assignment(self, user: User, role: str, **values: Any) -> RoleAssignment:  # noqa: ANN401
        """A role in force from yesterday on."""
        defaults: dict[str, Any] = {
            "from_on": self.today - timedelta(days=1),
            "granted_at": self.at,
            "approved_at": self.at,
        }
        row: RoleAssignment = self.add(RoleAssignment(user_id=user.id, role=Role(role), **defaults | values))
        return row

    def actor(self, user: User, role: str = "facilitator", service_area: int | None = None) -> Actor:
        """The actor that `user` would be, for services and queries."""
        grants = (Grant(Role(role), service_area=service_area),)
        return Actor(kind="user", today=self.today, user_id=user.id, name=user.full_name, grants=grants)

    def site(self, service_area: int = 6, **values: Any) -> Site:  # noqa: ANN401
        """A community site."""
        defaults = {"name": f"Site {next(self.numbers)}", "kind": SiteKind.COMMUNITY, "service_area": service_area}
        row: Site = self.add(Site(**defaults | values))
        return row

    def edition(self, **values: Any) -> Edition:  # noqa: ANN401
        """An edition of ten lessons of 90 minutes with the default rule; made once unless values differ."""
        number = next(self.numbers)
        defaults = {
            "curriculum": "groups",
            "name": "Groups",
            "content_hash": f"{number:064x}",
            "loaded_at": self.at,
            "current_from": self.at,
            "rule_version": "2026-1",
            "lessons_needed": 8,
            "lessons_offered": LESSONS,
            "minimum_share": 0.5,
            "make_ups_allowed": 2,
        }
        edition: Edition = self.add(Edition(**defaults | values))
        for each in range(1, LESSONS + 1):
            self.add(
                Lesson(
                    edition_id=edition.id, language="en", number=each, lesson_key=f"lesson-{each}",
                    title=f"Lesson {each}", minutes=90, version=1, objectives=["Meet each other"], materials=[],
                    activities=[{"key": "a", "title": "Welcome", "minutes": 10}], body=LESSON_BODY,
                )
            )  # fmt: skip
        return edition

    def code(self) -> str:
        """A code that no girl of this test has: among three hundred, two alike are drawn once in five hundred times."""
        code = next(each for each in iter(new_code, "") if each not in self.codes)
        self.codes.add(code)
        return code

    def participant(self, first_name: str | None = None, last_name: str | None = None, **values: Any) -> Participant:  # noqa: ANN401
        """A girl of 14 whose home area is 6, with sealed names, who may take part unless `consents=False`."""
        number = next(self.numbers)
        first = first_name or FIRST_NAMES[number % 10]
        last = last_name or LAST_NAMES[number // 10 % 10]
        key_row = new_key(KeyKind.PERSON, at=self.at)
        db.session.flush()
        key, row_id = open_key(key_row), values.pop("id", None) or new_id()
        may_take_part = values.pop("consents", True)
        born = values.pop("birth_date", self.today.replace(year=self.today.year - 14, day=1))
        sealed: dict[str, str | None] = {
            "first_name": first, "last_name": last, "chosen_name": values.pop("chosen_name", None),
            "display_name": f"{first} {last[0]}.", "birth_date": born.isoformat(),
            **{name: values.pop(name) for name in SEALED if name in values},
        }  # fmt: skip
        columns: dict[str, Any] = {
            f"{name}_sealed": key.seal(getattr(Participant, f"{name}_sealed"), row_id, text)
            for name, text in sealed.items()
        }
        defaults: dict[str, Any] = {
            "service_area": 6, "area_state": AreaState.DECIDED, "area_basis": AreaBasis.ZIP,
            "identity_fingerprint": number.to_bytes(32, "big"), "created_at": self.at, "code": self.code(),
        }  # fmt: skip
        row: Participant = self.add(Participant(id=row_id, key=key_row, **columns, **defaults | values))
        if may_take_part:
            self.consent(row)
        return row

    def consent(self, girl: Participant, kind: str = "participation", **values: Any) -> list[Consent]:  # noqa: ANN401
        """Permission and assent to one kind on one paper, given a month ago for a year; or one `part` of it."""
        parts = [values.pop("part")] if "part" in values else list(ConsentPart)
        signed_on = self.today - timedelta(days=30)
        defaults: dict[str, Any] = {
            "kind": ConsentKind(kind), "answer": ConsentAnswer.GIVEN, "form_version": "2026-1", "language": "en",
            "signed_on": signed_on, "paper_id": new_id(), "recorded_at": self.at,
        } | values  # fmt: skip
        rows = []
        for part in parts:
            is_given = defaults["answer"] == ConsentAnswer.GIVEN
            permission = ConsentBasis.GUARDIAN if is_given and part == ConsentPart.PERMISSION else None
            rows.append(Consent(participant_id=girl.id, part=ConsentPart(part), **{"basis": permission} | defaults))
        db.session.add_all(rows)
        db.session.flush()
        return rows

    def cohort(self, *, staff: tuple[User, ...] = (), sessions: int = LESSONS, **values: Any) -> Cohort:  # noqa: ANN401
        """A running cohort with weekly sessions, the first of them today; `staff` lead it."""
        number = next(self.numbers)
        first_on = values.pop("first_on", self.today)
        service_area = values.pop("service_area", 6)
        site = values.pop("site", None) or self.site(service_area)
        edition = values.pop("edition", None) or self.edition()
        defaults: dict[str, Any] = {
            "ordinal": number, "name": f"Group {number}", "service_area": service_area, "state": CohortState.RUNNING,
            "capacity": 12, "weekdays": 1 << first_on.weekday(), "starts_at": time(16, 0), "minutes": 90,
            "first_on": first_on, "last_on": first_on + timedelta(weeks=sessions - 1),
        }  # fmt: skip
        key = new_key(KeyKind.COHORT, at=self.at)
        cohort: Cohort = self.add(Cohort(site=site, edition=edition, key=key, **defaults | values))
        for each in range(sessions):
            self.session(cohort, each + 1, first_on + timedelta(weeks=each))
        for user in staff:
            self.staff(cohort, user)
        return cohort

    def session(self, cohort: Cohort, number: int, held_on: date, **values: Any) -> GroupSession:  # noqa: ANN401
        """One planned session."""
        defaults: dict[str, Any] = {
            "lesson_key": f"lesson-{number}", "lesson_number": number, "starts_at": cohort.starts_at,
            "minutes": cohort.minutes,
        }  # fmt: skip
        fresh = GroupSession(cohort=cohort, number=number, held_on=held_on, **defaults | values)
        row: GroupSession = self.add(fresh)
        return row

    def staff(self, cohort: Cohort, user: User, part: str = "lead", **values: Any) -> CohortStaff:  # noqa: ANN401
        """Somebody leads the cohort from a week ago on."""
        defaults: dict[str, Any] = {"from_on": self.today - timedelta(days=7), "part": StaffPart(part)}
        row: CohortStaff = self.add(CohortStaff(cohort_id=cohort.id, user_id=user.id, **defaults | values))
        return row

    def training(self, user: User, kind: str = "clinical", **values: Any) -> StaffTraining:  # noqa: ANN401
        """She is trained from a year ago on, with no end."""
        defaults: dict[str, Any] = {"valid_from": self.today - timedelta(days=365), "recorded_at": self.at}
        row: StaffTraining = self.add(StaffTraining(user_id=user.id, kind=TrainingKind(kind), **defaults | values))
        return row

    def pair(self, one: Participant, other: Participant, **values: Any) -> KeepApartPair:  # noqa: ANN401
        """Two girls are kept apart from today on."""
        first, second = ordered(one.id, other.id)
        defaults: dict[str, Any] = {
            "reason": ApartReason.CONFLICT, "state": ApartState.IN_FORCE, "from_on": self.today, "set_at": self.at,
            "review_on": self.today + timedelta(days=200),
        }  # fmt: skip
        row: KeepApartPair = self.add(KeepApartPair(first_id=first, second_id=second, **defaults | values))
        return row

    def enrolment(self, cohort: Cohort, participant: Participant | None = None, **values: Any) -> Enrolment:  # noqa: ANN401
        """A girl with a seat in the cohort, her key and her tally."""
        girl = participant or self.participant()
        defaults: dict[str, Any] = {
            "enrolled_on": cohort.first_on, "age_at_enrolment": 14, "home_service_area": girl.service_area,
        }  # fmt: skip
        key = new_key(KeyKind.ENROLMENT, at=self.at)
        row: Enrolment = self.add(Enrolment(participant=girl, cohort=cohort, key=key, **defaults | values))
        cohort.seats_taken += 1
        tally = db.session.get(ParticipantTally, (girl.id, cohort.edition.curriculum))
        if tally is None:
            tally = ParticipantTally(
                participant_id=girl.id, curriculum=cohort.edition.curriculum, first_enrolled_on=row.enrolled_on
            )
            db.session.add(tally)
        tally.enrolment_id, tally.cohort_id, tally.site_id = row.id, cohort.id, cohort.site_id
        tally.home_service_area, tally.cohort_service_area = row.home_service_area, cohort.service_area
        db.session.flush()
        return row

    def group(self, *staff: User, girls: int = 12, **values: Any) -> Cohort:  # noqa: ANN401
        """A running cohort with `girls` girls in it."""
        cohort = self.cohort(staff=staff, **values)
        for _ in range(girls):
            self.enrolment(cohort)
        return cohort
