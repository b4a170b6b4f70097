"""The forming board: columns of groups, a column of those who wait with a sentence each, and what it all comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.presenters.board_words import change_words, fault_words, group_names, reason_words
from curriculum_app.cohorts.queries.drafts import ChangeRow
from curriculum_app.cohorts.queries.forming import Board, Card
from curriculum_app.cohorts.queries.forming_groups import GroupFacts
from curriculum_app.cohorts.rules.forming.checks import Checker, Fault
from curriculum_app.cohorts.rules.forming.facts import Shortfall, company
from curriculum_app.cohorts.rules.forming.figures import figures
from curriculum_app.cohorts.rules.forming.reasons import reasons
from curriculum_app.core.dates import span
from curriculum_app.core.pages import Page
from curriculum_app.places.rules import service_area_name


@dataclass(frozen=True)
class CardView:
    """One girl: what a card may show and nothing else. `note` is why she waits, or why she cannot stay.

    `rank` is her place among all by days of waiting, so that a script can put her card where it belongs.
    """

    id: UUID
    code: str
    about: str
    when: str
    days: str
    rank: int
    is_pinned: bool
    note: str


@dataclass(frozen=True)
class ColumnView:
    """One group with its girls; `note` is what is wrong with its size."""

    id: UUID
    name: str
    about: tuple[str, ...]
    seats: str
    note: str
    edit_url: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True)
class FigureView:
    """One figure of the draft, with what it was before the last proposal."""

    key: str
    label: str
    now: str
    before: str


@dataclass(frozen=True, kw_only=True)
class BoardPage(Page):
    """The whole board."""

    area: str
    version: int
    columns: tuple[ColumnView, ...]
    waiting: tuple[CardView, ...]
    figures: tuple[FigureView, ...]
    gap: str
    others: str
    job_text: str
    may_undo: bool
    chosen: str
    urls: Mapping[str, str]


def board_page(
    draft: Proposal,
    board: Board,
    *,
    others: Sequence[str],
    may_undo: bool,
    errors: tuple[tuple[str, str], ...] = (),
    chosen: UUID | None = None,
) -> BoardPage:
    """The page of a draft as it stands."""
    view = _View(draft, board)
    area = service_area_name(draft.service_area)
    return BoardPage(
        title=_("Form groups"),
        errors=errors,
        area=area,
        version=draft.version,
        columns=tuple(view.column(each) for each in view.shown),
        waiting=view.waiting(),
        figures=view.figures(),
        gap=gap_words(draft),
        others=others_words(others),
        job_text=_job_words(draft),
        may_undo=may_undo,
        chosen=str(chosen or ""),
        urls=_urls(draft),
    )


def board_changes(draft: Proposal, board: Board, girl: UUID, *, may_undo: bool) -> dict[str, Any]:
    """What a move changed, for the script: where the girl is, every figure, count and sentence that may have moved."""
    view = _View(draft, board)
    place = board.problem.now.get(girl)
    name = view.names[place] if place else _("Waiting")
    cards = [view.card(other) for other in (*board.problem.now, *view.reasons)]
    return {
        "version": draft.version,
        "girl": str(girl),
        "to": str(place or ""),
        "pinned": girl in board.problem.pinned,
        "said": _("%(code)s: %(group)s", code=board.cards[girl].code, group=name),
        "may_undo": may_undo,
        "figures": {each.key: [each.now, each.before] for each in view.figures()},
        "groups": {str(each.id): [view.seats(each), view.group_note(each)] for each in view.shown},
        "notes": {str(card.id): card.note for card in cards if card.note},
    }


class _View:
    """A board with what is derived from it once: names, faults, reasons."""

    def __init__(self, draft: Proposal, board: Board) -> None:
        self.draft, self.board = draft, board
        self.checker = Checker(board.problem)
        self.together = company(board.problem.now)
        self.names = group_names(board.groups)
        self.ranks = {
            girl: rank for rank, girl in enumerate(sorted(board.cards, key=lambda each: _order(board.cards[each])))
        }
        self.reasons = reasons(self.checker, board.problem.now)
        self.faults: dict[UUID, list[Fault]] = {}
        self.of_groups: dict[UUID, list[Fault]] = {}
        for fault in self.checker.faults(board.problem.now):
            where = self.of_groups if fault.girl is None else self.faults
            where.setdefault(fault.girl or fault.group, []).append(fault)

    @property
    def shown(self) -> list[GroupFacts]:
        """Groups that have or could have girls of this draft."""
        groups = self.board.groups
        return [each for each in groups if each.possible.is_new or each.possible.free or each.id in self.together]

    def column(self, group: GroupFacts) -> ColumnView:
        possible = group.possible
        minutes = _minutes(group)
        edit = ""
        if possible.is_new:
            edit = url_for("cohorts.edit_possible_group", proposal_id=self.draft.id, possible_group_id=group.id)
        when = f"{words.weekdays(possible.weekdays)}, {span(possible.starts_at, minutes)}"
        since = _("From %(day)s", day=words.short_day(possible.first_on))
        return ColumnView(
            id=group.id,
            name=self.names[group.id],
            about=(when, f"{group.site} · {words.language_name(possible.language)}", since),
            seats=self.seats(group),
            note=self.group_note(group),
            edit_url=edit,
            cards=self.cards(self.together.get(group.id, ())),
        )

    def cards(self, girls: Iterable[UUID]) -> tuple[CardView, ...]:
        """Cards, the longest waiting first."""
        return tuple(self.card(girl) for girl in sorted(girls, key=self.ranks.__getitem__))

    def waiting(self) -> tuple[CardView, ...]:
        return self.cards(self.reasons)

    def card(self, girl: UUID) -> CardView:
        facts = self.board.cards[girl]
        age = ngettext("%(num)s year", "%(num)s years", facts.age)
        return CardView(
            id=girl,
            code=facts.code,
            about=f"{age} · {words.language_name(facts.language)}",
            when=facts.availability or _("Ask when she can come"),
            days=ngettext("waits %(num)s day", "waits %(num)s days", facts.days_waiting),
            rank=self.ranks[girl],
            is_pinned=girl in self.board.problem.pinned,
            note=self.note(girl),
        )

    def note(self, girl: UUID) -> str:
        if girl in self.reasons:
            return reason_words(self.reasons[girl], self.checker.girls[girl], self.board, self.names, self.draft)
        found = self.faults.get(girl, [])
        return _("Cannot stay: %(why)s", why=fault_words(found[0])) if found else ""

    def seats(self, group: GroupFacts) -> str:
        taken = len(self.together.get(group.id, ())) + len(group.possible.seated)
        return words.seats(taken, group.possible.free + len(group.possible.seated))

    def group_note(self, group: GroupFacts) -> str:
        found = self.of_groups.get(group.id, [])
        if found and found[0].what is Shortfall.TOO_FEW:
            return str(_("Too few girls: at least %(least)s are needed.", least=group.possible.minimum))
        if found:
            return fault_words(found[0])
        return "" if group.possible.is_ready else str(_("No trained people on all its days yet."))

    def figures(self) -> tuple[FigureView, ...]:
        now = figures(self.board.problem, self.board.problem.now).as_row()
        before = self.draft.before or {}
        shown = [
            FigureView(key, label, write(now), write(before) if before else "") for key, label, write in _figures()
        ]
        if self.draft.moved is not None:
            shown.append(FigureView("moved", _("moved by the last proposal"), str(self.draft.moved), ""))
        return tuple(shown)


def _figures() -> tuple[tuple[str, str, Any], ...]:
    return (
        ("placed", _("girls with a place"), lambda row: f"{row['placed']} / {row['placed'] + row['waiting']}"),
        ("wait", _("days, the longest wait"), lambda row: str(row["longest_wait"])),
        ("seats", _("seats filled"), lambda row: f"{row['seats_filled']} / {row['seats']}"),
        ("groups", _("groups with girls"), lambda row: str(row["groups"])),
    )


def gap_words(draft: Proposal) -> str:
    """How far the last proposal can be from the best possible; empty before the first."""
    if draft.gap is None:
        return ""
    if draft.gap == 0:
        return str(_("The last proposal is the best possible."))
    return str(_("The last proposal is at most %(share)s %% from the best possible.", share=draft.gap / 10))


def others_words(names: Sequence[str]) -> str:
    """Who else has the draft open."""
    if not names:
        return ""
    return str(ngettext("%(names)s is editing too.", "%(names)s are editing too.", len(names), names=", ".join(names)))


def conflict_words(changes: Iterable[ChangeRow]) -> str:
    """Who changed what meanwhile, in one line."""
    told = " ".join(change_words(each) for each in changes)
    return str(_("Someone else changed this draft meanwhile. Nothing of yours was saved. %(told)s", told=told)).strip()


def _job_words(draft: Proposal) -> str:
    if draft.job is None or draft.job.state.is_over:
        return ""
    return str(_("A proposal is on its way: %(progress)s %%.", progress=draft.job.progress))


def _urls(draft: Proposal) -> dict[str, str]:
    names = {
        "move": "move_girl", "undo": "undo_move", "state": "show_draft_state", "propose": "ask_proposal",
        "progress": "show_progress", "suggest": "suggest_groups", "new_group": "new_possible_group",
        "publish": "ask_publish", "discard": "ask_discard",
    }  # fmt: skip
    found = {key: url_for(f"cohorts.{endpoint}", proposal_id=draft.id) for key, endpoint in names.items()}
    return found | {"back": url_for("cohorts.choose_area")}


def _minutes(group: GroupFacts) -> int:
    begins, ends = group.possible.starts_at, group.possible.ends_at
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


def _order(card: Card) -> tuple[int, str]:
    return (-card.days_waiting, card.code)
