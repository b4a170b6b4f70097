"""The sentences of the board: why a girl waits, the cheapest change, what is wrong, who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.cohorts.models import Proposal
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries.drafts import ChangeRow
from curriculum_app.cohorts.queries.forming import Board
from curriculum_app.cohorts.queries.forming_groups import GroupFacts
from curriculum_app.cohorts.rules.forming.checks import Fault
from curriculum_app.cohorts.rules.forming.facts import Girl, Obstacle
from curriculum_app.cohorts.rules.forming.reasons import Change, Reason
from curriculum_app.cohorts.rules.states import DraftChange
from curriculum_app.cohorts.service.forming.words import OBSTACLES, SHORTFALLS
from curriculum_app.participants.rules.dates import birthday
from curriculum_app.places.rules import service_area_name

Names = Mapping[UUID, str]


def group_names(groups: Iterable[GroupFacts]) -> dict[UUID, str]:
    """What each group of a board is called: planned ones by their name, the others by their number in the draft."""
    return {each.id: each.name or str(_("New group %(number)s", number=each.ordinal)) for each in groups}


def fault_words(fault: Fault) -> str:
    """What is wrong, as a sentence."""
    return str(OBSTACLES[fault.what]) if isinstance(fault.what, Obstacle) else str(SHORTFALLS[fault.what])


def reason_words(reason: Reason, girl: Girl, board: Board, names: Names, draft: Proposal) -> str:
    """Why she waits and what would change it."""
    change = _change(reason, girl, board, names, draft)
    if reason.change in {Change.PLACE_NOW, Change.MORE_GIRLS}:
        return change
    why = str(OBSTACLES[reason.what]) if reason.what else str(_("No group fits her now."))
    return f"{why} {change}"


def _change(reason: Reason, girl: Girl, board: Board, names: Names, draft: Proposal) -> str:
    if reason.group is None:
        return _without_group(reason, girl, draft)
    group = next(each for each in board.groups if each.id == reason.group)
    facts = {"group": names[reason.group], "site": group.site, "when": _when(group)}
    if reason.change is Change.MORE_GIRLS:
        return str(
            ngettext(
                "%(num)s more girl opens %(group)s to her.",
                "%(num)s more girls open %(group)s to her.",
                reason.number,
                **facts,
            )
        )
    sentences = {
        Change.PLACE_NOW: _("%(group)s can take her now: move her there.", **facts),
        Change.CONSENT: _("Once consent is recorded: %(group)s.", **facts),
        Change.SEAT: _("One more seat in %(group)s.", **facts),
        Change.TIME: _("If she could come on %(when)s: %(group)s.", **facts),
        Change.SITE: _("If she could go to %(site)s: %(group)s.", **facts),
        Change.AGE_SPAN: _("If %(group)s were of her age.", **facts),
        Change.STAFF: _("Once trained people lead %(group)s.", **facts),
        Change.ROOM: _("If %(group)s met at another time.", **facts),
        Change.WAIT: _("Once she is old enough, on %(day)s.", day=_old_enough(girl, group)),
        Change.REASON: _("You can enrol her by hand and say why."),
    }
    return str(sentences[reason.change])


def _without_group(reason: Reason, girl: Girl, draft: Proposal) -> str:
    if reason.change is Change.NONE:
        return str(_("No change on this board would help her now."))
    area = service_area_name(draft.service_area)
    language = words.language_name(girl.languages[0]) if girl.languages else ""
    if reason.what is Obstacle.LANGUAGE:
        start = _("If a group in %(language)s started in %(area)s.", language=language, area=area)
    else:
        start = _("If another group that suits her started in %(area)s.", area=area)
    if not reason.number:
        return str(start)
    wait = ngettext("%(num)s more girl waits for one.", "%(num)s more girls wait for one.", reason.number)
    return f"{start} {wait}"


def _when(group: GroupFacts) -> str:
    return f"{words.weekdays(group.possible.weekdays)}, {words.wall(group.possible.starts_at)}"


def _old_enough(girl: Girl, group: GroupFacts) -> str:
    return words.short_day(birthday(girl.birth_date, group.possible.bounds.minimum_age))


def change_words(change: ChangeRow) -> str:
    """Who did what, as a sentence."""
    by = change.by or str(_("The program"))
    sentences = {
        DraftChange.MOVED: _("%(by)s moved %(code)s.", by=by, code=change.code),
        DraftChange.UNDONE: _("%(by)s moved %(code)s back.", by=by, code=change.code),
        DraftChange.GROUPS: _("%(by)s changed the groups.", by=by),
        DraftChange.PROPOSED: _("A new proposal for %(by)s came in.", by=by),
    }
    return str(sentences[change.what])
