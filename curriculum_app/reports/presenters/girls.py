"""The list behind a number: the girls that were counted, each as chosen name and initial with her code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from flask_babel import format_date

from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.forms import FilterForm
from curriculum_app.reports.presenters.paging import Pager, pager
from curriculum_app.reports.presenters.words import area_name, figure_name, period_name
from curriculum_app.reports.queries import Girl, GirlList
from curriculum_app.reports.rules.completion import Figure, GroupBy


@dataclass(frozen=True, slots=True)
class GirlRow:
    """One girl and where she stands; `url` is empty where she has no page of her own."""

    name: str
    code: str
    url: str
    cohort: str
    cohort_url: str
    lessons: int
    lessons_needed: int
    standing: str
    tone: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class GirlsPage(Page):
    """The girls of one number."""

    heading: str
    back_url: str
    girls: tuple[GirlRow, ...]
    pager: Pager | None


def girls_page(
    form: FilterForm, figure: Figure, group: str | None, group_title: str, found: GirlList, *, offset: int, size: int
) -> GirlsPage:
    """The page; its title names the figure and never a girl, `group_title` the row that was opened."""
    more = {"figure": figure.value} | ({"group": group} if group is not None else {})
    count = _("%(number)s girls", number=found.total) if found.total != 1 else _("1 girl")
    return GirlsPage(
        title=figure_name(figure),
        heading=f"{group_title} · {count}" if group_title else count,
        back_url=url_for("reports.show_completion", **form.query()),
        girls=tuple(_row(girl) for girl in found.girls),
        pager=pager(
            len(found.girls), found.total, offset, size,
            lambda number: url_for("reports.list_girls", **form.query(**more, page=number)),
        ),
    )  # fmt: skip


def group_title(group_by: GroupBy, key: str, found: GirlList) -> str:
    """The words for the row that was opened: an area, three months, or the one group of everybody listed."""
    if group_by is GroupBy.SERVICE_AREA:
        return area_name(key)
    if group_by is GroupBy.PERIOD:
        return period_name(key)
    names = {girl.cohort_name for girl in found.girls}
    return names.pop() if group_by is GroupBy.COHORT and len(names) == 1 else ""


def _row(girl: Girl) -> GirlRow:
    standing, tone, icon = _standing(girl)
    return GirlRow(
        name=girl.name,
        code=girl.code,
        url=_link("participants.show_participant", participant_id=girl.participant_id),
        cohort=girl.cohort_name,
        cohort_url=_link("cohorts.show_cohort", cohort_id=girl.cohort_id),
        lessons=min(girl.lessons, girl.lessons_needed),
        lessons_needed=girl.lessons_needed,
        standing=standing,
        tone=tone,
        icon=icon,
    )


def _standing(girl: Girl) -> tuple[str, str, str]:
    """Where she stands in words, with a tag's tone and icon."""
    if girl.exited_on is None:
        words = _("Completed, still in the group") if girl.is_completed else _("In the group")
        return words, "good" if girl.is_completed else "info", "check" if girl.is_completed else "group"
    reason = _exit_words(girl.exit_reason)
    return (
        _("%(reason)s, %(day)s", reason=reason, day=format_date(girl.exited_on, "medium")),
        "good" if girl.exit_reason is ExitReason.COMPLETED else "neutral",
        "check" if girl.exit_reason is ExitReason.COMPLETED else "minus",
    )


def _exit_words(reason: ExitReason | None) -> str:
    words: dict[ExitReason | None, str] = {
        ExitReason.COMPLETED: _("Completed"),
        ExitReason.MOVED: _("Moved"),
        ExitReason.RELEASED: _("Released"),
        ExitReason.AGED_OUT: _("Aged out"),
        ExitReason.WITHDREW_ASSENT: _("Withdrew her assent"),
        ExitReason.PARENT_WITHDREW: _("Parent withdrew"),
        ExitReason.SAFETY_SEPARATION: _("Safety separation"),
        ExitReason.LOST_CONTACT: _("Lost contact"),
        ExitReason.REFERRED_ON: _("Referred on"),
        None: _("Left"),
    }
    return words[reason]


def _link(endpoint: str, **ids: Any) -> str:  # noqa: ANN401 - as url_for has it
    """The address of a page of another room, where that room is open in this installation."""
    return url_for(endpoint, **ids) if endpoint in current_app.view_functions else ""
