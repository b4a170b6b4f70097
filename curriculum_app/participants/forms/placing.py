"""The shape of what placing a girl needs; the sites are set by the view."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from curriculum_app.core.forms import Form


class PlacingForm(Form):
    """Where she lives if it is one of the sites, where else she can go, and what else she speaks."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    lives_at = SelectField(_l("She lives at one of our sites"), [Optional()])
    sites = SelectMultipleField(
        _l("She can also go to"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        description=_l("Sites that do not serve her home area, or closed settings that let her in."),
    )
    other_languages = SelectMultipleField(
        _l("Other languages in which she can take part"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
