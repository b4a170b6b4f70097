"""The shape of a training record as a coordinator types it, and the words of its kinds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.trainings.rules import TrainingKind

KINDS = {
    TrainingKind.CLINICAL: _l("Clinical training"),
    TrainingKind.FACILITATOR: _l("Facilitator training"),
}
UNTIL_HINT = _l("Leave empty when it does not run out.")


class NewTrainingForm(Form):
    """A training from one day to another."""

    id = IdField()
    kind = RadioField(
        _l("Training"),
        [InputRequired(_l("Choose a training."))],
        choices=choices([(each.value, KINDS[each]) for each in TrainingKind]),
    )
    valid_from = DateField(_l("Counts from"), [InputRequired(_l("Enter a date."))])
    valid_until = DateField(_l("Last day it counts"), [Optional()], description=UNTIL_HINT)


class TrainingDatesForm(Form):
    """The days of a training that is recorded. `version` is the record that the page was built on."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_l("Reload the page and try again."))])
    valid_from = DateField(_l("Counts from"), [InputRequired(_l("Enter a date."))])
    valid_until = DateField(_l("Last day it counts"), [Optional()], description=UNTIL_HINT)
