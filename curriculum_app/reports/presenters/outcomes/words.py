"""Numbers, scales, waves and groups of the outcomes report in words; what may not be shown says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, format_decimal, format_percent

from curriculum_app.assessments.rules import Instrument, Wave, possible_points
from curriculum_app.assessments.rules.change import Change
from curriculum_app.assessments.service.words import SENTENCES
from curriculum_app.core.translating import gettext as _
from curriculum_app.places.rules import service_area_name
from curriculum_app.reports.presenters.words import area_name, period_name
from curriculum_app.reports.rules.outcomes import OutcomeGrouping

SMALLEST_P = 0.001
MINUS = "\u2212"


def too_few() -> str:
    """What stands where figures would tell of one girl."""
    return _("Too few to show safely")


def count(number: int | None) -> str:
    """A count of girls."""
    return too_few() if number is None else str(format_decimal(number))


def number(value: float, decimals: int = 2) -> str:
    """A figure with so many decimals, its sign a real minus."""
    return str(format_decimal(value + 0.0, "0." + "0" * decimals)).replace("-", MINUS)


def signed(value: float, decimals: int = 2) -> str:
    """A change with its sign; none for nothing."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and any(digit in text for digit in "123456789") else text


def percent(share: float) -> str:
    """A share from 0 to 1 in per cent with one decimal."""
    return str(format_percent(share, "#,##0.0%"))


def p_value(p: float) -> str:
    """A p, never nought."""
    return f"p < {number(SMALLEST_P, 3)}" if p < SMALLEST_P else f"p = {number(p, 3)}"


def interval(low: float, high: float, decimals: int = 2) -> str:
    """A 95 % interval."""
    return _("95%% interval %(low)s to %(high)s", low=number(low, decimals), high=number(high, decimals))


def why(change: Change, figure: str) -> str:
    """Why a figure of a change does not exist, in a sentence."""
    return str(SENTENCES[change.notes[figure]])


def wave_name(wave: Wave) -> str:
    """A wave as a column."""
    return {Wave.PRE: _("Before"), Wave.POST: _("At the end"), Wave.FOLLOW_UP: _("Three months later")}[wave]


def scale_name(instrument: Instrument, scale: str, language: str) -> str:
    """What girls read above the questions of a scale."""
    words = instrument.scale(scale).words
    return words.get(language) or words["en"]


def highest(instrument: Instrument, scale: str) -> int:
    """The most points that a scale can have."""
    return possible_points(instrument, instrument.scale(scale))[1]


def grouping_name(group_by: OutcomeGrouping) -> str:
    """What a row of a table is."""
    words: dict[OutcomeGrouping, str] = {
        OutcomeGrouping.SERVICE_AREA: _("Home service area"),
        OutcomeGrouping.PERIOD: _("First enrolled"),
        OutcomeGrouping.EDITION: _("Edition of the lessons"),
        OutcomeGrouping.COHORT: _("Group"),
    }
    return words[group_by]


def row_name(group_by: OutcomeGrouping, key: str, names: Mapping[str, str]) -> str:
    """What a row is called."""
    if group_by is OutcomeGrouping.SERVICE_AREA:
        return area_name(key)
    return period_name(key) if group_by is OutcomeGrouping.PERIOD else names.get(key, key)


def filter_words(filters: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, ...]:
    """The filters of a report as a reader would say them; `names` are those of sites and groups by id."""
    said = []
    if filters.get("from_on"):
        said.append(_("first enrolled from %(day)s", day=_day(filters["from_on"])))
    if filters.get("until_on"):
        said.append(_("first enrolled to %(day)s", day=_day(filters["until_on"])))
    if filters.get("service_area"):
        said.append(service_area_name(int(filters["service_area"])))
    said += [names.get(filters[each], "") for each in ("site_id", "cohort_id") if filters.get(each)]
    return tuple(filter(None, said))


def _day(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "medium"))
