"""The shape of a hand-off as people type it: the draft, her release, the fields, a step, a service."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.core.forms import Form, IdField, PlainSelect, choices
from curriculum_app.core.i18n import current_language
from curriculum_app.participants.rules.consents import ConsentBasis
from curriculum_app.participants.rules.languages import OFFERED, language_name
from curriculum_app.star_court.rules.moves import REASONS as REASONS_OF
from curriculum_app.star_court.rules.moves import steps_by_hand
from curriculum_app.star_court.rules.words import Basis, Outcome, PacketField, Purpose, Reason, ServiceKind, State
from curriculum_app.star_court.service.drafting import Draft
from curriculum_app.star_court.service.releasing import SignedRelease
from curriculum_app.star_court.service.words import BASES, FIELDS, OUTCOMES, PERMITTED_BY, PURPOSES, REASONS, SERVICES

OPEN, EVERY = "open", "every"
DATE_NEEDED = _l("Enter a date.")
STEPS = {
    State.ACCEPTED: _l("They accepted"),
    State.DECLINED: _l("They declined"),
    State.CLOSED: _l("It is closed"),
}


def _version() -> IntegerField:
    return IntegerField(widget=HiddenInput(), validators=[InputRequired()])


def _ticks(label: Any) -> SelectMultipleField:  # noqa: ANN401 - a lazy text
    return SelectMultipleField(
        label,
        [InputRequired(_l("Choose at least one field."))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class DraftForm(Form):
    """To whom she is handed on, for what, and what allows it. `version` is 0 for a new one."""

    id = IdField()
    version = _version()
    organisation = StringField(_l("Recipient"), [InputRequired(_l("Enter the organization.")), Length(max=120)])
    contact = StringField(_l("Whom to reach there"), [Optional(), Length(max=200)])
    purpose = SelectField(_l("Purpose"), choices=choices(PURPOSES.items()), widget=PlainSelect())
    basis = RadioField(
        _l("What allows telling them"), [InputRequired(_l("Choose a legal basis."))], choices=choices(BASES.items())
    )
    basis_on = DateField(_l("Date of the order or authority"), [Optional()])
    basis_reference = StringField(_l("Number of the order, or what the authority rests on"), [Length(max=200)])
    ends_referral = BooleanField(_l("She goes there instead of a group"))

    def draft(self) -> Draft:
        """What was typed, once it is valid."""
        return Draft(
            organisation=self.organisation.data or "",
            contact=self.contact.data or "",
            purpose=Purpose(self.purpose.data),
            basis=Basis(self.basis.data),
            basis_on=self.basis_on.data,
            basis_reference=self.basis_reference.data or "",
            ends_referral=bool(self.ends_referral.data),
        )


class ReleaseForm(Form):
    """Her signed release."""

    id = IdField()
    fields = _ticks(_l("She allows telling them"))
    she_agrees = BooleanField(_l("She herself said yes"))
    permitted_by = SelectField(
        _l("Who permitted it beside her"), choices=choices(PERMITTED_BY.items()), widget=PlainSelect()
    )
    given_by = StringField(_l("Who signed"), [InputRequired(_l("Enter who signed.")), Length(max=200)])
    language = SelectField(_l("Language of the form"), widget=PlainSelect())
    signed_on = DateField(_l("Signed on"), [InputRequired(_l("Enter the date of the signature."))])
    expires_on = DateField(_l("Holds until"), [InputRequired(_l("Enter the last day."))])

    def __init__(self, *args: Any, offered: Iterable[PacketField], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        offer(self, offered)
        names = [(code, language_name(code, current_language())) for code in OFFERED]
        self.language.choices = choices(names)

    def release(self) -> SignedRelease:
        """What was typed, once it is valid."""
        assert self.signed_on.data and self.expires_on.data  # noqa: S101, PT018 - InputRequired has seen to it
        return SignedRelease(
            id=self.id.data,
            fields=chosen(self),
            permitted_by=ConsentBasis(self.permitted_by.data),
            given_by=self.given_by.data or "",
            she_agrees=bool(self.she_agrees.data),
            language=self.language.data,
            signed_on=self.signed_on.data,
            expires_on=self.expires_on.data,
        )


class FieldsForm(Form):
    """What the packet tells, of what may be told."""

    version = _version()
    fields = _ticks(_l("What the papers say"))

    def __init__(self, *args: Any, offered: Iterable[PacketField], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        offer(self, offered)


class SendForm(Form):
    """Send what was looked at; `seen` is the mark of the preview."""

    version = _version()
    seen = StringField(widget=HiddenInput(), validators=[InputRequired()])
    way = StringField(widget=HiddenInput(), validators=[Optional()])


class StepForm(Form):
    """What became of it."""

    version = _version()
    to = RadioField(_l("What happened"), [InputRequired(_l("Choose what happened."))])
    happened_on = DateField(_l("On which day"), [InputRequired(DATE_NEEDED)])
    reason = SelectField(_l("Reason"), [Optional()], default="", widget=PlainSelect())

    def __init__(self, *args: Any, now: State, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        steps = steps_by_hand(now)
        self.to.choices = choices((step, STEPS[step]) for step in steps)
        reasons = [reason for reason in Reason if any(reason in REASONS_OF.get(step, ()) for step in steps)]
        self.reason.choices = choices([("", _l("Choose")), *((reason, REASONS[reason]) for reason in reasons)])

    def because(self) -> Reason | None:
        """The reason, where one was chosen."""
        return Reason(self.reason.data) if self.reason.data else None


class ServiceForm(Form):
    """A service that she gets."""

    id = IdField()
    version = _version()
    kind = SelectField(_l("Service"), choices=choices(SERVICES.items()), widget=PlainSelect())
    begins_on = DateField(_l("First day"), [InputRequired(DATE_NEEDED)])

    def service(self) -> ServiceKind:
        """Which service, once it is valid."""
        return ServiceKind(self.kind.data)


class EndForm(Form):
    """How a service ended."""

    ends_on = DateField(_l("Last day"), [InputRequired(DATE_NEEDED)])
    outcome = RadioField(_l("Outcome"), [InputRequired(_l("Choose an outcome."))], choices=choices(OUTCOMES.items()))

    def ended(self) -> Outcome:
        """The outcome, once it is valid."""
        return Outcome(self.outcome.data)


class FilterForm(Form):
    """Which hand-offs the list shows."""

    state = SelectField(_l("State"), default=OPEN, widget=PlainSelect())

    def __init__(self, *args: Any, words: Iterable[tuple[str, object]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.state.choices = choices([(OPEN, _l("All open ones")), *words, (EVERY, _l("All"))])

    def states(self) -> tuple[State, ...]:
        """The states asked for; those that are open when nothing fits."""
        if self.state.data == EVERY:
            return tuple(State)
        if self.state.data in list(State):
            return (State(self.state.data),)
        return tuple(state for state in State if state.is_open)


def offer(form: Any, offered: Iterable[PacketField]) -> None:  # noqa: ANN401 - a form with `fields`
    """Let a form offer these fields."""
    form.fields.choices = choices((field, FIELDS[field]) for field in offered)


def chosen(form: Any) -> tuple[PacketField, ...]:  # noqa: ANN401 - a form with `fields`
    """The fields that were ticked."""
    return tuple(PacketField(value) for value in form.fields.data or ())
