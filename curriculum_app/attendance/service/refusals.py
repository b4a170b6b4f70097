"""What attendance says no to, in words for the person who asked."""

from flask_babel import lazy_gettext as _l

from curriculum_app.core.errors import Conflict, Refusal


class NotOnThisSheet(Refusal):
    """A mark for somebody who has no place on this sheet; the whole batch is left unsaved."""

    message = _l("One person isn't on this list. Reload and try again.")


class TooEarly(Refusal):
    """The session is still to come."""

    message = _l("This session is still to come. You can take attendance from its day on.")


class SessionNotHeld(Refusal):
    """The session did not happen, so there is nothing to be present at."""

    message = _l("This session did not happen, so nobody can be marked.")


class GroupNotRunning(Refusal):
    """The group is a draft or was cancelled."""

    message = _l("This group is not running.")


class BecauseNeeded(Refusal):
    """A correction more than seven days after the session, without a reason."""

    message = _l("This session was more than 7 days ago. Write why you are changing it now.")
    field = "because"


class AlreadyDecided(Refusal):
    """Somebody else has decided about this walk-in."""

    message = _l("This visit has been decided already.")


class NothingMissed(Refusal):
    """A make-up for a girl who was there, or who is not of this session."""

    message = _l("She did not miss this lesson.")
    field = "enrolment_id"


class AlreadyMadeUp(Refusal):
    """The lesson was made up before, here or in another group."""

    message = _l("She has made up this lesson already.")
    field = "enrolment_id"


class MadeUpTooSoon(Refusal):
    """A make-up dated before the session it makes up for, or in the future."""

    message = _l("Give a date from the day of the session up to today.")
    field = "made_up_on"


class MakeUpTooShort(Refusal):
    """Fewer minutes than earn the lesson."""

    message = _l("A make-up needs at least %(needed)s minutes to count.")
    field = "minutes"


class NotTheProgrammes(Refusal):
    """The person who gave the make-up does not lead this group."""

    message = _l("Choose somebody who leads this group.")
    field = "given_by_id"


class NobodyWithThisCode(Refusal):
    """No girl within reach has the code."""

    message = _l("There is no girl with this code. Check it, or add a referral first.")
    field = "code"


class ChairGone(Refusal):
    """Somebody else took the chair, the session moved or ended, or it was never one for her."""

    message = _l("This chair is not free any more. Choose another one.")


class NoMakeUpHelps(Refusal):
    """She needs no lesson any more, or has had as many make-ups as count."""

    message = _l("Another make-up would not count for her.")


class NotBooked(Refusal):
    """The chair was given up, or she has used it."""

    message = _l("This chair is not booked any more.")


class GuestMinutes(Refusal):
    """Minutes that the session did not have."""

    message = _l("Enter whole minutes from 1 to %(most)s.")
    field = "minutes"


class GuestChanged(Conflict):
    """Two people answered for the same guest."""

    message = _l("Someone else has answered for this guest. Check it and answer again.")
