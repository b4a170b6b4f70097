"""The policy: role, permission, reach. The only place where roles are given anything.

Deny by default. The source of each line is the table of the access plan; a role that is not named in a line has
nothing there. What an administrator or an analyst may not know of is absent here, not refused later.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from curriculum_app.core.access.words import Actor, Grant, Permission, Reach, Role, Scope, Scopes

P = Permission
SELF, SESSIONS, COHORTS = Reach.SELF, Reach.OWN_SESSIONS, Reach.OWN_COHORTS
AREAS, ALL = Reach.OWN_AREAS, Reach.PROGRAMME

POLICY: dict[Role, dict[Permission, tuple[Reach, ...]]] = {
    Role.FACILITATOR: {
        P.ROSTER_VIEW: (COHORTS,),
        P.CONTACT_SAFE: (COHORTS,),
        P.REFERRAL_PROPOSE: (SELF,),
        P.APART_PROPOSE: (COHORTS,),
        P.COHORT_VIEW: (COHORTS,),
        P.VENUE_VIEW: (COHORTS,),
        P.ATTENDANCE_VIEW: (COHORTS, SESSIONS),
        P.ATTENDANCE_RECORD: (COHORTS, SESSIONS),
        P.NOTE_READ: (COHORTS,),
        P.NOTE_WRITE: (COHORTS,),
        P.SITTING_COUNT: (COHORTS,),
        P.SITTING_VIEW: (COHORTS,),
        P.SITTING_OPEN: (COHORTS,),
        P.TRAINING_VIEW: (SELF,),
        P.LESSON_VIEW: (ALL,),
        P.REPORT_VIEW: (COHORTS,),
        P.OUTCOME_VIEW: (COHORTS,),
    },
    Role.COORDINATOR: {
        P.SITE_VIEW: (AREAS,),
        P.SITE_MANAGE: (AREAS,),
        P.ROSTER_VIEW: (AREAS,),
        P.IDENTITY_VIEW: (AREAS,),
        P.CONTACT_REVEAL: (AREAS,),
        P.REFERRAL_VIEW: (AREAS,),
        P.REFERRAL_PROPOSE: (AREAS,),
        P.REFERRAL_DECIDE: (AREAS,),
        P.APART_DECIDE: (AREAS,),
        P.COHORT_VIEW: (AREAS,),
        P.COHORT_MANAGE: (AREAS,),
        P.VENUE_VIEW: (AREAS,),
        P.HANDOFF_MANAGE: (AREAS,),
        P.TRAINING_VIEW: (AREAS,),
        P.TRAINING_MANAGE: (AREAS,),
        P.TRAINING_COUNT: (AREAS,),
        P.ATTENDANCE_VIEW: (AREAS,),
        P.ATTENDANCE_RECORD: (AREAS,),
        P.CONCERN_COUNT: (AREAS,),
        P.SITTING_COUNT: (AREAS,),
        P.SITTING_VIEW: (AREAS,),
        P.SITTING_TYPE: (AREAS,),
        P.FOLLOW_UP: (AREAS,),
        P.LESSON_VIEW: (ALL,),
        P.REPORT_VIEW: (AREAS,),
        P.OUTCOME_VIEW: (AREAS,),
        P.OUTCOME_INSIDE: (AREAS,),
        P.YEAR_VIEW: (AREAS,),
        P.YEAR_INSIDE: (AREAS,),
    },
    Role.PROGRAM_MANAGER: {
        P.ROLE_APPROVE: (ALL,),
        P.LIMITS_SET: (ALL,),
        P.SITE_VIEW: (ALL,),
        P.SITE_MANAGE: (ALL,),
        P.ROSTER_VIEW: (ALL,),
        P.IDENTITY_VIEW: (ALL,),
        P.REFERRAL_VIEW: (ALL,),
        P.REFERRAL_PROPOSE: (ALL,),
        P.REFERRAL_DECIDE: (ALL,),
        P.APART_DECIDE: (ALL,),
        P.COHORT_VIEW: (ALL,),
        P.COHORT_MANAGE: (ALL,),
        P.VENUE_VIEW: (ALL,),
        P.HANDOFF_MANAGE: (ALL,),
        P.TRAINING_VIEW: (ALL,),
        P.TRAINING_MANAGE: (ALL,),
        P.TRAINING_COUNT: (ALL,),
        P.ATTENDANCE_VIEW: (ALL,),
        P.CONCERN_CLOCKS: (ALL,),
        P.SITTING_COUNT: (ALL,),
        P.SITTING_TYPE: (ALL,),
        P.LESSON_VIEW: (ALL,),
        P.EDITION_COMPARE: (ALL,),
        P.REPORT_VIEW: (ALL,),
        P.OUTCOME_VIEW: (ALL,),
        P.OUTCOME_INSIDE: (ALL,),
        P.YEAR_VIEW: (ALL,),
        P.YEAR_INSIDE: (ALL,),
        P.YEAR_EXPORT: (ALL,),
        P.OUTCOME_EXPORT: (ALL,),
    },
    Role.ADMINISTRATOR: {
        P.USER_MANAGE: (ALL,),
    },
    Role.ANALYST: {
        P.CONCERN_QUARTERS: (ALL,),
        P.TRAINING_COUNT: (ALL,),
        P.LESSON_VIEW: (ALL,),
        P.OUTCOME_VIEW: (ALL,),
        P.OUTCOME_EXPORT: (ALL,),
        P.YEAR_VIEW: (ALL,),
        P.YEAR_EXPORT: (ALL,),
    },
    # Whom a concern names as accused is beyond this reach and every other: `concerns.queries.reach`.
    Role.CUSTODIAN: {
        P.CONCERN_READ: (ALL,),
        P.CONCERN_CLOCKS: (ALL,),
    },
}

# What everyone who is signed in may do, also with no role yet or none left: without the first nobody could finish
# signing in, and the duty to report a concern, with its clocks, does not end with a role.
EVERYONE: dict[Permission, tuple[Reach, ...]] = {
    P.ACCOUNT_OWN: (SELF,),
    P.CONCERN_RECORD: (SELF,),
    P.CONCERN_READ: (SELF,),
}

# Whoever is given one of these is approved by a second person first (access plan: "manager and above").
APPROVED_BY_TWO = frozenset({Role.PROGRAM_MANAGER, Role.ADMINISTRATOR, Role.ANALYST, Role.CUSTODIAN})
# These mean nothing without a service area or a site.
NEEDS_PLACE = frozenset({Role.COORDINATOR})


def scopes_of(actor: Actor, permissions: Iterable[Permission]) -> Scopes:
    """Every scope in which `actor` holds one of `permissions`."""
    return _scopes(actor.grants, tuple(permissions), actor.user_id is not None)


def permissions_of(actor: Actor) -> frozenset[Permission]:
    """Everything that `actor` is given at all, whatever its reach."""
    return _given(actor.grants, actor.user_id is not None)


@lru_cache(maxsize=2_000)
def _given(grants: tuple[Grant, ...], is_staff: bool) -> frozenset[Permission]:
    by_role = frozenset(permission for grant in grants for permission in POLICY[grant.role])
    return by_role.union(EVERYONE) if is_staff else by_role


# A page asks some twenty times; who somebody is was read for this request, and the table does not change.
@lru_cache(maxsize=2_000)
def _scopes(grants: tuple[Grant, ...], wanted: tuple[Permission, ...], is_staff: bool) -> Scopes:
    by_role = frozenset(
        _scope(reach, grant)
        for grant in grants
        for permission in wanted
        for reach in POLICY[grant.role].get(permission, ())
    )
    if not is_staff:
        return by_role
    return by_role | {Scope(reach) for permission in wanted for reach in EVERYONE.get(permission, ())}


def _scope(reach: Reach, grant: Grant) -> Scope:
    if reach is Reach.OWN_AREAS:
        return Scope(reach, grant.service_area, grant.site_id)
    return Scope(reach)
