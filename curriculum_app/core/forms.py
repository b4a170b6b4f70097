"""Forms: the shape of what people type. Services check whether it is true.

The token against forged posts is the gate's matter, so a form here is plain WTForms in the reader's language. Text is
kept in Unicode NFC; control and direction-changing characters are refused by name, because nobody can see them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms import Field, StringField, ValidationError
from wtforms import Form as WTForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.widgets import HiddenInput

from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language

VISIBLE_CONTROLS = frozenset("\n\r\t")
HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Co", "Cn"})
# Marks that turn the direction of text and can make a name read as another; joiners stay, emoji need them.
DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


def hidden_characters(text: str) -> list[str]:
    """The characters of `text` that cannot be seen and may not be stored, as `U+0000`, each once."""
    found = {
        character
        for character in text
        if character in DIRECTION_MARKS
        or (unicodedata.category(character) in HIDDEN_CATEGORIES and character not in VISIBLE_CONTROLS)
    }
    return [f"U+{ord(character):04X}" for character in sorted(found)]


def tidy(text: str | None) -> str | None:
    """NFC, one kind of line end, and no blanks around; None stays None."""
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def choices(pairs: Iterable[tuple[str, object]]) -> list[Any]:
    """The choices of a select, radio or checkbox field from (value, words) pairs."""
    return [SelectChoice(value, words) for value, words in pairs]


class Form(WTForm):
    """The base of every form: translated messages, tidy text, and errors that services add."""

    class Meta:
        """WTForms settings."""

        @property
        def locales(self) -> list[str]:
            """The reader's language for the built-in messages."""
            return [current_language()]

        def bind_field(self, form: WTForm, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401
            """Give every text field the tidy filter."""
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, StringField):
                filters.insert(0, tidy)
                options["filters"] = filters
                unbound_field.kwargs.pop("filters", None)
            field: Field = unbound_field.bind(form=form, **options)
            return field

    whole_errors: tuple[str, ...] = ()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether the shape is right; hidden characters anywhere make it wrong."""
        is_good = super().validate(extra_validators)
        for field in self:
            hidden = hidden_characters(field.data) if isinstance(field.data, str) else []
            if hidden:
                self._add_error(field, _("Remove hidden characters (%(list)s).", list=", ".join(hidden)))
                is_good = False
        return bool(is_good)

    def refuse(self, refusal: Refusal) -> None:
        """Put a service's refusal where it belongs: at its field, or at the top of the form."""
        field = self._fields.get(refusal.field or "")
        if field is not None:
            self._add_error(field, str(refusal))
        else:
            self.whole_errors = (*self.whole_errors, str(refusal))

    def summary(self) -> tuple[tuple[str, str], ...]:
        """Every error as (field id, sentence), in the order of the form; what belongs to no field comes first."""
        whole = [("", message) for message in self.whole_errors]
        return tuple(whole + [(field.id, str(error)) for field in self for error in field.errors])

    @staticmethod
    def _add_error(field: Field, message: str) -> None:
        field.errors = [*field.errors, message]


class IdField(Field):
    """The hidden UUID that a create form carries, so that posting twice makes one row."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the UUID; anything else is refused."""
        self.data: Any = None
        if valuelist:
            try:
                self.data = UUID(valuelist[0])
            except ValueError:
                raise ValidationError(_("Reload the page and try again.")) from None

    def _value(self) -> str:
        return str(self.data) if self.data else ""
