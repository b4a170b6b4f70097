"""Pages around the board: which area, one possible group, the solver's progress, and the check pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from curriculum_app.cohorts.forms import PossibleGroupForm
from curriculum_app.cohorts.models import PossibleGroup, Proposal
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.presenters.board_words import fault_words, group_names
from curriculum_app.cohorts.queries.forming import Board
from curriculum_app.cohorts.rules.forming.checks import Checker, Fault
from curriculum_app.cohorts.rules.forming.facts import company
from curriculum_app.core.jobs import JobState
from curriculum_app.core.pages import Page
from curriculum_app.places.rules import service_area_name

STEPS = {
    "": _l("Waiting for its turn."),
    "reading": _l("Reading who waits."),
    "solving": _l("Looking for the best groups."),
    "changed": _l("The draft kept changing. Propose again."),
    "too-long": _l("It took too long and was stopped. Propose again, or with fewer groups."),
    "gave-up": _l("It could not be finished. Propose again."),
    "broke": _l("Something went wrong. Propose again."),
    "unknown": _l("Something went wrong. Propose again."),
}


@dataclass(frozen=True)
class AreaView:
    """One area with its draft, if there is one."""

    number: int
    name: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class AreasPage(Page):
    """Where groups can be formed."""

    areas: tuple[AreaView, ...]
    start_url: str


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    """A page that belongs to one draft."""

    area: str
    version: int
    back_url: str


@dataclass(frozen=True, kw_only=True)
class GroupFormPage(DraftPage):
    """The form of one possible group."""

    form: PossibleGroupForm
    remove_url: str


@dataclass(frozen=True, kw_only=True)
class ProgressPage(DraftPage):
    """How far the solver is."""

    progress: int
    text: str
    is_going: bool
    stop_url: str
    propose_url: str
    own_url: str


@dataclass(frozen=True, kw_only=True)
class PublishPage(DraftPage):
    """What publishing would make."""

    placed: int
    summary: str
    groups: tuple[tuple[str, str, str], ...]
    faults: tuple[str, ...]
    may_publish: bool


def areas_page(
    areas: Sequence[int], drafts: Mapping[int, Proposal], *, errors: tuple[tuple[str, str], ...] = ()
) -> AreasPage:
    """The page of areas."""
    return AreasPage(
        title=_("Form groups"),
        errors=errors,
        areas=tuple(_area(number, drafts.get(number)) for number in areas),
        start_url=url_for("cohorts.start_draft"),
    )


def _area(number: int, draft: Proposal | None) -> AreaView:
    if draft is None:
        return AreaView(number, service_area_name(number), _("No draft yet."), "")
    text = _("A draft is open.")
    if draft.job is not None and not draft.job.state.is_over:
        text = _("A proposal is on its way: %(progress)s %%.", progress=draft.job.progress)
    return AreaView(number, service_area_name(number), text, url_for("cohorts.show_draft", proposal_id=draft.id))


def ask_page(draft: Proposal, *, title: str, problem: str = "") -> DraftPage:
    """A check page about one draft."""
    return DraftPage(title=title, errors=(("", problem),) if problem else (), **_about(draft))


def group_form_page(draft: Proposal, form: PossibleGroupForm, group: PossibleGroup | None) -> GroupFormPage:
    """The form of a new possible group, or of one there is."""
    remove = ""
    if group is not None:
        remove = url_for("cohorts.remove_possible_group", proposal_id=draft.id, possible_group_id=group.id)
    title = _("New group %(number)s", number=group.ordinal) if group else _("Add a possible group")
    return GroupFormPage(title=title, errors=form.summary(), form=form, remove_url=remove, **_about(draft))


def progress_page(draft: Proposal) -> ProgressPage | None:
    """How far the solver is, or why it ended without a proposal; None when there is nothing to tell."""
    job = draft.job
    if job is None or job.state in {JobState.DONE, JobState.CANCELLED}:
        return None
    return ProgressPage(
        title=_("A proposal is on its way") if not job.state.is_over else _("There is no proposal"),
        progress=job.progress,
        text=str(STEPS.get(job.step, STEPS["broke"])),
        is_going=not job.state.is_over,
        stop_url=url_for("cohorts.stop_proposal", proposal_id=draft.id),
        propose_url=url_for("cohorts.ask_proposal", proposal_id=draft.id),
        own_url=url_for("cohorts.show_progress", proposal_id=draft.id),
        **_about(draft),
    )


def publish_page(draft: Proposal, board: Board, *, problem: str = "") -> PublishPage:
    """What publishing would make, and what stands against it."""
    names = group_names(board.groups)
    together = company(board.problem.now)
    shown = [each for each in board.groups if each.id in together]
    faults = Checker(board.problem).faults(board.problem.now)
    new = sum(1 for each in shown if each.possible.is_new)
    girls = len(board.problem.now)
    return PublishPage(
        title=_("Publish the draft"),
        errors=(("", problem),) if problem else (),
        placed=girls,
        summary=_(
            "%(groups)s and %(girls)s.",
            groups=ngettext("%(num)s new group", "%(num)s new groups", new),
            girls=ngettext("a seat for %(num)s girl", "seats for %(num)s girls", girls),
        ),
        groups=tuple(
            (names[each.id], words.weekdays(each.possible.weekdays) + f" · {each.site}", str(len(together[each.id])))
            for each in shown
        ),
        faults=tuple(_fault(each, board, names) for each in faults),
        may_publish=bool(girls) and not faults,
        **_about(draft),
    )


def _fault(fault: Fault, board: Board, names: Mapping[UUID, str]) -> str:
    who = f"{board.cards[fault.girl].code}, " if fault.girl is not None else ""
    return f"{who}{names[fault.group]}: {fault_words(fault)}"


def _about(draft: Proposal) -> dict[str, Any]:
    return {
        "area": service_area_name(draft.service_area),
        "version": draft.version,
        "back_url": url_for("cohorts.show_draft", proposal_id=draft.id),
    }
