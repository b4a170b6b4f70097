"""The shape of the answer to "which column is which": one choice for each header of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from curriculum_app.core.forms import Form, choices
from curriculum_app.core.tables import Table
from curriculum_app.participants.forms.referrals import ReferralForm
from curriculum_app.participants.rules.rows import COLUMNS, OF_THE_FORM, missing_columns

OURS = tuple(column for column in COLUMNS if column not in OF_THE_FORM)


class ColumnsForm(Form):
    """One choice a header; the fields are made for a file by `columns_form`."""

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Each of our columns is chosen once at most, and what every referral needs is chosen."""
        is_good = super().validate(extra_validators)
        taken: set[str] = set()
        for field in self:
            if field.data in taken:
                self._add_error(field, _("Another column is this one already."))
                is_good = False
            taken |= {field.data} - {""}
        missing = missing_columns(tuple(taken))
        if missing:
            words = ", ".join(words_of(missing).values())
            self.whole_errors = (*self.whole_errors, _("Say which column is: %(columns)s.", columns=words))
        return is_good and not missing

    def chosen(self, names: Sequence[str]) -> dict[str, str]:
        """Our column for each header name of the file, empty where it is left out."""
        return {name: field.data for name, field in zip(names, self, strict=True)}


def columns_form(headers: Sequence[str]) -> type[ColumnsForm]:
    """The form for a file with these headers."""
    offered = [("", _l("Leave it out")), *words_of(OURS).items()]
    fields = {
        f"column_{at:03}": SelectField(header, choices=choices(offered), default="")
        for at, header in enumerate(headers)
    }
    return type("FileColumnsForm", (ColumnsForm,), fields)


def chosen_now(names: Sequence[str], table: Table) -> dict[str, str]:
    """What the form begins with: what is known, or was said before."""
    columns = zip(range(len(names)), table.columns, strict=True)
    return {f"column_{at:03}": column if column in OURS else "" for at, column in columns}


def words_of(columns: Iterable[str]) -> dict[str, str]:
    """Our columns in the words of the referral form."""
    form = ReferralForm()
    return {column: str(form[column].label.text) for column in columns}
