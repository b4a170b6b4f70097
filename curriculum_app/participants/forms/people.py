"""The shape of a girl's record as staff type it: who she is, how to reach her, where her home lies."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import DateField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.core.forms import Form, choices
from curriculum_app.core.i18n import current_language
from curriculum_app.core.written_dates import EARLIEST
from curriculum_app.participants.rules.availability import NotAvailability, parse_availability, write_availability
from curriculum_app.participants.rules.languages import OFFERED, language_name
from curriculum_app.participants.rules.rows import COLUMNS
from curriculum_app.participants.rules.words import AreaBasis, Race
from curriculum_app.participants.service.people import Identity
from curriculum_app.participants.service.words import BASIS_WORDS, CHILD_WELFARE_WORDS, RACES
from curriculum_app.places.rules import SERVICE_AREAS, plain_zip, service_area_name

CHILD_WELFARE = {"": None, "yes": True, "no": False}
BASES = tuple((basis, BASIS_WORDS[basis]) for basis in (AreaBasis.ADDRESS, AreaBasis.OVERRIDE))
OUTSIDE = "outside"


class SearchForm(Form):
    """Words of a name, or a code."""

    words = StringField(_l("Name or code"), [Optional(), Length(max=100)])


class IdentityForm(Form):
    """Who she is. `version` is the record that the page was built on."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    first_name = StringField(_l("First name"), [DataRequired(_l("Enter her first name.")), Length(max=200)])
    last_name = StringField(_l("Last name"), [DataRequired(_l("Enter her last name.")), Length(max=200)])
    chosen_name = StringField(_l("Chosen name"), [Optional(), Length(max=200)])
    birth_date = DateField(_l("Birth date"), [InputRequired(_l("Enter her birth date."))])
    language = SelectField(_l("Language"))
    availability = StringField(_l("When she can come"), [Optional(), Length(max=COLUMNS["availability"])])
    child_welfare = SelectField(
        _l("Open child-welfare case"),
        [Optional()],
        choices=choices((value, CHILD_WELFARE_WORDS[known]) for value, known in CHILD_WELFARE.items()),
    )
    races = SelectMultipleField(
        _l("Race and ethnicity"),
        choices=choices(RACES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*args, **kwargs)
        codes = dict.fromkeys((*OFFERED, *filter(None, [self.language.data or self.language.object_data])))
        names = [(code, language_name(code, current_language())) for code in codes]
        self.language.choices = choices(names)

    def identity(self) -> Identity:
        """What was typed, once it is valid."""
        born = self.birth_date.data
        assert born is not None  # noqa: S101 - InputRequired has seen to it
        return Identity(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            chosen_name=self.chosen_name.data or "",
            birth_date=born,
            language=self.language.data or "",
            availability=self.availability.data or "",
            races=[Race(value) for value in self.races.data or ()],
            has_child_welfare_case=CHILD_WELFARE[self.child_welfare.data or ""],
        )

    def validate_birth_date(self, field: DateField) -> None:
        """A day that can be a birth date; how old she then is decides nothing here."""
        if field.data and field.data < EARLIEST:
            raise ValidationError(_("Check the year."))

    def validate_availability(self, field: StringField) -> None:
        """Days and times that can be read; they are kept in one way of writing."""
        try:
            field.data = write_availability(parse_availability(field.data or ""))
        except NotAvailability as problem:
            text = problem.args[0]
            raise ValidationError(_("Write “%(text)s” like Tue 15:00-18:00; Thu 16:00-18:00.", text=text)) from None


class ContactForm(Form):
    """How to reach her."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    street = StringField(_l("Street"), [Optional(), Length(max=200)])
    city = StringField(_l("City"), [Optional(), Length(max=100)])
    zip = StringField(_l("ZIP code"), [Optional(), Length(max=20)])
    phone = StringField(_l("Phone"), [Optional(), Length(max=60)])
    school = StringField(_l("School"), [Optional(), Length(max=200)])
    placement = StringField(_l("Placement"), [Optional(), Length(max=200)])
    guardian_name = StringField(_l("Guardian"), [Optional(), Length(max=200)])
    guardian_phone = StringField(_l("Guardian's phone"), [Optional(), Length(max=60)])
    safe_contact = TextAreaField(_l("Safe way and time to reach her"), [Optional(), Length(max=300)])

    def validate_zip(self, field: StringField) -> None:
        """Five digits, or nine."""
        if field.data and plain_zip(field.data) is None:
            raise ValidationError(_("A ZIP code has five digits."))


class AreaForm(Form):
    """Where her home lies, and what that rests on."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    service_area = RadioField(_l("Home service area"), validators=[InputRequired(_l("Choose an area."))])
    basis = RadioField(
        _l("What this rests on"), choices=choices(BASES), validators=[InputRequired(_l("Choose what this rests on."))]
    )
    reason = TextAreaField(_l("Reason"), [Optional(), Length(max=500)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        areas = [(str(number), service_area_name(number)) for number in SERVICE_AREAS]
        self.service_area.choices = choices([*areas, (OUTSIDE, _l("Outside Los Angeles County"))])
