"""The words of access: what may be done (permission), how far it reaches (reach), and who asks (actor)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from uuid import UUID

FRESH_FACTOR = timedelta(minutes=5)


class Role(StrEnum):
    """What somebody is in the programme; the policy table alone says what that allows."""

    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"
    PROGRAM_MANAGER = "program_manager"
    ADMINISTRATOR = "administrator"
    ANALYST = "analyst"
    CUSTODIAN = "custodian"


class Permission(StrEnum):
    """One thing that may be done, `noun:verb`."""

    ACCOUNT_OWN = "account:own"
    USER_MANAGE = "user:manage"
    ROLE_APPROVE = "role:approve"
    SITE_VIEW = "site:view"
    SITE_MANAGE = "site:manage"
    ROSTER_VIEW = "roster:view"
    IDENTITY_VIEW = "identity:view"
    CONTACT_REVEAL = "contact:reveal"
    CONTACT_SAFE = "contact:safe"
    REFERRAL_VIEW = "referral:view"
    REFERRAL_PROPOSE = "referral:propose"
    REFERRAL_DECIDE = "referral:decide"
    APART_PROPOSE = "apart:propose"
    APART_DECIDE = "apart:decide"
    COHORT_VIEW = "cohort:view"
    COHORT_MANAGE = "cohort:manage"
    VENUE_VIEW = "venue:view"
    ATTENDANCE_VIEW = "attendance:view"
    ATTENDANCE_RECORD = "attendance:record"
    NOTE_READ = "note:read"
    NOTE_WRITE = "note:write"
    CONCERN_RECORD = "concern:record"
    CONCERN_READ = "concern:read"
    CONCERN_CLOCKS = "concern:clocks"
    CONCERN_COUNT = "concern:count"
    CONCERN_QUARTERS = "concern:quarters"
    SITTING_COUNT = "sitting:count"
    SITTING_VIEW = "sitting:view"
    SITTING_OPEN = "sitting:open"
    SITTING_TYPE = "sitting:type"
    FOLLOW_UP = "sitting:follow_up"
    HANDOFF_MANAGE = "handoff:manage"
    TRAINING_VIEW = "training:view"
    TRAINING_MANAGE = "training:manage"
    TRAINING_COUNT = "training:count"
    LESSON_VIEW = "lesson:view"
    EDITION_COMPARE = "edition:compare"
    REPORT_VIEW = "report:view"
    OUTCOME_VIEW = "outcome:view"
    OUTCOME_INSIDE = "outcome:inside"
    OUTCOME_EXPORT = "outcome:export"
    YEAR_VIEW = "year:view"
    YEAR_INSIDE = "year:inside"
    YEAR_EXPORT = "year:export"
    LIMITS_SET = "limits:set"


class Reach(StrEnum):
    """How far a permission goes; `queries.within` of each room gives the word its meaning in SQL."""

    SELF = "self"
    OWN_SESSIONS = "own_sessions"
    OWN_COHORTS = "own_cohorts"
    OWN_AREAS = "own_areas"
    PROGRAMME = "programme"


@dataclass(frozen=True)
class Scope:
    """A reach with the service area or the site of the assignment that gives it; both None where it has none."""

    reach: Reach
    service_area: int | None = None
    site_id: UUID | None = None


Scopes = frozenset[Scope]


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds today, for one service area, one site or neither."""

    role: Role
    service_area: int | None = None
    site_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Who is asking. One is made for each request from the sign-in; commands and the program itself are actors too.

    `kind` is `user`, `command-line` or `system`. `today` is the local date on which the grants hold.
    """

    kind: str
    today: date
    user_id: UUID | None = None
    sign_in_id: UUID | None = None
    name: str = ""
    language: str = "en"
    grants: tuple[Grant, ...] = ()
    second_factor_at: datetime | None = None
    is_authenticated: bool = field(default=True, repr=False)

    @property
    def is_active(self) -> bool:
        """Flask-Login's word: loaded from a live sign-in, or not at all."""
        return True

    @property
    def is_anonymous(self) -> bool:
        """Flask-Login's word: nobody anonymous becomes an Actor."""
        return False

    def get_id(self) -> str:
        """Flask-Login's word for the key of the sign-in."""
        return str(self.sign_in_id)

    def scopes(self, *permissions: Permission) -> Scopes:
        """How far any of `permissions` reaches for this actor; empty when none is given."""
        from curriculum_app.core.access.policy import scopes_of  # noqa: PLC0415 - the policy is written in these words

        return scopes_of(self, permissions)

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """Everything that is given to this actor at all, whatever its reach."""
        from curriculum_app.core.access.policy import permissions_of  # noqa: PLC0415 - as above

        return permissions_of(self)

    def may(self, permission: Permission) -> bool:
        """Whether the permission is given at all, whatever its reach."""
        return permission in self.permissions

    def has_fresh_factor(self, at: datetime) -> bool:
        """Whether the second factor was shown within the five minutes before `at`, as an export wants it."""
        return self.second_factor_at is not None and at - self.second_factor_at <= FRESH_FACTOR

    def user(self) -> UUID:
        """The id of the staff member; raises LookupError for a command or the program itself."""
        if self.user_id is None:
            raise LookupError("This actor is not a staff member.")
        return self.user_id


def command_line(today: date) -> Actor:
    """The actor of a command typed on the server."""
    return Actor(kind="command-line", today=today)


def areas_of(scopes: Iterable[Scope]) -> tuple[frozenset[int], frozenset[UUID]]:
    """The service areas and the sites that OWN_AREAS scopes name."""
    own = [scope for scope in scopes if scope.reach is Reach.OWN_AREAS]
    return (
        frozenset(scope.service_area for scope in own if scope.service_area is not None),
        frozenset(scope.site_id for scope in own if scope.site_id is not None),
    )
