"""The shape of a decision about two records."""

from __future__ import annotations

from wtforms import IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField

SAME, DIFFERENT = "same", "different"


class SameForm(Form):
    """Same girl or not: about which other record, and on which versions of the two the decision was made."""

    other = IdField()
    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    other_version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    answer = StringField(validators=[AnyOf((SAME, DIFFERENT))])


class UndoForm(Form):
    """Taking a merge back."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
