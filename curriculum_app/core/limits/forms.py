"""The shape of one new limit. Every limit has a form of its own on the page, told apart by its prefix."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.core.limits.rules import AREAS, BOUNDS, LONGEST_FORM_NAME, LimitName, Limits

SAY = _l("Enter the new value.")


class LimitForm(Form):
    """From which day on, and why; the value itself depends on the limit, which a field beside it names."""

    reads_also = ("limit",)

    reads_also = ("limit",)

    id = IdField()
    in_force_from = DateField(_l("From which day"), [InputRequired(_l("Enter a date."))])
    reason = StringField(_l("Why"), [Optional(), Length(max=200)])

    def typed(self) -> str:
        """The value as a text."""
        field: Any = self["value"]
        return ",".join(field.data) if isinstance(field.data, list) else str(field.data)


def form_of(name: LimitName) -> type[LimitForm]:
    """The form of one limit: a number within its bounds, areas to tick, or a text."""
    fields = {LimitName.SERVICE_AREAS: _areas, LimitName.CONSENT_FORM: _text}
    return type("LimitForm", (LimitForm,), {"value": fields.get(name, _number)(name)})


def values_of(limits: Limits, name: LimitName) -> dict[str, Any]:
    """What the form of one limit holds before anybody types."""
    value = limits.value(name)
    return {"value": [str(number) for number in value] if isinstance(value, tuple) else value}


def _number(name: LimitName) -> IntegerField:
    low, high = BOUNDS[name]
    between = _l("Choose from %(low)s to %(high)s.", low=low, high=high)
    return IntegerField(_l("New value"), [InputRequired(SAY), NumberRange(low, high, between)])


def _areas(_name: LimitName) -> SelectMultipleField:
    return SelectMultipleField(
        _l("New value"),
        [InputRequired(SAY)],
        choices=choices((str(number), f"SPA {number}") for number in AREAS),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def _text(_name: LimitName) -> StringField:
    return StringField(_l("New value"), [InputRequired(SAY), Length(max=LONGEST_FORM_NAME)])
