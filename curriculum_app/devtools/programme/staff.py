"""The demonstration accounts and the other invented staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.rules.words import Persona
from curriculum_app.core import clock
from curriculum_app.core.access import Role
from curriculum_app.devtools.dice import Dice
from curriculum_app.devtools.people.families import lists
from curriculum_app.devtools.programme.plan import Size
from curriculum_app.devtools.programme.rows import Rows

SOUTH, BAY = 6, 8
BEFORE_THE_FIRST_GROUP = timedelta(days=100)
GROUPS_A_COORDINATOR = 2_000
MORNING = time(8, 30)


@dataclass(frozen=True)
class Account:
    """One demonstration account; `label` and `summary` stand on the sign-in page."""

    email: str
    name: str
    role: Role
    service_area: int | None
    label: str
    summary: str


ACCOUNTS = (
    Account("facilitator@example.com", "Dana Whitfield", Role.FACILITATOR, SOUTH, "Facilitator, South",
            "Takes attendance and writes notes in her own groups"),
    Account("cofacilitator@example.com", "Marisol Arriaga", Role.FACILITATOR, SOUTH, "Co-facilitator, South",
            "Second seat in the same groups"),
    Account("facilitator8@example.com", "Sefina Leota", Role.FACILITATOR, BAY, "Facilitator, South Bay",
            "Leads groups in service area 8 only"),
    Account("coordinator@example.com", "Yvonne Pettway", Role.COORDINATOR, SOUTH, "Coordinator, South",
            "Takes referrals and forms groups in service area 6"),
    Account("coordinator8@example.com", "Noel Bautista", Role.COORDINATOR, BAY, "Coordinator, South Bay",
            "Takes referrals and forms groups in service area 8"),
    Account("manager@example.com", "Elena Cervantes", Role.PROGRAM_MANAGER, None, "Program manager",
            "Reads completion over the whole programme"),
    Account("admin@example.com", "Keith Novak", Role.ADMINISTRATOR, None, "Administrator",
            "Accounts and devices; sees no girl"),
    Account("analyst@example.com", "Hana Kwon", Role.ANALYST, None, "Analyst",
            "Reads counts that are large enough to show"),
    Account("custodian@example.com", "Gloria Massey", Role.CUSTODIAN, None, "Custodian",
            "Reads every concern and follows its clocks"),
    Account("custodian2@example.com", "Ramón Solís", Role.CUSTODIAN, None, "Second custodian",
            "Stands in where the first one may not read"),
)  # fmt: skip
PERSONAS = tuple(Persona(each.email, each.label, each.summary) for each in ACCOUNTS)
GIVEN = ("Renee", "Silvia", "Curtis", "Lorna", "Terrence", "Leticia", "Sophal", "Heather", "Vernon", "Alma", "Semisi")
FAMILY = ("Dorsey", "Orozco", "Hollis", "Abad", "Ledet", "Quintero", "Nhem", "Marsh", "Gaines", "Tovar", "Latu")


def add_staff(rows: Rows, size: Size, *, today: date, password_hash: str) -> Mapping[str, UUID]:
    """Collect the accounts, and facilitators and coordinators who cannot sign in; ids by e-mail.

    Facilitators stand in fours: two for the South, two for the South Bay.
    """
    at, ids = clock.instant(today, MORNING), {}
    since = today - timedelta(days=size.days_back) - BEFORE_THE_FIRST_GROUP
    for each in [*ACCOUNTS, *_others(rows.dice, size)]:
        ids[each.email] = user_id = rows.dice.id(at)
        rows.add(
            User, id=user_id, email=each.email, full_name=each.name, language="en", is_active=True, active_since=at,
            created_at=at, password_hash=password_hash if each.label else None,
        )  # fmt: skip
        rows.add(
            RoleAssignment, id=rows.dice.id(at), user_id=user_id, role=each.role, service_area=each.service_area,
            from_on=since, granted_at=at, approved_at=at,
        )  # fmt: skip
    return ids


def _others(dice: Dice, size: Size) -> Iterator[Account]:
    for number in range(size.facilitators):
        name, area = _name(dice, number), SOUTH if number % 4 < 2 else BAY
        yield Account(f"staff{number + 1}@example.com", name, Role.FACILITATOR, area, "", "")
    for number in range(size.groups // GROUPS_A_COORDINATOR):
        name, area = _name(dice, number + size.facilitators), BAY if number % 2 else SOUTH
        yield Account(f"intake{number + 1}@example.com", name, Role.COORDINATOR, area, "", "")


def _name(dice: Dice, number: int) -> str:
    """The first ones keep their names in every load."""
    if number < len(GIVEN):
        return f"{GIVEN[number]} {FAMILY[number]}"
    family = dice.pick(lists().families)
    return f"{dice.pick(family.adults)} {dice.pick(family.names)}"
