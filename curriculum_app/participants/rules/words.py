"""The closed lists of intake:

where a referral stands, why it ended, how a home area was found, race and ethnicity.
"""

from enum import StrEnum


class ReferralState(StrEnum):
    """Where a referral stands; the values are part of the program's contract."""

    RECEIVED = "received"
    SCREENED = "screened"
    WAITLISTED = "waitlisted"
    ENROLLED = "enrolled"
    INELIGIBLE = "ineligible"
    DECLINED = "declined"
    REFERRED_ON = "referred_on"

    @property
    def is_open(self) -> bool:
        """Whether someone still owes the girl an answer."""
        return self in {ReferralState.RECEIVED, ReferralState.SCREENED, ReferralState.WAITLISTED}


class ReferralReason(StrEnum):
    """Why a referral ended without a place."""

    AGE = "age"
    OUTSIDE_AREA = "outside_area"
    ALREADY_SERVED = "already_served"
    SHE_DECLINED = "she_declined"
    GUARDIAN_DECLINED = "guardian_declined"
    NO_CONTACT = "no_contact"
    MOVED_AWAY = "moved_away"
    OTHER_SERVICE = "other_service"
    OTHER = "other"


class AreaState(StrEnum):
    """What is known about a girl's home service area."""

    DECIDED = "decided"
    OUTSIDE = "outside"
    UNDECIDED = "undecided"


class AreaBasis(StrEnum):
    """What a home service area rests on."""

    ZIP = "zip"
    ADDRESS = "address"
    OVERRIDE = "override"


class Race(StrEnum):
    """Race and ethnicity as one question (OMB Statistical Policy Directive 15, 2024);

    every selection is stored.
    """

    AMERICAN_INDIAN = "american_indian"
    ASIAN = "asian"
    BLACK = "black"
    HISPANIC = "hispanic"
    MIDDLE_EASTERN = "middle_eastern"
    PACIFIC_ISLANDER = "pacific_islander"
    WHITE = "white"


class ApartReason(StrEnum):
    """Why two girls do not share a group; for coordinators with reach over both, never a label on one of them."""

    CONFLICT = "conflict"
    SAFETY = "safety"
    HER_REQUEST = "her_request"
    FAMILY_REQUEST = "family_request"
    PLACEMENT_REQUEST = "placement_request"
    COURT_ORDER = "court_order"


class ApartState(StrEnum):
    """Where a keep-apart pair stands: somebody asked for it, it is held to, or it is over."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    ENDED = "ended"
