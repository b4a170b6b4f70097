"""Words for what was decided about a girl, for every room that shows it."""

from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.participants.rules.words import AreaBasis, ReferralReason

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
BASIS_WORDS = {
    AreaBasis.ZIP: _l("Her ZIP code"),
    AreaBasis.ADDRESS: _l("Her street address, looked up"),
    AreaBasis.OVERRIDE: _l("Another reason, written below"),
}
