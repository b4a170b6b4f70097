"""The possible groups of a draft: added, changed, taken away, and suggested from what the girls need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete

from curriculum_app.cohorts.models import PossibleGroup, Proposal, ProposedSeat
from curriculum_app.cohorts.queries.forming import read_board
from curriculum_app.cohorts.queries.forming_groups import bounds_of, next_ordinal, place_of, starts_soon
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.forming.suggest import Frame, suggest
from curriculum_app.cohorts.rules.states import DraftChange, ReadinessReason
from curriculum_app.cohorts.service.forming.drafts import hold_draft, write_change
from curriculum_app.cohorts.service.planning import CohortPlan, NoLessons, SiteClosed, check_people, lay_out
from curriculum_app.core.access import Actor
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import Limits
from curriculum_app.curriculum.queries import current_edition
from curriculum_app.places.models import Site

USUAL_MINUTES = 90


class RoomTooSmall(Refusal):
    """More seats than the room has."""

    message = _l("The room of this site has %(seats)s seats.")
    field = "seats"


class OtherArea(Refusal):
    """A draft forms the groups of one area."""

    message = _l("This site lies in another service area.")
    field = "site"


class NothingToSuggest(Refusal):
    """No further group would fill."""

    message = _l("No other group would have enough girls. Add one by hand, or change when girls can come.")


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """What a coordinator decides about a possible group; weekdays are 0-6, empty for the weekday of the first date."""

    first_on: date
    starts_at: time
    minutes: int
    seats: int
    language: str
    weekdays: tuple[int, ...] = ()
    lead_id: UUID | None = None
    co_id: UUID | None = None
    exception: ReadinessReason | None = None


def add_group(
    draft: Proposal,
    plan: GroupPlan,
    *,
    site: Site,
    limits: Limits,
    actor: Actor,
    at: datetime,
    group_id: UUID | None = None,
) -> PossibleGroup:
    """Add a group to a draft; with an id that exists, nothing is made. `limits` are those of its first day.

    Raises DraftOver, OtherArea, RoomTooSmall, and what planning a cohort raises about site, people and dates.
    """
    known = db.session.get(PossibleGroup, group_id) if group_id else None
    if known is not None and known.proposal_id == draft.id:
        return known
    hold_draft(draft)
    _check(draft, plan, site, limits, actor)
    group = PossibleGroup(
        id=group_id or new_id(), proposal=draft, ordinal=next_ordinal(draft.id), site=site, **_columns(plan)
    )
    db.session.add(group)
    db.session.flush()
    write_change(draft, DraftChange.GROUPS, now_in=group.id, actor=actor, at=at)
    return group


def edit_group(
    group: PossibleGroup, plan: GroupPlan, *, site: Site, limits: Limits, version: int, actor: Actor, at: datetime
) -> None:
    """Change a possible group; girls who do not fit it any more are shown so. Needs `group.proposal`.

    Raises DraftChanged and what `add_group` raises.
    """
    draft = group.proposal
    hold_draft(draft, version)
    _check(draft, plan, site, limits, actor)
    for name, value in _columns(plan).items():
        setattr(group, name, value)
    group.site = site
    db.session.flush()
    write_change(draft, DraftChange.GROUPS, now_in=group.id, actor=actor, at=at)


def remove_group(group: PossibleGroup, *, version: int, actor: Actor, at: datetime) -> None:
    """Take a possible group out of its draft; its girls wait again. Needs `group.proposal`.

    Raises DraftOver, DraftChanged.
    """
    draft = group.proposal
    hold_draft(draft, version)
    db.session.execute(delete(ProposedSeat).where(ProposedSeat.possible_group_id == group.id))
    db.session.delete(group)
    db.session.flush()
    write_change(draft, DraftChange.GROUPS, was_in=group.id, actor=actor, at=at)


def suggest_groups(draft: Proposal, *, sites: Sequence[Site], limits: Limits, actor: Actor, at: datetime) -> int:
    """Add the groups that the waiting girls ask for at `sites`; returns how many.

    `limits` are those of the first day that is offered. Raises DraftOver, NothingToSuggest.
    """
    hold_draft(draft)
    board = read_board(draft.id, draft.service_area, today=actor.today, at=at)
    frame = Frame(
        starts_soon(actor.today),
        USUAL_MINUTES,
        limits.default_seats,
        limits.smallest_group,
        limits.age_span,
        bounds_of(limits),
    )
    waiting = [girl for girl in board.problem.girls if girl.id not in board.problem.now]
    places = [place_of(site) for site in sites if site.service_area == draft.service_area]
    found = suggest(waiting, places, [each.possible for each in board.groups], frame)
    if not found:
        raise NothingToSuggest
    first = next_ordinal(draft.id)
    by_id = {site.id: site for site in sites}
    for number, group in enumerate(found, start=first):
        plan = GroupPlan(group.first_on, group.starts_at, USUAL_MINUTES, group.seats, group.language, group.weekdays)
        site = by_id[group.place.id]
        db.session.add(PossibleGroup(id=new_id(), proposal=draft, ordinal=number, site=site, **_columns(plan)))
    db.session.flush()
    write_change(draft, DraftChange.GROUPS, actor=actor, at=at)
    return len(found)


def plan_of(group: PossibleGroup, limits: Limits) -> CohortPlan:
    """A possible group as a plan of a cohort."""
    return CohortPlan(
        first_on=group.first_on,
        starts_at=group.starts_at,
        minutes=group.minutes,
        capacity=group.seats,
        weekdays=timetable.weekdays_of(group.weekdays),
        largest=limits.largest_group,
        entry_closes_after=limits.last_entry_session,
        lead_id=group.lead_id,
        co_id=group.co_id,
        exception=group.exception,
        language=group.language,
    )


def _check(draft: Proposal, plan: GroupPlan, site: Site, limits: Limits, actor: Actor) -> None:
    edition = current_edition()
    if edition is None:
        raise NoLessons
    if site.service_area != draft.service_area:
        raise OtherArea
    if not site.is_open:
        raise SiteClosed
    if site.seats is not None and plan.seats > site.seats:
        raise RoomTooSmall(seats=site.seats)
    whole = CohortPlan(
        first_on=plan.first_on, starts_at=plan.starts_at, minutes=plan.minutes, capacity=plan.seats,
        weekdays=plan.weekdays, largest=limits.largest_group, lead_id=plan.lead_id, co_id=plan.co_id,
    )  # fmt: skip
    check_people(whole, site, actor)
    lay_out(whole, edition.lessons_offered, site=site)


def _columns(plan: GroupPlan) -> dict[str, object]:
    rhythm = plan.weekdays or (plan.first_on.weekday(),)
    return {
        "weekdays": timetable.mask_of(rhythm), "starts_at": plan.starts_at, "minutes": plan.minutes,
        "first_on": plan.first_on, "language": plan.language, "seats": plan.seats, "lead_id": plan.lead_id,
        "co_id": plan.co_id, "exception": plan.exception,
    }  # fmt: skip
