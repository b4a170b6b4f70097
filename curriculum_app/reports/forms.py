"""The filters of a report as they stand in its address: `from`, `to`, `service_area`, `site`, `cohort`, `group_by`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Field, HiddenField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional

from curriculum_app.assessments.rules import Wave
from curriculum_app.core.forms import Form, PlainSelect, choices
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.places.rules import service_area_name
from curriculum_app.reports.queries import Selection
from curriculum_app.reports.rules.completion import GroupBy
from curriculum_app.reports.rules.outcomes import OutcomeGrouping
from curriculum_app.reports.rules.rates import Denominator

LONGEST_CODE = 40
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


class YearForm(Form):
    """Which year is shown, by kind and number ("federal-2026")."""

    year = SelectField(_l("Year"), [Optional()], widget=PlainSelect())

    def __init__(self, query: MultiDict[str, str], offered: Mapping[str, str]) -> None:
        """The form of `query`; `offered` are the years by value with their names, the first is shown first."""
        super().__init__(query)
        self.year.choices = choices(offered.items())
        self.year.validate_choice = bool(offered)
        if not self.year.data:
            self.year.data = next(iter(offered), "")


class OutcomeFilterForm(FilterForm):
    """The filters of outcomes: an instrument, what it is compared with, and inside the unit for which girls.

    Released figures have no filters: two selections that differ by one girl would tell of her.
    """

    instrument = SelectField(_l("Questions"), widget=PlainSelect())
    scale = HiddenField()
    wave = HiddenField()

    def __init__(
        self,
        query: MultiDict[str, str],
        areas: Sequence[int],
        sites: Sequence[tuple[UUID, str]],
        *,
        has_more_sites: bool = False,
        instruments: Sequence[tuple[str, str]] = (),
        is_released: bool = False,
    ) -> None:
        """As above; `instruments` are keys and titles, the first is shown unless another one is named."""
        super().__init__(query, areas, sites, has_more_sites=has_more_sites)
        if has_more_sites:
            self.site.description = _("There are many sites. The completion report lists them.")
        self.is_released = is_released
        self.instrument.choices = choices(instruments)
        self.instrument.validate_choice = bool(instruments)
        if not self.instrument.data and instruments:
            self.instrument.data = instruments[0][0]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether the shape is right, and nobody is singled out where she may not be."""
        is_good = super().validate(extra_validators)
        if self.is_released and self.selection_words:
            self.whole_errors = (_("These figures have no filters. Clear them to see all girls together."),)
            return False
        return is_good

    @property
    def selection_words(self) -> Mapping[str, str]:
        """The filters that are set, as the address carries them."""
        found = {name: _text(self._fields[field]) for name, field in FIELDS.items()}
        return {name: value for name, value in found.items() if value}

    @property
    def site_name(self) -> str:
        """The site that was chosen, by name; empty for none."""
        offered: Any = self.site.choices
        return next((str(each.label) for each in offered if self.site.data and each.value == self.site.data), "")

    @property
    def later(self) -> Wave:
        """The wave that is compared with pre: the one at the end of the group unless told otherwise."""
        return Wave.FOLLOW_UP if self.wave.data == Wave.FOLLOW_UP else Wave.POST

    @property
    def rows_by(self) -> OutcomeGrouping:
        """How the rows are grouped: by service area unless told otherwise."""
        known = set(OutcomeGrouping)
        return OutcomeGrouping(self.group_by.data) if self.group_by.data in known else OutcomeGrouping.SERVICE_AREA

    def query(self, **changes: str) -> Mapping[str, Any]:
        """The address's query for the same choice with `changes`; what is empty is left out."""
        chosen = {"instrument": self.instrument.data or "", "scale": self.scale.data or "", "wave": self.later.value}
        now = {**self.selection_words, **chosen, "group_by": self.rows_by.value} | changes
        return {name: value for name, value in now.items() if value}


class ExportForm(Form):
    """Which instrument goes out, and the second factor when it was not shown just now."""

    instrument = SelectField(_l("Questions"), widget=PlainSelect())
    code = StringField(_l("Code from your app"), [Length(max=LONGEST_CODE)])

    def __init__(self, data: MultiDict[str, str], instruments: Sequence[tuple[str, str]], *, needs_code: bool) -> None:
        super().__init__(data)
        self.instrument.choices = choices(instruments)
        self.needs_code = needs_code

    def validate_code(self, field: Field) -> None:
        """A code is needed unless the second factor is fresh."""
        if self.needs_code and not field.data:
            raise ValidationError(_("Type the code that your app shows."))


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
