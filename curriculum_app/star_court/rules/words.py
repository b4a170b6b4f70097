"""The closed lists of hand-offs; their values stand in the database."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a hand-off stands."""

    DRAFTED = "drafted"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    IN_SERVICES = "in_services"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self is not State.CLOSED


class Purpose(StrEnum):
    """What a hand-off is for: the court programme itself, or one of its services."""

    COURT = "court"
    SUPERVISION = "supervision"
    PLACEMENT = "placement"
    ADVOCACY = "advocacy"
    MEDICAL = "medical"
    MENTAL_HEALTH = "mental_health"
    EDUCATION = "education"


class Basis(StrEnum):
    """What allows telling the recipient anything about her."""

    RELEASE = "release"
    COURT_ORDER = "order"
    AGENCY = "agency"


class PacketField(StrEnum):
    """One thing that a packet may tell, in the order in which it is shown. There is no other."""

    NAME = "name"
    CHOSEN_NAME = "chosen_name"
    BIRTH_DATE = "birth_date"
    LANGUAGE = "language"
    HOME_AREA = "home_area"
    PLACEMENT = "placement"
    ADDRESS = "address"
    PHONE = "phone"
    SAFE_CONTACT = "safe_contact"
    GUARDIAN = "guardian"
    SCHOOL = "school"


class Reason(StrEnum):
    """Why a hand-off was declined or closed."""

    NO_PLACE = "no_place"
    NOT_ELIGIBLE = "not_eligible"
    SHE_DECLINED = "she_declined"
    GUARDIAN_DECLINED = "guardian_declined"
    SERVICES_COMPLETED = "services_completed"
    MOVED_AWAY = "moved_away"
    LOST_CONTACT = "lost_contact"
    WITHDRAWN = "withdrawn"
    OTHER = "other"


class ServiceKind(StrEnum):
    """What a girl gets under a hand-off."""

    SUPERVISION = "supervision"
    PLACEMENT_LOCAL = "placement_local"
    PLACEMENT_OUT_OF_STATE = "placement_out_of_state"
    ADVOCACY = "advocacy"
    MEDICAL = "medical"
    MENTAL_HEALTH = "mental_health"
    EDUCATION = "education"


class Outcome(StrEnum):
    """How a service ended."""

    COMPLETED = "completed"
    GOES_ON_ELSEWHERE = "goes_on_elsewhere"
    SHE_ENDED = "she_ended"
    LOST_CONTACT = "lost_contact"
    NOT_AVAILABLE = "not_available"


class Way(StrEnum):
    """How a packet reaches its recipient."""

    LINK = "link"
    PRINT = "print"
