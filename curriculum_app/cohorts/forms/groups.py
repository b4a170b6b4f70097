"""The shape of what coordinators type about cohorts, and the words of what they choose from.

Choices that depend on rows are set by the views.
"""

from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.cohorts.forms.readiness import because_choices
from curriculum_app.cohorts.rules.exits import CHOSEN_BY_HAND
from curriculum_app.cohorts.rules.states import CancelReason, ExitReason, StaffPart
from curriculum_app.core.forms import Form, IdField, choices

WEEKDAYS = (
    _l("Monday"),
    _l("Tuesday"),
    _l("Wednesday"),
    _l("Thursday"),
    _l("Friday"),
    _l("Saturday"),
    _l("Sunday"),
)
EXIT = {
    ExitReason.COMPLETED: _l("Completed"),
    ExitReason.MOVED: _l("Moved to another placement or group"),
    ExitReason.RELEASED: _l("Released"),
    ExitReason.AGED_OUT: _l("Aged out"),
    ExitReason.WITHDREW_ASSENT: _l("She chose to stop"),
    ExitReason.PARENT_WITHDREW: _l("Parent or guardian withdrew her"),
    ExitReason.SAFETY_SEPARATION: _l("Separated for safety"),
    ExitReason.LOST_CONTACT: _l("Lost contact"),
    ExitReason.REFERRED_ON: _l("Referred on"),
}
CANCEL = {
    CancelReason.TOO_FEW: _l("Too few girls"),
    CancelReason.STAFFING: _l("No staff"),
    CancelReason.SITE_CLOSED: _l("The site closed"),
    CancelReason.OTHER: _l("Something else"),
}
PART = {
    StaffPart.LEAD: _l("Leader"),
    StaffPart.CO: _l("Co-facilitator"),
    StaffPart.SUBSTITUTE: _l("Substitute"),
}
CHOOSE = ("", _l("Choose"))
MINUTES = NumberRange(15, 240, _l("Choose from 15 to 240 minutes."))
SEATS = NumberRange(1, 30, _l("Choose from 1 to 30 seats."))
LONGEST_LIST = 60


def parse_dates(text: str) -> tuple[date, ...]:
    """The ISO or US dates in a text, separated by commas, semicolons or lines. Raises ValueError with the bad one."""
    found = []
    for part in text.replace(";", ",").replace("\n", ",").split(","):
        word = part.strip()
        if word:
            found.append(_date(word))
    return tuple(found)


def _date(word: str) -> date:
    try:
        if "/" in word:
            month, day, year = (int(each) for each in word.split("/"))
            return date(year, month, day)
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(word) from None


def id_or_none(text: object) -> UUID | None:
    """The id that a choice holds; None where nothing, or no id, was chosen."""
    try:
        return UUID(str(text)) if text else None
    except ValueError:
        return None


class DatesField(TextAreaField):
    """Several dates in one box."""

    def dates(self) -> tuple[date, ...]:
        """The dates typed; empty when nothing is."""
        return parse_dates(self.data or "")

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002 - the signature of WTForms
        """Refuse what is not a date, naming it."""
        try:
            dates = self.dates()
        except ValueError as error:
            raise ValidationError(_("“%(word)s” is not a date. Write 2026-12-24 or 12/24/2026.", word=error)) from None
        if len(dates) > LONGEST_LIST:
            raise ValidationError(_("List at most %(number)s days.", number=LONGEST_LIST))


class NewCohortForm(Form):
    """A new group: most of it is filled in already."""

    id = IdField()
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
    skips_holidays = BooleanField(_l("Skip public holidays"), default=True)
    closed_days = DatesField(
        _l("Other days without a session"),
        [Optional(), Length(max=1000)],
        description=_l("One or more dates, such as 12/24/2026, 12/31/2026."),
    )
    language = SelectField(_l("Language of the group"), [Optional()], default="en")
    capacity = IntegerField(_l("Seats"), [InputRequired(_l("Enter the number of seats.")), SEATS])
    lead = SelectField(_l("Leader"), [Optional()])
    co = SelectField(_l("Co-facilitator"), [Optional()])
    venue = StringField(
        _l("Where exactly"),
        [Optional(), Length(max=200)],
        description=_l("Room or address. Those who lead see it from 72 hours before each session."),
    )
    exception = SelectField(
        _l("Why the group may go on all the same"), [Optional()], choices=because_choices(), default=""
    )
    step = HiddenField()


class EditCohortForm(Form):
    """What may change while a group goes on."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_l("Reload the page and try again."))])
    capacity = IntegerField(_l("Seats"), [InputRequired(_l("Enter the number of seats.")), SEATS])
    starts_at = TimeField(_l("Starts at"), [InputRequired(_l("Enter a time, such as 4:00 PM."))])
    minutes = IntegerField(_l("Minutes"), [InputRequired(_l("Enter the minutes of a session.")), MINUTES])
    entry_closes_after = IntegerField(
        _l("Closed to new girls after session"),
        [InputRequired(_l("Enter a session number.")), NumberRange(0, 30, _l("Choose from 0 to 30."))],
        description=_l("Joining later needs a reason."),
    )
    venue = StringField(
        _l("Where exactly"),
        [Optional(), Length(max=200)],
        description=_l("Room or address. Those who lead see it from 72 hours before each session."),
    )


class EnrolForm(Form):
    """One girl takes a seat; reasons only where one is asked for."""

    id = IdField()
    participant = HiddenField(validators=[InputRequired(_l("Choose a girl."))])
    late_reason = StringField(_l("Why she joins now"), [Optional(), Length(max=500)])
    eligibility_reason = StringField(
        _l("Why she joins although something speaks against it"), [Optional(), Length(max=500)]
    )


class WithdrawForm(Form):
    """A girl leaves."""

    reason = SelectField(_l("How she left"), [InputRequired(_l("Choose how she left."))])
    exited_on = DateField(_l("Last day"), [InputRequired(_l("Enter a date."))])


class MoveGirlForm(Form):
    """A girl changes to another group."""

    id = IdField()
    cohort = SelectField(_l("Group"), [InputRequired(_l("Choose a group."))], coerce=id_or_none)
    late_reason = StringField(
        _l("Why she joins now"),
        [Optional(), Length(max=500)],
        description=_l("Only needed when that group is closed to new girls."),
    )
    eligibility_reason = StringField(
        _l("Why she joins although something speaks against it"), [Optional(), Length(max=500)]
    )


class CancelForm(Form):
    """The programme cancels a group."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(_l("Reload the page and try again."))])
    reason = SelectField(
        _l("Why"),
        [InputRequired(_l("Choose a reason."))],
        choices=choices([CHOOSE, *((each.value, CANCEL[each]) for each in CancelReason)]),
    )


class StaffForm(Form):
    """Somebody leads, from a day on, perhaps until another."""

    id = IdField()
    user = SelectField(_l("Person"), [InputRequired(_l("Choose a person."))])
    part = SelectField(
        _l("Part"),
        choices=choices([(each.value, PART[each]) for each in (StaffPart.LEAD, StaffPart.CO)]),
    )
    from_on = DateField(_l("First day"), [InputRequired(_l("Enter a date."))])
    until_on = DateField(_l("Last day"), [Optional()])


class SubstituteForm(Form):
    """Somebody stands in for one session."""

    id = IdField()
    user = SelectField(_l("Person"), [InputRequired(_l("Choose a person."))])


class SessionTimeForm(Form):
    """When a session is held."""

    id = IdField()
    held_on = DateField(_l("Date"), [InputRequired(_l("Enter a date."))])
    starts_at = TimeField(_l("Starts at"), [InputRequired(_l("Enter a time, such as 4:00 PM."))])


class MoveSessionForm(SessionTimeForm):
    """Another date for a session. `shown` is the date and time whose consequences the page has shown."""

    later = BooleanField(_l("Move the later sessions too"))
    shown = HiddenField()

    @property
    def asked(self) -> str:
        """The date and time typed, as `shown` writes them."""
        return f"{self.held_on.data}T{self.starts_at.data}"


def given(field: Field) -> Any:  # noqa: ANN401 - a date, a time or a number, as its field says
    """The value of a field that validation has found to be there."""
    return field.data


def exit_choices(*, but: frozenset[str] = frozenset()) -> list[Any]:
    """The reasons a person may choose for an exit, headed by an empty one."""
    return choices([CHOOSE, *((each.value, EXIT[each]) for each in CHOSEN_BY_HAND if each.value not in but)])
