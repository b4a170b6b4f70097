"""The shape of a possible group of a draft, and of what is pressed on the board."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, TimeField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.cohorts.forms.groups import MINUTES, SEATS, WEEKDAYS
from curriculum_app.cohorts.forms.readiness import because_choices
from curriculum_app.core.forms import Form, IdField, choices


class PossibleGroupForm(Form):
    """A group that could be: when and where it would meet, in which language, with how many and whom in front."""

    id = IdField()
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    site = SelectField(_l("Site"), [InputRequired(_l("Choose a site."))])
    first_on = DateField(_l("First session"), [InputRequired(_l("Enter the date of the first session."))])
    starts_at = TimeField(_l("Starts at"), [InputRequired(_l("Enter a time, such as 4:00 PM."))])
    minutes = IntegerField(_l("Minutes"), [InputRequired(_l("Enter the minutes of a session.")), MINUTES])
    weekdays = SelectMultipleField(
        _l("Weekdays"),
        choices=choices([(str(number), day) for number, day in enumerate(WEEKDAYS)]),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Leave empty to meet once a week, on the weekday of the first session."),
    )
    language = SelectField(_l("Language of the group"))
    seats = IntegerField(_l("Seats"), [InputRequired(_l("Enter the number of seats.")), SEATS])
    lead = SelectField(_l("Leader"), [Optional()])
    co = SelectField(_l("Co-facilitator"), [Optional()])
    exception = SelectField(
        _l("Why the group may go on without trained people"), [Optional()], choices=because_choices()
    )


class AreaForm(Form):
    """In which service area groups are formed."""

    service_area = IntegerField(_l("Service area"), [InputRequired(_l("Choose a service area."))])
