"""The shape of an exception from readiness, and the words of its reasons."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from curriculum_app.cohorts.rules.states import ReadinessReason
from curriculum_app.core.forms import Form, choices

ALLOWED_BECAUSE = {
    ReadinessReason.STAFF_TO_FOLLOW: _l("Staff will be named later"),
    ReadinessReason.TRAINING_BOOKED: _l("A training is booked"),
    ReadinessReason.SUPERVISOR_PRESENT: _l("A trained supervisor will be there"),
    ReadinessReason.STAFF_AWAY: _l("Somebody is away for a short time"),
}


def because_choices() -> list[Any]:
    """The reasons of an exception, headed by an empty one."""
    return choices([("", _l("Choose")), *((each.value, ALLOWED_BECAUSE[each]) for each in ReadinessReason)])


class AllowGapForm(Form):
    """Somebody allows one gap, in one session or in all; choices that depend on rows are set by the view."""

    gap = SelectField(_l("What is missing"), [InputRequired(_l("Choose what is missing."))])
    session = SelectField(_l("In which session"), [Optional()])
    reason = SelectField(
        _l("Why the group may go on all the same"), [InputRequired(_l("Choose a reason."))], choices=because_choices()
    )
