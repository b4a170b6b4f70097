"""A form for each question. Dates and times are those of the wall clock here; blanks are left for later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectMultipleField, StringField, TextAreaField, TimeField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from curriculum_app.concerns.rules.instants import wall_instant
from curriculum_app.concerns.rules.words import AboutStaff, Agency, ClockKind, Known, Question
from curriculum_app.core import clock
from curriculum_app.core.forms import Form, IdField, choices

LONGEST_TEXT = 20_000
EARLIEST = date(2000, 1, 1)
TOO_LONG = _l("Keep this under 20,000 characters.")
ABOUT_STAFF = (
    (AboutStaff.NO, _l("No")),
    (AboutStaff.YES, _l("Yes, and I choose the name below")),
    (AboutStaff.OTHER, _l("Yes, somebody who is not on this list")),
)
AGENCIES = (
    (Agency.WELFARE, _l("County Child Protection Hotline")),
    (Agency.POLICE, _l("A police department")),
    (Agency.SHERIFF, _l("The sheriff's department")),
    (Agency.PROBATION, _l("A county probation department")),
)
KNOWN = ((Known.YES, _l("Yes")), (Known.NO, _l("No")), (Known.UNSURE, _l("I am not sure")))


def not_long_ago(_form: Any, field: Any) -> None:  # noqa: ANN401 - WTForms' own
    """A year with a slip of the finger in it."""
    if field.data is not None and field.data < EARLIEST:
        raise ValidationError(str(_l("Check the year.")))


class WhenForm(Form):
    """A date and a time of the wall clock; a button `now` stands for this minute."""

    reads_also = ("question", "now")

    day = DateField(_l("Date"), [Optional(), not_long_ago])
    time = TimeField(_l("Time"), [Optional()])

    def instant(self) -> datetime | None:
        """The instant that was typed; None unless both parts are there."""
        if self.day.data is None or self.time.data is None:
            return None
        return wall_instant(self.day.data, self.time.data, clock.zone())


def whole(form: WhenForm, *, may_be_blank: bool) -> bool:
    """Whether date and time are both there, or both blank where that is allowed; a missing one gets its error."""
    if form.day.data is not None and form.time.data is not None:
        return True
    if may_be_blank and form.time.data is None:
        return True
    missing = form.time if form.time.data is None else form.day
    missing.errors = [*missing.errors, _l("Enter the date and the time.")]
    return False


def _accused() -> SelectMultipleField:
    return SelectMultipleField(
        _l("Who is it?"), [Optional()], widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )


class NewForm(WhenForm):
    """The beginning of a record."""

    id = IdField(validators=[InputRequired(_l("Reload the page and try again."))])
    enrolment_id = IdField()
    participant_id = IdField()
    about_staff = RadioField(
        _l("Is it about somebody on the staff?"), [InputRequired(_l("Choose an answer."))], choices=choices(ABOUT_STAFF)
    )
    accused = _accused()


class LearnedForm(WhenForm):
    """When she learned of it."""


class PhoneForm(WhenForm):
    """The call."""

    agency = RadioField(_l("Which agency"), [Optional()], choices=choices(AGENCIES))
    spoken_to = StringField(_l("Whom you spoke to"), [Length(max=200)])
    referral_number = StringField(_l("Referral number"), [Length(max=40)])


class TextForm(Form):
    """What was seen or heard."""

    reads_also = ("question",)

    text = TextAreaField(
        _l("What she said or what you saw"), [Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw={"rows": 8}
    )


class ExploitedForm(Form):
    """Whether the agency's own duty applies."""

    reads_also = ("question",)

    exploited = RadioField(
        _l("Does one of these hold?"), [InputRequired(_l("Choose an answer."))], choices=choices(KNOWN)
    )


class DoneForm(WhenForm):
    """When something was sent."""


class ReasonForm(Form):
    """Why a step is not required."""

    clock = StringField(validators=[InputRequired()])
    reason = TextAreaField(_l("Why is it not required?"), [Length(max=2_000)], render_kw={"rows": 3})


class AccusedForm(Form):
    """More people of the staff whom it is about."""

    accused = _accused()


class FollowUpForm(Form):
    """A dated remark."""

    follow_up = TextAreaField(
        _l("What was done since"), [Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw={"rows": 4}
    )


FORMS: dict[Question, type[Form]] = {
    Question.LEARNED: LearnedForm,
    Question.PHONE: PhoneForm,
    Question.TEXT: TextForm,
    Question.EXPLOITED: ExploitedForm,
    Question.CROSS: DoneForm,
    Question.WRITTEN: DoneForm,
}
CLOCK_OF = {Question.PHONE: ClockKind.PHONE, Question.CROSS: ClockKind.CROSS, Question.WRITTEN: ClockKind.WRITTEN}


def offer_staff(form: Any, staff: Iterable[tuple[str, str]]) -> Any:  # noqa: ANN401 - a form with `accused`
    """Let `form` offer these people of the staff."""
    form.accused.choices = choices(staff)
    return form
