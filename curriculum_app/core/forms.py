"""Forms: the shape of what people type. Services check whether it is true.

The token against forged posts is the gate's matter, so a form here is plain WTForms in the reader's language. Text is
kept in Unicode NFC; characters that nobody can see (`core.text`) are refused by name. Fields that a form does not
have are ignored, and the audit says that somebody sent them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from uuid import UUID

from flask import g, has_request_context, request
from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms import Form as WTForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.widgets import HiddenInput, Select

from curriculum_app.core.access import after_request_audit, csrf, current_actor
from curriculum_app.core.audit import Event, Outcome
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language
from curriculum_app.core.text import hidden_characters

# A post carries fields that its form does not have, `role=manager` say: they are ignored, and that is remembered.
UNKNOWN_FIELDS = Event("form:field:ignored", keys=("endpoint", "fields"))


def tidy(text: str | None) -> str | None:
    """NFC, one kind of line end, and no blanks around; None stays None."""
    if text is None:
        return None
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _without_blanks(value: object) -> str:
    return str(value).strip()


def choices(pairs: Iterable[tuple[str, object]]) -> list[Any]:
    """The choices of a select, radio or checkbox field from (value, words) pairs."""
    return [SelectChoice(value, words) for value, words in pairs]


class PlainSelect(Select):
    """A select whose options have a value and words and nothing else: that is written in a fifth of the time."""

    @classmethod
    def render_option(cls, choice: Any) -> Markup:  # type: ignore[override]  # noqa: ANN401 - newer than the stubs
        """One option; value and words are escaped."""
        chosen = " selected" if choice.selected else ""
        return Markup(f'<option value="{escape(choice.value)}"{chosen}>{escape(choice.label)}</option>')  # noqa: S704


class Form(WTForm):
    """The base of every form: translated messages, tidy text, and errors that services add."""

    class Meta:
        """WTForms settings."""

        @property
        def locales(self) -> list[str]:
            """The reader's language for the built-in messages."""
            return [current_language()]

        def bind_field(self, form: WTForm, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401
            """Give every text field the tidy filter; a choice of blanks is the empty one, not a choice of its own."""
            if issubclass(unbound_field.field_class, SelectField) and "coerce" not in unbound_field.kwargs:
                options["coerce"] = _without_blanks
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, StringField):
                filters.insert(0, tidy)
                options["filters"] = filters
                unbound_field.kwargs.pop("filters", None)
            field: Field = unbound_field.bind(form=form, **options)
            return field

    # How the names begin that a view reads from the post beside the fields: those of a sheet, one for each girl.
    reads_also: ClassVar[tuple[str, ...]] = ()
    whole_errors: tuple[str, ...] = ()

    def __init__(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(formdata, *args, **kwargs)
        if formdata is not None and has_request_context() and formdata is request.form:
            self._tell_of_unknown_fields()

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

    def _tell_of_unknown_fields(self) -> None:
        """Audit once a request that the post carries names nobody asked for: how many, and never what they say."""
        known = {field.name for field in self} | {csrf.FIELD}
        unknown = [name for name in request.form if name not in known and not name.startswith(self.reads_also)]
        if unknown and not g.get("told_of_unknown_fields"):
            g.told_of_unknown_fields = True
            details = {"endpoint": request.endpoint or "", "fields": len(unknown)}
            after_request_audit(UNKNOWN_FIELDS, actor=current_actor(), outcome=Outcome.DENIED, details=details)

    @staticmethod
    def _add_error(field: Field, message: str) -> None:
        field.errors = [*field.errors, message]


class IdField(Field):
    """The hidden UUID that a create form carries, so that posting twice makes one row."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the UUID; a blank is none, anything else is refused."""
        self.data: Any = None
        if valuelist and valuelist[0]:
            try:
                self.data = UUID(valuelist[0])
            except ValueError:
                raise ValidationError(_("Reload the page and try again.")) from None

    def _value(self) -> str:
        return str(self.data) if self.data else ""
