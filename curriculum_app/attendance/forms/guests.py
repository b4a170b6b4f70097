"""The shape of a chair that is booked, given back or used."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField

RELOAD = _l("Reload the page and try again.")


class BookChairForm(Form):
    """One chair, for one missed lesson."""

    id = IdField(validators=[InputRequired(RELOAD)])
    chair = IdField(validators=[InputRequired(RELOAD)])
    missed = IdField(validators=[InputRequired(RELOAD)])


class FreeChairForm(Form):
    """A chair is given back."""

    booking = IdField(validators=[InputRequired(RELOAD)])


class GuestForm(Form):
    """Whether a guest was here, and for how many minutes."""

    came = HiddenField(validators=[InputRequired(RELOAD)])
    minutes = IntegerField(_l("Minutes"), validators=[Optional()])
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired(RELOAD)])
