"""Rates, groups and dates in words: "8 of 10" first, the percentage after it, never one without its denominator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_date

from curriculum_app.core.dates import plain_date, wall_time
from curriculum_app.core.translating import format_number, format_percent
from curriculum_app.core.translating import gettext as _
from curriculum_app.places.rules import service_area_name
from curriculum_app.reports.queries import NOBODYS_AREA, GroupCounts
from curriculum_app.reports.rules.completion import Figure, GroupBy, quarter_of
from curriculum_app.reports.rules.rates import Denominator, Rate


@dataclass(frozen=True, slots=True)
class RateText:
    """A rate for people: `fraction` ("8 of 10") or, with nobody to speak of, a sentence and nothing else."""

    heading: str
    fraction: str
    percent: str = ""
    interval: str = ""

    @property
    def is_known(self) -> bool:
        """Whether there is anybody to speak of."""
        return bool(self.percent)


@dataclass(frozen=True, slots=True)
class FigureText:
    """One figure for people: its column, what it says ("8 of 10"), and its share where it has one."""

    label: str
    text: str
    more: str = ""


def rate_text(rate: Rate) -> RateText:
    """The words of `rate`."""
    heading = rate_heading(rate.denominator_name)
    interval = rate.interval
    if rate.percent is None or interval is None:
        return RateText(heading, nobody_yet(rate.denominator_name))
    low, high = (format_percent(round(edge, 2)) for edge in (interval.low, interval.high))
    return RateText(
        heading,
        part_of(rate.numerator, rate.denominator),
        format_percent(rate.percent / 100),
        _("95%% interval: %(low)s to %(high)s", low=low, high=high),
    )


def part_of(part: int, whole: int) -> str:
    """Both numbers of a share: "8 of 10"."""
    return _("%(part)s of %(whole)s", part=format_number(part), whole=format_number(whole))


def rate_heading(denominator: Denominator) -> str:
    """Of whom the rate speaks."""
    words: dict[Denominator, str] = {
        Denominator.ENROLLED: _("Completed, of all enrolled"),
        Denominator.STARTED: _("Completed, of those who started"),
        Denominator.EXITED: _("Completed, of those who left"),
    }
    return words[denominator]


def denominator_short(denominator: Denominator) -> str:
    """The denominator as a column or a choice."""
    words: dict[Denominator, str] = {
        Denominator.ENROLLED: _("Of enrolled"),
        Denominator.STARTED: _("Of started"),
        Denominator.EXITED: _("Of left"),
    }
    return words[denominator]


def nobody_yet(denominator: Denominator) -> str:
    """Why there is no rate."""
    words: dict[Denominator, str] = {
        Denominator.ENROLLED: _("Nobody is enrolled yet."),
        Denominator.STARTED: _("Nobody has started yet."),
        Denominator.EXITED: _("Nobody has left yet."),
    }
    return words[denominator]


def figure_name(figure: Figure) -> str:
    """A count as a column or a title."""
    words: dict[Figure, str] = {
        Figure.ENROLLED: _("Enrolled"),
        Figure.STARTED: _("Started"),
        Figure.EXITED: _("Left"),
        Figure.COMPLETED: _("Completed"),
        Figure.EXITED_COMPLETED: _("Left, having completed"),
    }
    return words[figure]


def grouping_name(group_by: GroupBy) -> str:
    """What a row of the table is."""
    words: dict[GroupBy, str] = {
        GroupBy.SERVICE_AREA: _("Home service area"),
        GroupBy.SITE: _("Site"),
        GroupBy.COHORT: _("Group"),
        GroupBy.PERIOD: _("First enrolled"),
    }
    return words[group_by]


def group_name(group: GroupCounts, group_by: GroupBy, *, months: str = "LLLL") -> str:
    """The name of a row: an area, a site, a group, or three months (written as `months` says)."""
    if group_by is GroupBy.SERVICE_AREA:
        return area_name(group.name)
    return period_name(group.key, months) if group_by is GroupBy.PERIOD else group.name


def area_name(key: str) -> str:
    """A service area by its key."""
    return str(_("Not decided")) if key == NOBODYS_AREA else service_area_name(int(key))


def period_name(key: str, months: str = "LLLL") -> str:
    """Three months in words: "October to December 2026", with "LLL" "Oct to Dec 2026".

    Raises ValueError when `key` names none.
    """
    quarter = quarter_of(key)
    if quarter is None:
        raise ValueError(f"{key!r} is no quarter.")
    last = quarter.first_on.replace(month=quarter.first_on.month + 2)
    first_month, last_month = (format_date(day, months) for day in (quarter.first_on, last))
    return str(_("%(first)s to %(last)s %(year)s", first=first_month, last=last_month, year=quarter.year))


def moment(local: datetime) -> str:
    """A local instant to the minute, as figures name theirs."""
    return f"{plain_date(local.date())}, {wall_time(local.time())}"
