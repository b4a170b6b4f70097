"""Publishing a draft: everything is checked once more with the rows held, then cohorts, sessions and seats are made.

One transaction: a failure leaves everything as it was and says what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort, PossibleGroup, Proposal, ProposedSeat
from curriculum_app.cohorts.queries.forming import Board, read_board
from curriculum_app.cohorts.queries.forming_groups import limits_by_day
from curriculum_app.cohorts.rules.forming.checks import Checker, Fault
from curriculum_app.cohorts.rules.forming.facts import company
from curriculum_app.cohorts.rules.states import ProposalState
from curriculum_app.cohorts.service.apart import hold_girls
from curriculum_app.cohorts.service.enrolling import enrol
from curriculum_app.cohorts.service.forming.drafts import hold_draft
from curriculum_app.cohorts.service.forming.groups import plan_of
from curriculum_app.cohorts.service.holding import hold_open
from curriculum_app.cohorts.service.planning import NoLessons, plan_cohort
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.limits import Limits
from curriculum_app.curriculum.models import Edition
from curriculum_app.curriculum.queries import current_edition
from curriculum_app.participants.models import Participant


class NobodyPlaced(Refusal):
    """There is nothing to publish."""

    message = _l("No girl has a place in this draft yet.")


class NotYourSite(Refusal):
    """A group of the draft meets where the actor may not plan any."""

    message = _l("One of these groups meets at a site that is not yours. Ask the coordinator of that site.")


class CannotPublish(Refusal):
    """The draft breaks rules as things stand now; `faults` say which, group by group."""

    message = _l("The draft cannot be published as it is. Nothing was made.")

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__()
        self.faults = faults


class GirlsGone(Conflict):
    """Girls of the draft do not wait any more, or their group takes nobody any more; nothing was made."""

    message: ClassVar[object] = _l(
        "Meanwhile something changed for %(codes)s. Look at the draft again. Nothing was made."
    )


class OneStopped(Refusal):
    """A seat could not be given after all; nothing was made."""

    message = _l("%(code)s: %(what)s Nothing was made.")


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a draft: its new cohorts, and how many girls have a seat now."""

    cohorts: tuple[Cohort, ...]
    girls: int


def publish_draft(
    draft: Proposal,
    *,
    version: int,
    placed: int,
    sites: frozenset[UUID],
    actor: Actor,
    at: datetime,
) -> Published:
    """Make the cohorts of a draft, their sessions and the girls' enrolments, all or nothing.

    `placed` is how many girls the reader saw with a place, `sites` those where she may plan groups. Raises DraftOver,
    DraftChanged, NobodyPlaced, CannotPublish, GirlsGone, NotYourSite, OneStopped and what planning a cohort raises.
    """
    hold_draft(draft, version)
    planned = _hold_cohorts(draft)
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    hold_girls(sorted(board.problem.now))
    _check(draft, board, placed)
    groups = _groups(draft.id, frozenset(board.problem.now.values()))
    if any(group.site_id not in sites for group in groups):
        raise NotYourSite
    limits = limits_by_day({each.first_on for each in groups} | {each.first_on for each in planned})
    made = _plan(groups, limits, actor, at)
    _enrol(board, {**{each.id: each for each in planned}, **made}, limits, actor, at)
    draft.state = ProposalState.PUBLISHED
    db.session.flush()
    girls = len(board.problem.now)
    record(events.DRAFT_PUBLISHED, actor=actor, at=at, subject=draft, cohorts=len(made), girls=girls)
    return Published(tuple(made.values()), girls)


def _hold_cohorts(draft: Proposal) -> list[Cohort]:
    """The planned cohorts in which the draft has girls, locked in one order."""
    wanted = select(ProposedSeat.cohort_id).where(
        ProposedSeat.proposal_id == draft.id, ProposedSeat.cohort_id.is_not(None)
    )
    query = select(Cohort).where(Cohort.id.in_(wanted)).options(joinedload(Cohort.edition)).order_by(Cohort.id)
    found = list(db.session.scalars(query))
    hold_open(*found)
    return found


def _check(draft: Proposal, board: Board, placed: int) -> None:
    if not board.problem.now:
        raise NobodyPlaced
    gone = _gone(draft.id, board)
    if gone and placed != len(board.problem.now):
        raise GirlsGone(codes=", ".join(gone))
    faults = Checker(board.problem).faults(board.problem.now)
    if faults:
        raise CannotPublish(tuple(faults))


def _gone(draft_id: UUID, board: Board) -> list[str]:
    """The codes of girls whom the draft has in a group, and who are not on the board any more."""
    query = (
        select(Participant.code)
        .join(ProposedSeat, ProposedSeat.participant_id == Participant.id)
        .where(
            ProposedSeat.proposal_id == draft_id,
            ProposedSeat.possible_group_id.is_not(None) | ProposedSeat.cohort_id.is_not(None),
            ProposedSeat.participant_id.not_in(list(board.problem.now)),
        )
        .order_by(Participant.code)
    )
    return list(db.session.scalars(query))


def _groups(draft_id: UUID, used: frozenset[UUID]) -> list[PossibleGroup]:
    query = (
        select(PossibleGroup)
        .where(PossibleGroup.proposal_id == draft_id, PossibleGroup.id.in_(used))
        .options(joinedload(PossibleGroup.site))
        .order_by(PossibleGroup.ordinal)
    )
    return list(db.session.scalars(query))


def _plan(groups: list[PossibleGroup], limits: Mapping[date, Limits], actor: Actor, at: datetime) -> dict[UUID, Cohort]:
    """One cohort for each possible group that has girls; the id stays, so that publishing twice makes one."""
    edition: Edition | None = current_edition()
    if edition is None:
        raise NoLessons
    made = {}
    for group in groups:
        plan = plan_of(group, limits[group.first_on])
        made[group.id], _ = plan_cohort(plan, site=group.site, edition=edition, actor=actor, at=at, cohort_id=group.id)
    return made


def _enrol(
    board: Board, cohorts: Mapping[UUID, Cohort], limits: Mapping[date, Limits], actor: Actor, at: datetime
) -> None:
    for group, girls in sorted(company(board.problem.now).items()):
        cohort = cohorts[group]
        policy = limits.get(cohort.first_on) or limits_by_day({cohort.first_on})[cohort.first_on]
        for girl in sorted(girls):
            try:
                enrol(cohort, participant_id=girl, policy=policy, actor=actor, at=at)
            except Refusal as refusal:
                raise OneStopped(code=board.cards[girl].code, what=str(refusal)) from refusal
