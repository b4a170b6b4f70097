"""The shape of what is posted: for whom to print slips, a code, and one answer."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import AnyOf, InputRequired, Length

from curriculum_app.assessments.rules import Given, Instrument, Item, NoAnswer, Wave
from curriculum_app.core.forms import Form, IdField


class SlipsForm(Form):
    """The slips of one printing (`id`): of a wave and an instrument, for everybody or `only` one seat."""

    id = IdField()
    wave = HiddenField(validators=[AnyOf(list(Wave))])
    instrument = HiddenField(validators=[InputRequired(), Length(max=60)])
    only = IdField()


class CodeForm(Form):
    """The code on a slip; whether it is one, the service says, so that every wrong one answers alike."""

    code = StringField(_l("Your code"))

    @property
    def hint(self) -> str:
        """What stands under the label."""
        return str(_("Seven letters. It is on your slip."))


def read_given(text: str, instrument: Instrument, item: Item) -> Given | None:
    """One answer as posted: the number of a choice that the item has, or what was said in its place; else None."""
    if text in set(NoAnswer):
        return NoAnswer(text)
    if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= len(instrument.choices(item)):
        return int(text)
    return None
