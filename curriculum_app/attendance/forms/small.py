"""The small forms beside the sheet: walk-ins and decisions, make-ups, sessions that did not happen, paper."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from curriculum_app.attendance.forms.sheets import MARK, MINUTES, OP, REASON, VERSION
from curriculum_app.core.forms import Form, IdField

LONGEST_NAME = 60
LONGEST_REASON = 500


class VisitForm(Form):
    """Somebody who came without a place: three fields."""

    id = IdField(validators=[InputRequired()])
    first_name = StringField(
        _l("First name"), validators=[InputRequired(_l("Enter her first name.")), Length(max=LONGEST_NAME)]
    )
    last_initial = StringField(
        _l("First letter of her last name"),
        validators=[InputRequired(_l("Enter one letter.")), Length(max=1, message=_l("Enter one letter only."))],
    )
    age = IntegerField(
        _l("Age"),
        validators=[
            InputRequired(_l("Enter her age.")),
            NumberRange(5, 25, message=_l("Enter her age in years, from 5 to 25.")),
        ],
    )


class EnrolVisitForm(Form):
    """A walk-in gets a seat: the code of her record, and reasons where the group is closed or she is out of range."""

    code = StringField(
        _l("Her code"),
        validators=[InputRequired(_l("Enter the five letters and digits of her code.")), Length(max=10)],
    )
    late_reason = TextAreaField(_l("Why she joins late"), validators=[Optional(), Length(max=LONGEST_REASON)])
    eligibility_reason = TextAreaField(
        _l("Why she joins although something speaks against it"),
        validators=[Optional(), Length(max=LONGEST_REASON)],
    )


class DeclineVisitForm(Form):
    """A walk-in gets no seat, with a coded reason."""

    reason = RadioField(_l("Why not"), validators=[InputRequired(_l("Choose a reason."))])


class NotHeldForm(Form):
    """Why a session did not happen."""

    reason = RadioField(_l("Why did it not happen?"), validators=[InputRequired(_l("Choose a reason."))])


class MakeUpForm(Form):
    """A lesson made up: of whom, when, how, for how long, by whom."""

    id = IdField(validators=[InputRequired()])
    enrolment_id = SelectField(_l("Girl"), validators=[InputRequired(_l("Choose a girl."))])
    made_up_on = DateField(_l("Date"), validators=[InputRequired(_l("Enter the date."))])
    how = SelectField(_l("How"), validators=[InputRequired(_l("Choose how."))])
    minutes = IntegerField(
        _l("Minutes"),
        validators=[
            InputRequired(_l("Enter the minutes.")),
            NumberRange(1, 600, message=_l("Enter whole minutes, up to 600.")),
        ],
    )
    given_by_id = SelectField(_l("Given by"), validators=[InputRequired(_l("Choose who gave it."))])


class TranscriptForm(Form):
    """A paper sheet typed in: one letter a girl in the order of the list, and the date on the paper."""

    reads_also = (MARK, REASON, MINUTES, VERSION, OP)

    letters = StringField(_l("Letters in the order of the list"), validators=[InputRequired(_l("Type the letters."))])
    paper_on = DateField(_l("Date on the paper"), validators=[InputRequired(_l("Enter the date on the paper."))])
    because = TextAreaField(_l("Why are you changing this now?"), validators=[Optional(), Length(max=LONGEST_REASON)])
