"""The shape of what is posted: for whom to print slips, a code, and one answer."""

from collections.abc import Iterable
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from curriculum_app.assessments.rules import Given, Instrument, Item, NoAnswer, Wave
from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.core.i18n import LANGUAGES


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


class PaperForm(Form):
    """What is typed of a paper beside its answers, `item-` and the key of each."""

    reads_also: ClassVar[tuple[str, ...]] = ("item-",)

    wave = HiddenField(validators=[AnyOf(list(Wave))])
    instrument = HiddenField(validators=[InputRequired(), Length(max=60)])
    paper_on = DateField(_l("Day on the paper"), [InputRequired(_l("Enter the day."))])
    language = SelectField(_l("Language of the paper"), choices=choices(LANGUAGES.items()))


class OneCodeForm(Form):
    """A code for one girl (`id`, made with the page): the same post again gives the same code."""

    id = IdField()


class TryForm(Form):
    """What came of a try to reach a girl."""

    id = IdField()
    outcome = RadioField(_l("What came of it"), [InputRequired(_l("Choose what came of it."))])
    next_on = DateField(_l("Try again on"), [Optional()])

    def __init__(self, *args: Any, outcomes: Iterable[tuple[str, object]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.outcome.choices = choices(outcomes)


def read_given(text: str, instrument: Instrument, item: Item) -> Given | None:
    """One answer as posted: the number of a choice that the item has, or what was said in its place; else None."""
    if text in set(NoAnswer):
        return NoAnswer(text)
    if text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= len(instrument.choices(item)):
        return int(text)
    return None
