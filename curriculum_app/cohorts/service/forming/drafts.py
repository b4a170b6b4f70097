"""A draft's own life: started once an area, held while it changes, put away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Proposal, ProposalMove, ProposedSeat
from curriculum_app.cohorts.rules.states import DraftChange, ProposalState
from curriculum_app.core.access import Actor, Permission, Reach, areas_of
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.places.models import Site


class NotYourArea(Refusal):
    """Groups are formed in one's own service areas."""

    message = _l("You can form groups in your own service areas only.")
    field = "service_area"


class DraftOver(Refusal):
    """The draft was published or put away."""

    message = _l("This draft is closed. Start a new one.")


class DraftChanged(Conflict):
    """Somebody changed the draft since the page was made; `version` is the one that the page was built on."""

    message = _l("Someone else changed this draft meanwhile. Nothing of yours was saved.")

    def __init__(self, version: int = 0) -> None:
        super().__init__()
        self.version = version


def areas_to_form(actor: Actor, programme: Collection[int]) -> tuple[int, ...]:
    """The service areas in which `actor` may form groups, in order; `programme` are all there are."""
    scopes = actor.scopes(Permission.COHORT_MANAGE)
    if actor.kind != "user" or any(scope.reach is Reach.PROGRAMME for scope in scopes):
        return tuple(sorted(programme))
    areas, sites = areas_of(scopes)
    of_sites = db.session.scalars(select(Site.service_area).where(Site.id.in_(sites))) if sites else ()
    return tuple(sorted(areas | set(of_sites)))


def start_draft(service_area: int, *, programme: Collection[int], actor: Actor, at: datetime) -> Proposal:
    """The open draft of an area, made when there is none. Raises NotYourArea."""
    if service_area not in areas_to_form(actor, programme):
        raise NotYourArea
    known = open_draft(service_area)
    if known is not None:
        return known
    draft = Proposal(id=new_id(), service_area=service_area, started_at=at, started_by_id=actor.user_id)
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError:
        other = open_draft(service_area)
        if other is None:
            raise
        return other
    record(events.DRAFT_STARTED, actor=actor, at=at, subject=draft, service_area=service_area)
    return draft


def open_draft(service_area: int) -> Proposal | None:
    """The draft of an area that is being worked on."""
    query = select(Proposal).where(Proposal.service_area == service_area, Proposal.state == ProposalState.OPEN)
    return db.session.scalar(query)


def hold_draft(draft: Proposal, version: int | None = None) -> None:
    """Lock the draft and read it anew. Raises DraftOver, and DraftChanged when it is not at `version` any more."""
    db.session.flush()
    columns = ["version", "state", "job_id", "gap", "moved", "before", "proposed_at"]
    db.session.refresh(draft, columns, with_for_update=True)
    if draft.state is not ProposalState.OPEN:
        raise DraftOver
    if version is not None and draft.version != version:
        raise DraftChanged(version)


def write_change(
    draft: Proposal,
    what: DraftChange,
    *,
    actor: Actor,
    at: datetime,
    girl: UUID | None = None,
    was_in: UUID | None = None,
    was_pinned: bool = False,
    now_in: UUID | None = None,
) -> None:
    """Count a change of a held draft, keep who made it and where the girl was, and record it."""
    draft.version += 1
    db.session.add(
        ProposalMove(
            id=new_id(), proposal_id=draft.id, version=draft.version, what=what, participant_id=girl, was_in=was_in,
            was_pinned=was_pinned, now_in=now_in, by_id=actor.user_id, at=at,
        )
    )  # fmt: skip
    db.session.flush()
    record(events.DRAFT_CHANGED, actor=actor, at=at, subject=draft, what=what.value, version=draft.version)


def discard_draft(draft: Proposal, *, version: int, actor: Actor, at: datetime) -> None:
    """Put a draft away; the girls wait as before. Raises DraftOver, DraftChanged."""
    hold_draft(draft, version)
    draft.state = ProposalState.DISCARDED
    db.session.execute(delete(ProposedSeat).where(ProposedSeat.proposal_id == draft.id))
    db.session.flush()
    record(events.DRAFT_DISCARDED, actor=actor, at=at, subject=draft)
