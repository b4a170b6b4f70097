"""Rows of forming cohorts: girls who wait, a draft, its possible groups with trained people in front."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import PossibleGroup, Proposal, ProposedSeat
from curriculum_app.cohorts.queries.forming_groups import next_ordinal, starts_soon
from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.places.models import Site
from tests.factories import Make

MONDAYS = "Mon 15:00-18:30"


def waiting(make: Make, *, days: int = 30, availability: str | None = MONDAYS, **values: Any) -> Participant:  # noqa: ANN401
    """A girl who has waited for `days` days, and can come on Monday afternoons unless told otherwise."""
    if availability is not None:
        values["availability"] = availability
    girl = make.participant(**values)
    since: datetime = make.at - timedelta(days=days)
    make.add(
        Referral(
            participant_id=girl.id, source="School", content_fingerprint=girl.identity_fingerprint,
            referred_on=make.today, received_at=since, waitlisted_at=since, state=ReferralState.WAITLISTED,
            state_since=since,
        )
    )  # fmt: skip
    return girl


def trained(make: Make, name: str = "Ana Duarte") -> User:
    """Somebody with both trainings."""
    user = make.user("facilitator", full_name=name)
    make.training(user, "clinical")
    make.training(user, "facilitator")
    return user


def draft(make: Make, service_area: int = 6) -> Proposal:
    """An open draft."""
    row: Proposal = make.add(Proposal(service_area=service_area, started_at=make.at))
    return row


def possible_group(make: Make, proposal: Proposal, *, site: Site | None = None, **values: Any) -> PossibleGroup:  # noqa: ANN401
    """A group on Mondays at four, in English, for twelve, with trained people in front."""
    first_on: date = values.pop("first_on", starts_soon(make.today))
    if "lead_id" not in values:
        values["lead_id"], values["co_id"] = trained(make).id, trained(make, "Rosa Delgado").id
    defaults: dict[str, Any] = {
        "weekdays": 1 << first_on.weekday(), "starts_at": time(16), "minutes": 90, "first_on": first_on,
        "language": "en", "seats": 12,
    }  # fmt: skip
    row: PossibleGroup = make.add(
        PossibleGroup(
            proposal=proposal, ordinal=next_ordinal(proposal.id), site=site or make.site(proposal.service_area),
            **defaults | values,
        )
    )  # fmt: skip
    return row


def put(proposal: Proposal, group: PossibleGroup, *girls: Participant) -> None:
    """Let the draft have these girls in a group."""
    for girl in girls:
        db.session.add(ProposedSeat(proposal_id=proposal.id, participant_id=girl.id, possible_group_id=group.id))
    db.session.flush()
