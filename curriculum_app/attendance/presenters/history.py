"""The history of a sheet: who changed what, when, old and new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.queries.history import WholeChange
from curriculum_app.attendance.queries.sheets import SheetRow
from curriculum_app.attendance.rules.words import Verdict
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class Entry:
    """One line: when, who, about whom, old, new, and a remark (from paper, not taken over, the reason)."""

    when: str
    who: str
    girl: str
    code: str
    was: str
    now: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class HistoryPage(Page):
    """Everything that was asked of the marks of one session, the newest first."""

    cohort_id: UUID
    session_id: UUID
    entries: tuple[Entry, ...]


def history_page(
    session: GroupSession, rows: Sequence[SheetRow], changes: Sequence[WholeChange], *, today: date
) -> HistoryPage:
    """Present the history of one sheet."""
    girls = {row.enrolment_id: row for row in rows}
    return HistoryPage(
        title=_("%(group)s: changes in session %(number)s", group=session.cohort.name, number=session.number),
        cohort_id=session.cohort_id,
        session_id=session.id,
        entries=tuple(_entry(change, girls.get(change.enrolment_id), today) for change in reversed(changes)),
    )


def _entry(change: WholeChange, girl: SheetRow | None, today: date) -> Entry:
    return Entry(
        words.moment(change.changed_at, today),
        change.changed_by or words.first_name(None),
        girl.name if girl else _("No longer on this list"),
        girl.code if girl else "",
        words.said(change.was),
        words.said(change.value),
        " · ".join(_remarks(change)),
    )


def _remarks(change: WholeChange) -> list[str]:
    remarks = []
    if change.verdict is Verdict.CONFLICT:
        remarks.append(_("not taken over: two answers differed"))
    if change.verdict is Verdict.REJECTED:
        remarks.append(_("refused"))
    if change.paper_on is not None:
        remarks.append(_("from paper dated %(day)s", day=words.day(change.paper_on)))
    elif words.SOURCE[change.source]:
        remarks.append(str(words.SOURCE[change.source]))
    if change.because:
        remarks.append(change.because)
    return remarks
