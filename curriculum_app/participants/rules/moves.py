"""Where a referral may go from where it stands, and which reasons end it."""

from collections.abc import Mapping
from types import MappingProxyType

from curriculum_app.participants.rules.words import ReferralReason, ReferralState

_S, _R = ReferralState, ReferralReason
CLOSED = (_S.INELIGIBLE, _S.DECLINED, _S.REFERRED_ON)

# What staff may do by hand; a seat is given and taken by the groups alone.
MOVES: Mapping[ReferralState, tuple[ReferralState, ...]] = MappingProxyType(
    {
        _S.RECEIVED: (_S.SCREENED, *CLOSED),
        _S.SCREENED: (_S.WAITLISTED, *CLOSED),
        _S.WAITLISTED: CLOSED,
        _S.ENROLLED: (),
        _S.INELIGIBLE: (_S.RECEIVED,),
        _S.DECLINED: (_S.RECEIVED,),
        _S.REFERRED_ON: (_S.RECEIVED,),
    }
)

REASONS: Mapping[ReferralState, tuple[ReferralReason, ...]] = MappingProxyType(
    {
        _S.INELIGIBLE: (_R.AGE, _R.OUTSIDE_AREA, _R.ALREADY_SERVED, _R.OTHER),
        _S.DECLINED: (_R.SHE_DECLINED, _R.GUARDIAN_DECLINED, _R.NO_CONTACT, _R.MOVED_AWAY, _R.OTHER),
        _S.REFERRED_ON: (_R.OTHER_SERVICE, _R.OUTSIDE_AREA, _R.AGE, _R.OTHER),
    }
)


def may_move(now: ReferralState, to: ReferralState) -> bool:
    """Whether staff may move a referral from `now` to `to` by hand."""
    return to in MOVES[now]
