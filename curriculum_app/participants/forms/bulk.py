"""The shape of a step for several referrals: which were ticked, each with the version on the page."""

from __future__ import annotations

from uuid import UUID

from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import AnyOf

from curriculum_app.core.forms import Form
from curriculum_app.participants.service.bulk import BulkStep


class BulkForm(Form):
    """What was ticked; `shown` are all that the page had, and `all` takes them."""

    step = StringField(validators=[AnyOf(list(BulkStep))])
    chosen = SelectMultipleField(validate_choice=False)
    shown = SelectMultipleField(validate_choice=False)
    all = BooleanField()

    def versions(self) -> dict[UUID, int]:
        """The version of each referral that was ticked, by id; what is no such pair is left out."""
        ticked = (self.shown.data if self.all.data else self.chosen.data) or []
        pairs = (each.partition(".")[::2] for each in ticked)
        return {UUID(name): int(number) for name, number in pairs if _is_id(name) and number.isdecimal()}


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
