"""Errors that have something to say to a person, and the answers they become.

A room declares its own refusals beside the service that raises them:

    class GroupFull(Refusal):
        message = _l("This group is full.")
        field = "participant"
"""

from __future__ import annotations

from typing import ClassVar

from flask_babel import lazy_gettext as _l


class Refusal(Exception):
    """A use case said no before it changed anything. `field` names the form field it belongs to, if any."""

    message: ClassVar[object] = _l("That could not be done.")
    field: ClassVar[str | None] = None

    def __init__(self, **details: object) -> None:
        super().__init__(type(self).__name__)
        self.details = details

    def __str__(self) -> str:
        """The sentence for the person, in her language, with its placeholders filled."""
        text = str(self.message)
        return text % self.details if self.details and "%(" in text else text


class Conflict(Refusal):
    """Two people changed the same thing; both values are kept and a person decides."""

    message: ClassVar[object] = _l("Someone else changed this while you were working.")
