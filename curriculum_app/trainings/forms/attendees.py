"""The shape of an attendee: typed in by staff, signed in by herself, and her answer three months later."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import Field, RadioField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from curriculum_app.core.forms import Form, choices
from curriculum_app.trainings.rules.courses import Applied
from curriculum_app.trainings.rules.rows import is_email
from curriculum_app.trainings.service.attendees import Person

MOST_LINE = 300


class AttendeeForm(Form):
    """Somebody who came."""

    name = StringField(_l("Name"), [InputRequired(_l("Enter the name.")), Length(max=120)])
    organisation = StringField(_l("Organization"), [InputRequired(_l("Enter the organization.")), Length(max=160)])
    role = StringField(_l("Role"), [Optional(), Length(max=120)])
    email = StringField(_l("E-mail"), [Optional(), Length(max=254)])

    def validate_email(self, field: Field) -> None:
        """An address that looks like one."""
        if field.data and not is_email(field.data):
            raise ValidationError(_l("Write the whole e-mail address, like name@example.com."))

    @property
    def person(self) -> Person:
        """What was typed; call after `validate`."""
        name, organisation = self.name.data or "", self.organisation.data or ""
        return Person(name, organisation, self.role.data or "", self.email.data or "")


class SignInForm(AttendeeForm):
    """The same, said of oneself."""

    name = StringField(
        _l("Your name"), [InputRequired(_l("Enter your name.")), Length(max=120)],
        description=_l("As it should stand on the certificate."),
    )  # fmt: skip
    organisation = StringField(
        _l("Your organization"), [InputRequired(_l("Enter your organization.")), Length(max=160)]
    )
    role = StringField(_l("Your role"), [Optional(), Length(max=120)])
    email = StringField(_l("Your e-mail"), [Optional(), Length(max=254)])


class AnswerForm(Form):
    """Whether somebody used it; on the public page each answer is a button of its own."""

    answer = RadioField(
        _l("Used it since?"),
        [InputRequired(_l("Choose an answer."))],
        choices=choices([(Applied.USED.value, _l("Used it")), (Applied.NOT_YET.value, _l("Not yet"))]),
    )
    line = StringField(_l("In one line, how?"), [Optional(), Length(max=MOST_LINE)])
