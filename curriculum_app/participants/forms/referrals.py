"""The shape of a referral as staff type it, of its steps, and of an uploaded file."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, DateInput, HiddenInput, ListWidget

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.core.i18n import current_language
from curriculum_app.participants.rules.languages import NOT_RECORDED, OFFERED, language_name
from curriculum_app.participants.rules.moves import REASONS
from curriculum_app.participants.rules.rows import ReferralFacts, read_row
from curriculum_app.participants.rules.words import AreaState, ReferralReason, ReferralState
from curriculum_app.participants.service.problems import words_of
from curriculum_app.participants.service.words import RACES, REASON_WORDS
from curriculum_app.places.rules import service_area_name

OPEN = "open"
EVERY = "all"
ENDINGS = {
    ReferralState.INELIGIBLE: _l("Not eligible"),
    ReferralState.DECLINED: _l("Declined"),
    ReferralState.REFERRED_ON: _l("Referred on"),
}
STATE_CHOICES = (
    (OPEN, _l("Waiting for an answer")),
    (ReferralState.RECEIVED, _l("Received")),
    (ReferralState.SCREENED, _l("Screened")),
    (ReferralState.WAITLISTED, _l("On the waitlist")),
    (ReferralState.ENROLLED, _l("Enrolled")),
    (ReferralState.INELIGIBLE, _l("Not eligible")),
    (ReferralState.DECLINED, _l("Declined")),
    (ReferralState.REFERRED_ON, _l("Referred on")),
    (EVERY, _l("All referrals")),
)


def _text(label: str, most: int, needed: str | None = None) -> StringField:
    check = InputRequired(needed) if needed else Optional()
    return StringField(label, [check, Length(max=most)])


def _day(label: str, needed: str) -> StringField:
    # Kept as it was typed: a browser without a calendar sends 3/4/2011, and a refused form gives it back.
    return StringField(label, [InputRequired(needed)], widget=DateInput())


class ReferralForm(Form):
    """A new referral; its fields are named like the columns of a referral file and read by the same rules."""

    id = IdField()
    first_name = _text(_l("First name"), 200, _l("Enter her first name."))
    last_name = _text(_l("Last name"), 200, _l("Enter her last name."))
    chosen_name = _text(_l("Chosen name"), 200)
    birth_date = _day(_l("Birth date"), _l("Enter her birth date."))
    street = _text(_l("Street"), 200)
    city = _text(_l("City"), 100)
    zip = _text(_l("ZIP code"), 20)
    phone = _text(_l("Her phone"), 60)
    safe_contact = _text(_l("Safe way and time to reach her"), 300)
    language = SelectField(_l("Language"), [Optional()], default=NOT_RECORDED)
    race_ethnicity = SelectMultipleField(
        _l("Race and ethnicity"),
        choices=choices(RACES),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )
    availability = _text(_l("When she can come"), 500)
    guardian_name = _text(_l("Guardian"), 200)
    guardian_phone = _text(_l("Guardian's phone"), 60)
    school = _text(_l("School"), 200)
    placement = _text(_l("Placement"), 200)
    referral_source = _text(_l("Who refers her"), 120, _l("Enter who refers her."))
    referred_on = _day(_l("Day of the referral"), _l("Enter the day of the referral."))
    external_id = _text(_l("Their number for it"), 100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*args, **kwargs)
        names = [(code, language_name(code, current_language())) for code in OFFERED]
        self.language.choices = choices([(NOT_RECORDED, _l("Not recorded")), *names])

    def facts(self, today: date, *, source: str = "") -> ReferralFacts | None:
        """What was typed as facts; None with every problem at its field. `source` refers her where no field asks."""
        is_good = self.validate()
        cells = {field.name: field.data for field in self if isinstance(field.data, str)}
        if source:
            cells["referral_source"] = source
        read = read_row(cells | {"race_ethnicity": ";".join(self.race_ethnicity.data or ())}, today)
        for problem in read.problems:
            field = self[problem.column]
            if not field.errors:
                field.errors = [words_of(problem)]
        return read.facts if is_good else None


class StepForm(Form):
    """A step forward: a few words if somebody wants, and the version of the page."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    note = TextAreaField(_l("What you found out"), [Optional(), Length(max=2000)])


class EndForm(Form):
    """The end of a referral without a place: what became of it and why are one choice."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    reason = RadioField(_l("What became of it"), validators=[InputRequired(_l("Choose what became of it."))])
    note = TextAreaField(_l("In a few words"), [Optional(), Length(max=2000)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        pairs = [
            (f"{state}:{reason}", f"{ENDINGS[state]}: {REASON_WORDS[reason]}")
            for state, reasons in REASONS.items()
            for reason in reasons
        ]
        self.reason.choices = choices(pairs)

    def ending(self) -> tuple[ReferralState, ReferralReason]:
        """What was chosen, once it is valid."""
        state, reason = self.reason.data.split(":")
        return ReferralState(state), ReferralReason(reason)


class UploadForm(Form):
    """A file of referrals."""

    file = FileField(_l("CSV or Excel file"))


class FilterForm(Form):
    """What the list of referrals is narrowed to."""

    state = SelectField(_l("State"), choices=choices(STATE_CHOICES), default=OPEN)
    area = SelectField(_l("Home area"), default="")
    reference = StringField(_l("Partner's reference"), [Optional(), Length(max=20)])

    def __init__(self, *args: Any, areas: tuple[int, ...], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        numbers = [(str(number), service_area_name(number)) for number in areas]
        rest = [(AreaState.UNDECIDED.value, _l("Not decided yet")), (AreaState.OUTSIDE.value, _l("Outside"))]
        self.area.choices = choices([("", _l("Everywhere")), *numbers, *rest])
