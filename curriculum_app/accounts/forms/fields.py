"""Fields that hold a secret: taken exactly as typed, never shown again."""

from __future__ import annotations

from typing import Any

from wtforms import Field
from wtforms.widgets import PasswordInput


class SecretField(Field):
    """A password: blanks at its ends belong to it, and no page ever gets it back."""

    widget = PasswordInput(hide_value=True)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the text as it came."""
        self.data: str = valuelist[0] if valuelist else ""

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - WTForms' own
        """Start empty."""
        self.data = value or ""

    def _value(self) -> str:
        return ""
