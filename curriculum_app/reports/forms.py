"""The filters of a report as they stand in its address: `from`, `to`, `service_area`, `site`, `cohort`, `group_by`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, HiddenField, SelectField, ValidationError
from wtforms.validators import Optional

from curriculum_app.core.forms import Form, PlainSelect, choices
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.places.rules import service_area_name
from curriculum_app.reports.queries import Selection
from curriculum_app.reports.rules.completion import GroupBy
from curriculum_app.reports.rules.rates import Denominator

# `from` is a word of Python, so the fields have names of their own and the address keeps its own.
FIELDS = {"from": "from_on", "to": "until_on", "service_area": "service_area", "site": "site", "cohort": "cohort"}


class FilterForm(Form):
    """The filters and how the rows are grouped."""

    from_on = DateField(_l("First enrolled from"), [Optional()], name="from", id="from")
    until_on = DateField(_l("First enrolled to"), [Optional()], name="to", id="to")
    service_area = SelectField(_l("Home service area"), [Optional()], widget=PlainSelect())
    site = SelectField(_l("Site"), [Optional()], widget=PlainSelect())
    cohort = HiddenField()
    group_by = HiddenField()
    of = HiddenField()

    def __init__(
        self,
        query: MultiDict[str, str],
        areas: Sequence[int],
        sites: Sequence[tuple[UUID, str]],
        *,
        has_more_sites: bool = False,
    ) -> None:
        """The filters of `query`; with more sites than a list can offer, `sites` holds the chosen one."""
        super().__init__(query)
        if has_more_sites:
            self.site.description = _("There are many sites. Choose one in the table, under Site.")
        area_pairs = [(str(area), service_area_name(area)) for area in areas]
        self.service_area.choices = choices([("", _("All areas")), *area_pairs])
        self.site.choices = choices([("", _("All sites")), *((str(site_id), name) for site_id, name in sites)])

    def validate_until_on(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("The last day must not be before the first day."))

    def validate_cohort(self, field: Field) -> None:
        """A cohort is named by its id."""
        if field.data and as_id(field.data) is None:
            raise ValidationError(_("This group does not exist. Clear the filters and try again."))

    @property
    def selection(self) -> Selection:
        """The filters as the queries take them; call after `validate`."""
        return Selection(
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            service_area=int(self.service_area.data) if self.service_area.data else None,
            site_id=as_id(self.site.data),
            cohort_id=as_id(self.cohort.data),
        )

    @property
    def grouping(self) -> GroupBy:
        """How the rows are grouped: by service area unless told otherwise."""
        return GroupBy(self.group_by.data) if self.group_by.data in set(GroupBy) else GroupBy.SERVICE_AREA

    @property
    def denominator(self) -> Denominator:
        """The rate that the chart draws: of those who exited unless told otherwise."""
        return Denominator(self.of.data) if self.of.data in set(Denominator) else Denominator.EXITED

    def query(self, **changes: str) -> Mapping[str, Any]:
        """The address's query for the same selection with `changes`; what is empty is left out."""
        now = {name: _text(self._fields[field]) for name, field in FIELDS.items()}
        now |= {"group_by": self.grouping.value, "of": self.denominator.value} | changes
        return {name: value for name, value in now.items() if value}


class SessionFilterForm(FilterForm):
    """The same filters on sessions: the days they were held, and the area in which the group meets."""

    def __init__(
        self,
        query: MultiDict[str, str],
        areas: Sequence[int],
        sites: Sequence[tuple[UUID, str]],
        *,
        has_more_sites: bool = False,
    ) -> None:
        """As above; there is no table of sites here to choose one from."""
        super().__init__(query, areas, sites)
        if has_more_sites:
            self.site.description = _("There are many sites. The completion report lists them.")
        self.from_on.label.text, self.until_on.label.text = _("Held from"), _("Held to")
        self.service_area.label.text = _("Service area of the group")

    def query(self, **changes: str) -> Mapping[str, Any]:
        """The address's query for the same selection with `changes`; rows have one grouping only."""
        found = super().query(**changes)
        return {name: value for name, value in found.items() if name in FIELDS}


class TrainingDatesForm(Form):
    """The days of trainings, as they stand in the address."""

    from_on = DateField(_l("Held from"), [Optional()], name="from", id="from")
    until_on = DateField(_l("Held to"), [Optional()], name="to", id="to")

    def validate_until_on(self, field: Field) -> None:
        """The last day is not before the first."""
        if field.data and self.from_on.data and field.data < self.from_on.data:
            raise ValidationError(_("The last day must not be before the first day."))

    def query(self) -> dict[str, str]:
        """The address's query for the same days; what is empty is left out."""
        return {field.name: text for field in self if (text := _text(field))}


def _text(field: Field) -> str:
    """What was typed, as the address carries it on."""
    if isinstance(field, DateField):
        return field.data.isoformat() if field.data else ""
    return str(field.data or "")


def as_id(text: str | None) -> UUID | None:
    """The id that a text holds, or None."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
