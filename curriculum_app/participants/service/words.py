"""Words for what was decided about a girl, for every room that shows it."""

from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.participants.rules.words import AreaBasis, Race, ReferralReason

REASON_WORDS = {
    ReferralReason.AGE: _l("her age"),
    ReferralReason.OUTSIDE_AREA: _l("lives outside the service areas"),
    ReferralReason.ALREADY_SERVED: _l("was in a group before"),
    ReferralReason.SHE_DECLINED: _l("she said no"),
    ReferralReason.GUARDIAN_DECLINED: _l("her guardian said no"),
    ReferralReason.NO_CONTACT: _l("nobody could reach her"),
    ReferralReason.MOVED_AWAY: _l("moved away"),
    ReferralReason.OTHER_SERVICE: _l("another service fits better"),
    ReferralReason.OTHER: _l("another reason"),
}
# As a form and the year's report say it: yes, no, or nothing that anybody knows.
CHILD_WELFARE_WORDS = {True: _l("Yes"), False: _l("No"), None: _l("Not known")}
BASIS_WORDS = {
    AreaBasis.ZIP: _l("Her ZIP code"),
    AreaBasis.ADDRESS: _l("Her street address, looked up"),
    AreaBasis.OVERRIDE: _l("Another reason, written below"),
}
RACES = (
    (Race.AMERICAN_INDIAN, _l("American Indian or Alaska Native")),
    (Race.ASIAN, _l("Asian")),
    (Race.BLACK, _l("Black or African American")),
    (Race.HISPANIC, _l("Hispanic or Latino")),
    (Race.MIDDLE_EASTERN, _l("Middle Eastern or North African")),
    (Race.PACIFIC_ISLANDER, _l("Native Hawaiian or Pacific Islander")),
    (Race.WHITE, _l("White")),
)
