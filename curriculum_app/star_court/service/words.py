"""The closed lists in words, for forms and pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.star_court.rules.words import Basis, Outcome, PacketField, Purpose, Reason, ServiceKind, State

STATES = {
    State.DRAFTED: _l("Draft"),
    State.SENT: _l("Sent"),
    State.ACCEPTED: _l("Accepted"),
    State.DECLINED: _l("Declined"),
    State.IN_SERVICES: _l("In services"),
    State.CLOSED: _l("Closed"),
}
PURPOSES = {
    Purpose.COURT: _l("The STAR Court program"),
    Purpose.SUPERVISION: _l("Intensive supervision"),
    Purpose.PLACEMENT: _l("Placement"),
    Purpose.ADVOCACY: _l("Survivor advocacy and mentoring"),
    Purpose.MEDICAL: _l("Medical care"),
    Purpose.MENTAL_HEALTH: _l("Mental health care"),
    Purpose.EDUCATION: _l("Education"),
}
BASES = {
    Basis.RELEASE: _l("Her own release to this recipient for this purpose"),
    Basis.COURT_ORDER: _l("A court order"),
    Basis.AGENCY: _l("An agency's authority over her care"),
}
FIELDS = {
    PacketField.NAME: _l("Full name"),
    PacketField.CHOSEN_NAME: _l("Chosen name"),
    PacketField.BIRTH_DATE: _l("Birth date"),
    PacketField.LANGUAGE: _l("Language"),
    PacketField.HOME_AREA: _l("Home service area"),
    PacketField.PLACEMENT: _l("Placement"),
    PacketField.ADDRESS: _l("Address"),
    PacketField.PHONE: _l("Phone"),
    PacketField.SAFE_CONTACT: _l("Safe way and time to reach her"),
    PacketField.GUARDIAN: _l("Guardian"),
    PacketField.SCHOOL: _l("School"),
}
REASONS = {
    Reason.NO_PLACE: _l("No place free"),
    Reason.NOT_ELIGIBLE: _l("Not eligible there"),
    Reason.SHE_DECLINED: _l("She declined"),
    Reason.GUARDIAN_DECLINED: _l("Her guardian declined"),
    Reason.SERVICES_COMPLETED: _l("Services completed"),
    Reason.MOVED_AWAY: _l("She moved away"),
    Reason.LOST_CONTACT: _l("Contact was lost"),
    Reason.WITHDRAWN: _l("We took it back"),
    Reason.OTHER: _l("Another reason"),
}
SERVICES = {
    ServiceKind.SUPERVISION: _l("Intensive supervision by a specially trained DPO"),
    ServiceKind.PLACEMENT_LOCAL: _l("Placement, local"),
    ServiceKind.PLACEMENT_OUT_OF_STATE: _l("Placement, out of state"),
    ServiceKind.ADVOCACY: _l("Survivor advocacy and mentoring"),
    ServiceKind.MEDICAL: _l("Medical care"),
    ServiceKind.MENTAL_HEALTH: _l("Mental health care"),
    ServiceKind.EDUCATION: _l("Education"),
}
OUTCOMES = {
    Outcome.COMPLETED: _l("Completed"),
    Outcome.GOES_ON_ELSEWHERE: _l("Goes on somewhere else"),
    Outcome.SHE_ENDED: _l("She ended it"),
    Outcome.LOST_CONTACT: _l("Contact was lost"),
    Outcome.NOT_AVAILABLE: _l("It could not be given"),
}
PERMITTED_BY = {
    ConsentBasis.GUARDIAN: _l("Parent or guardian"),
    ConsentBasis.COURT_ORDER: _l("Court order"),
    ConsentBasis.MINOR_CONSENT: _l("She herself, where the law lets a minor consent"),
    ConsentBasis.AGENCY: _l("Agency with authority over her care"),
}
