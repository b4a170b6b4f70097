"""The words that cohorts, sessions, enrolments and staff rows may be in.

They are stored as checked text, so a value here is a value in the database and in the exports: rename
nothing without a migration.
"""

from enum import StrEnum


class CohortState(StrEnum):
    """Where a group stands on its way through the curriculum."""

    DRAFT = "draft"
    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


OPEN_STATES = (CohortState.DRAFT, CohortState.PLANNED, CohortState.RUNNING)


class CancelReason(StrEnum):
    """Why the programme cancelled a whole group."""

    TOO_FEW = "too_few"
    STAFFING = "staffing"
    SITE_CLOSED = "site_closed"
    OTHER = "other"


class SessionState(StrEnum):
    """Whether a meeting is still to come, happened, or did not happen."""

    PLANNED = "planned"
    HELD = "held"
    NOT_HELD = "not_held"


class NotHeldReason(StrEnum):
    """Why a session did not happen; none of these counts against a girl."""

    LOCKDOWN = "lockdown"
    TRANSPORT = "transport"
    STAFFING = "staffing"
    HOLIDAY = "holiday"
    SITE_CLOSED = "site_closed"
    OTHER = "other"


class BookingState(StrEnum):
    """What became of the chair that a girl of another group has in one session."""

    BOOKED = "booked"
    ATTENDED = "attended"
    MISSED = "missed"
    CANCELLED = "cancelled"


class BookingEnd(StrEnum):
    """Why a chair was given up: the session did not happen (the words of NotHeldReason), or what else came."""

    LOCKDOWN = "lockdown"
    TRANSPORT = "transport"
    STAFFING = "staffing"
    HOLIDAY = "holiday"
    SITE_CLOSED = "site_closed"
    OTHER = "other"
    TAKEN_BACK = "taken_back"
    LEFT = "left"


class EnrolmentState(StrEnum):
    """Whether a girl has her seat or has left it."""

    ACTIVE = "active"
    EXITED = "exited"


class ExitReason(StrEnum):
    """How an enrolment ended; only COMPLETED is decided by the rule, the others by a person."""

    COMPLETED = "completed"
    MOVED = "moved"
    RELEASED = "released"
    AGED_OUT = "aged_out"
    WITHDREW_ASSENT = "withdrew_assent"
    PARENT_WITHDREW = "parent_withdrew"
    SAFETY_SEPARATION = "safety_separation"
    LOST_CONTACT = "lost_contact"
    REFERRED_ON = "referred_on"


class StaffPart(StrEnum):
    """The seat a member of staff holds in a group."""

    LEAD = "lead"
    CO = "co"
    SUBSTITUTE = "substitute"


class ReadinessGap(StrEnum):
    """What a session lacks in front of the group on its date."""

    NO_LEADER = "no_leader"
    NO_CO_FACILITATOR = "no_co_facilitator"
    LEADER_NOT_CLINICAL = "leader_not_clinical"
    NO_FACILITATOR_TRAINING = "no_facilitator_training"


class ReadinessReason(StrEnum):
    """Why a coordinator lets a group go on with a gap."""

    STAFF_TO_FOLLOW = "staff_to_follow"
    TRAINING_BOOKED = "training_booked"
    SUPERVISOR_PRESENT = "supervisor_present"
    STAFF_AWAY = "staff_away"


class ProposalState(StrEnum):
    """Whether a draft is being worked on, became groups, or was put away."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class DraftChange(StrEnum):
    """What changed in a draft."""

    MOVED = "moved"
    UNDONE = "undone"
    GROUPS = "groups"
    PROPOSED = "proposed"
