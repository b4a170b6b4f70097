"""What is done with referrals and the people in them, verb first; each use case lives in a module of its own."""

from curriculum_app.participants.service.importing import PlannedRow, ReferralPlan, import_referrals, plan_import
from curriculum_app.participants.service.people import back_to_waitlist, mark_enrolled
from curriculum_app.participants.service.receiving import Received, receive_referral
from curriculum_app.participants.service.states import (
    close_referral,
    reopen_referral,
    screen_referral,
    waitlist_referral,
)

__all__ = [
    "PlannedRow",
    "Received",
    "ReferralPlan",
    "back_to_waitlist",
    "close_referral",
    "import_referrals",
    "mark_enrolled",
    "plan_import",
    "receive_referral",
    "reopen_referral",
    "screen_referral",
    "waitlist_referral",
]
