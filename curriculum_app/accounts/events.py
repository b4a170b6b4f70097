"""What the audit remembers about accounts. Ids, words and numbers only."""

from curriculum_app.core.audit import Event

SIGNED_IN = Event("accounts:sign-in:opened", keys=("second_factor",))
SIGN_IN_REFUSED = Event("accounts:sign-in:refused")
LOCKED_OUT = Event("accounts:sign-in:locked")
SIGNED_OUT = Event("accounts:sign-in:ended", keys=("because",))
HANDED_OVER = Event("accounts:sign-in:handed-over")
UNLOCKED = Event("accounts:sign-in:unlocked", keys=("factor",))
UNLOCK_REFUSED = Event("accounts:unlock:refused")

PASSWORD_SET = Event("accounts:password:set", keys=("through",))
PASSWORD_REFUSED = Event("accounts:password:refused")
SECOND_FACTOR_SET = Event("accounts:second-factor:set")
SECOND_FACTOR_FORGOTTEN = Event("accounts:second-factor:forgotten")
RECOVERY_CODES_MADE = Event("accounts:recovery-codes:made")
RECOVERY_CODE_USED = Event("accounts:recovery-code:used", keys=("left",))
LANGUAGE_CHANGED = Event("accounts:language:changed", keys=("was", "now"))

USER_CREATED = Event("accounts:user:created")
USERS_READ = Event("accounts:users:read")
USER_DEACTIVATED = Event("accounts:user:deactivated")
USER_REACTIVATED = Event("accounts:user:reactivated")
LINK_MADE = Event("accounts:set-up-link:made")
LINK_USED = Event("accounts:set-up-link:used")
LINK_REFUSED = Event("accounts:set-up-link:refused")
FIELD_IGNORED = Event("accounts:form:field-ignored", keys=("endpoint", "field"))

ROLE_GRANTED = Event("accounts:role:granted", keys=("role", "service_area", "is_approved"))
ROLE_APPROVED = Event("accounts:role:approved", keys=("role",))
ROLE_ENDED = Event("accounts:role:ended", keys=("role",))
