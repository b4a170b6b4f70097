"""The demonstration accounts and the other invented staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.rules.words import Persona
from curriculum_app.core import clock
from curriculum_app.core.access import Role
from curriculum_app.devtools.programme.rows import Rows

SOUTH, BAY = 6, 8
STARTED = timedelta(days=1500)
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
            "Will read suppressed figures; so far lessons only"),
    Account("custodian@example.com", "Gloria Massey", Role.PROGRAM_MANAGER, None, "Custodian",
            "Will keep the reports of concern; a manager so far"),
    Account("custodian2@example.com", "Ramón Solís", Role.PROGRAM_MANAGER, None, "Second custodian",
            "Stands in where the first one may not read"),
)  # fmt: skip
PERSONAS = tuple(Persona(each.email, each.label, each.summary) for each in ACCOUNTS)
GIVEN = ("Renee", "Silvia", "Curtis", "Lorna", "Terrence", "Leticia", "Sophal", "Heather", "Vernon", "Alma", "Semisi")
FAMILY = ("Dorsey", "Orozco", "Hollis", "Abad", "Ledet", "Quintero", "Nhem", "Marsh", "Gaines", "Tovar", "Latu")


def add_staff(rows: Rows, *, today: date, password_hash: str, groups: int) -> Mapping[str, UUID]:
    """Collect the accounts and, for every six groups, two more facilitators who cannot sign in; ids by e-mail."""
    ids: dict[str, UUID] = {}
    for account in ACCOUNTS:
        ids[account.email] = _person(
            rows,
            account.email,
            account.name,
            account.role,
            account.service_area,
            today=today,
            password_hash=password_hash,
        )
    for number in range(4 + groups // 6 * 2):
        name = f"{GIVEN[number % 11]} {FAMILY[(number + number // 11) % 11]}"
        email, area = f"staff{number + 1}@example.com", SOUTH if number % 4 < 2 else BAY
        ids[email] = _person(rows, email, name, Role.FACILITATOR, area, today=today, password_hash=None)
    return ids


def _person(
    rows: Rows, email: str, name: str, role: Role, area: int | None, *, today: date, password_hash: str | None
) -> UUID:
    at = clock.instant(today, MORNING)
    user_id = rows.dice.id(at)
    rows.add(
        User, id=user_id, email=email, full_name=name, password_hash=password_hash, language="en", is_active=True,
        active_since=at, created_at=at,
    )  # fmt: skip
    rows.add(
        RoleAssignment, id=rows.dice.id(at), user_id=user_id, role=role, service_area=area, from_on=today - STARTED,
        granted_at=at, approved_at=at,
    )  # fmt: skip
    return user_id
