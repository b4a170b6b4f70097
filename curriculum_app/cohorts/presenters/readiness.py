"""What a group's sessions lack, as calm lines: which ones, what is missing, whose training ended, who allowed it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts.forms import ALLOWED_BECAUSE, AllowGapForm
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries.readiness import Allowed, GapFound, SessionReadiness
from curriculum_app.cohorts.rules.states import ReadinessGap
from curriculum_app.core.pages import Page

MISSING = {
    ReadinessGap.NO_LEADER: _l("nobody leads."),
    ReadinessGap.NO_CO_FACILITATOR: _l("there is no co-facilitator."),
    ReadinessGap.LEADER_NOT_CLINICAL: _l("the leader has no clinical training on that date."),
    ReadinessGap.NO_FACILITATOR_TRAINING: _l("nobody there has a facilitator training on that date."),
}
WHAT = {
    ReadinessGap.NO_LEADER: _l("Nobody leads"),
    ReadinessGap.NO_CO_FACILITATOR: _l("No co-facilitator"),
    ReadinessGap.LEADER_NOT_CLINICAL: _l("Leader without a clinical training"),
    ReadinessGap.NO_FACILITATOR_TRAINING: _l("Nobody with a facilitator training"),
}


@dataclass(frozen=True)
class Readiness:
    """The gaps that nobody allowed, those that somebody did, and where to allow one (empty for who may not)."""

    missing: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class ReadinessPage(Page):
    """The readiness of one group, and the form that allows a gap."""

    group: str
    back_url: str
    readiness: Readiness
    form: AllowGapForm


def readiness(cohort: Cohort, rows: Iterable[SessionReadiness], *, may_manage: bool) -> Readiness:
    """The lines of `rows`; whose training ended is said to those who may change the group."""
    groups: dict[tuple[GapFound, bool], list[SessionReadiness]] = {}
    for row in rows:
        for found in row.gaps:
            kept = found if may_manage else GapFound(found.gap, (), found.exception)
            groups.setdefault((kept, found.exception is not None), []).append(row)
    lines = [(is_allowed, _line(found, sessions)) for (found, is_allowed), sessions in groups.items()]
    return Readiness(
        missing=tuple(text for is_allowed, text in lines if not is_allowed),
        allowed=tuple(text for is_allowed, text in lines if is_allowed),
        url=url_for("cohorts.show_readiness", cohort_id=cohort.id) if may_manage else "",
    )


def readiness_page(cohort: Cohort, rows: Sequence[SessionReadiness], form: AllowGapForm) -> ReadinessPage:
    """The page on which a coordinator allows a gap."""
    return ReadinessPage(
        title=_("Readiness of %(group)s", group=cohort.name),
        errors=form.summary(),
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        readiness=readiness(cohort, rows, may_manage=True),
        form=form,
    )


def planned_lines(by_day: Sequence[tuple[int, date, Iterable[ReadinessGap]]]) -> tuple[str, ...]:
    """The gaps of a group that is only planned: (number, date, gaps) of each session."""
    groups: dict[ReadinessGap, list[tuple[int, date]]] = {}
    for number, day, gaps in by_day:
        for gap in gaps:
            groups.setdefault(gap, []).append((number, day))
    return tuple(f"{_sessions(when)}: {MISSING[gap]}" for gap, when in groups.items())


def _line(found: GapFound, sessions: Sequence[SessionReadiness]) -> str:
    parts = [f"{_sessions([(row.number, row.held_on) for row in sessions])}: {MISSING[found.gap]}"]
    parts += [str(_ended(found.gap, name, day)) for name, day in found.ended]
    if found.exception is not None:
        parts.append(_allowed(found.exception))
    return " ".join(parts)


def _ended(gap: ReadinessGap, name: str, day: date) -> str:
    when = words.short_day(day)
    if gap is ReadinessGap.LEADER_NOT_CLINICAL:
        return str(_("%(name)s's clinical training ends %(day)s.", name=name, day=when))
    return str(_("%(name)s's facilitator training ends %(day)s.", name=name, day=when))


def _allowed(exception: Allowed) -> str:
    because = ALLOWED_BECAUSE[exception.reason]
    if not exception.allowed_by:
        return str(_("Allowed: %(reason)s.", reason=because))
    return str(_("Allowed by %(name)s: %(reason)s.", name=exception.allowed_by, reason=because))


def _sessions(when: Sequence[tuple[int, date]]) -> str:
    """The sessions by number, with the date of the first: "Session 4, Tue, Mar 3", "Sessions 4 to 10, from …"."""
    numbers, day = [number for number, _day in when], words.day(when[0][1])
    if len(numbers) == 1:
        return str(_("Session %(number)s, %(day)s", number=numbers[0], day=day))
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return str(_("Sessions %(first)s to %(last)s, from %(day)s", first=numbers[0], last=numbers[-1], day=day))
    listed = ", ".join(str(number) for number in numbers)
    return str(_("Sessions %(numbers)s, from %(day)s", numbers=listed, day=day))
