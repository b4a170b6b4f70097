"""The shape of days on which a site is closed."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.places.rules import ClosureReason
from curriculum_app.places.service import CLOSED_BECAUSE


class ClosureForm(Form):
    """From when to when, and why."""

    id = IdField()
    from_on = DateField(_l("First day"), [InputRequired(_l("Enter a date."))])
    until_on = DateField(_l("Last day"), [InputRequired(_l("Enter a date."))])
    reason = SelectField(
        _l("Why"),
        [InputRequired(_l("Choose a reason."))],
        choices=choices([("", _l("Choose")), *((each.value, CLOSED_BECAUSE[each]) for each in ClosureReason)]),
    )
