"""The shape of keep-apart pairs as they are proposed, set and reviewed."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.participants.rules.words import ApartReason
from curriculum_app.participants.service.apart_words import APART

RELOAD = _l("Reload the page and try again.")
UNTIL = _l("Leave empty when no end is known.")
REVIEW = _l("From 6 to 12 months from today.")


def apart_choices() -> list[Any]:
    """The reasons of a pair, headed by an empty one."""
    return choices([("", _l("Choose")), *((each.value, APART[each]) for each in ApartReason)])


class ProposePairForm(Form):
    """Two girls of one's own groups, and why; the girls are set by the view."""

    id = IdField()
    first = SelectField(_l("One girl"), [InputRequired(_l("Choose a girl."))])
    second = SelectField(_l("The other girl"), [InputRequired(_l("Choose a girl."))])
    reason = SelectField(_l("Why"), [InputRequired(_l("Choose a reason."))], choices=apart_choices())


class TermForm(Form):
    """Why and how long two girls are kept apart."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    reason = SelectField(_l("Why"), [InputRequired(_l("Choose a reason."))], choices=apart_choices())
    from_on = DateField(_l("From"), [InputRequired(_l("Enter a date."))])
    until_on = DateField(_l("Last day"), [Optional()], description=UNTIL)
    review_on = DateField(_l("Look at it again on"), [InputRequired(_l("Enter a date."))], description=REVIEW)


class NewPairForm(TermForm):
    """Two girls, found by name or code, and the terms. What was found is set by the view."""

    # Which of its buttons was pressed.
    reads_also = ("step",)

    id = IdField()
    first_words = StringField(_l("One girl: name or code"), [Optional(), Length(max=100)])
    second_words = StringField(_l("The other girl: name or code"), [Optional(), Length(max=100)])
    first = RadioField(_l("One girl"), [InputRequired(_l("Choose a girl."))], validate_choice=False)
    second = RadioField(_l("The other girl"), [InputRequired(_l("Choose a girl."))], validate_choice=False)


class ReviewPairForm(Form):
    """A pair goes on."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(RELOAD)])
    until_on = DateField(_l("Last day"), [Optional()], description=UNTIL)
    review_on = DateField(_l("Look at it again on"), [InputRequired(_l("Enter a date."))], description=REVIEW)
