"""What is shown after a step for several referrals: how many went, and who stayed and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.pages import Page
from curriculum_app.participants.queries import DisplayName
from curriculum_app.participants.service.bulk import BulkStep, Stepped


@dataclass(frozen=True)
class Stayed:
    """One referral that stayed where it was."""

    name: str
    code: str
    url: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SteppedPage(Page):
    """What became of the step."""

    moved: str
    stayed: tuple[Stayed, ...]
    back_url: str


def stepped_page(done: Stepped, step: BulkStep, names: Mapping[UUID, DisplayName], back_url: str) -> SteppedPage:
    """The page after the step."""
    number = len(done.moved)
    words = {
        BulkStep.SCREEN: ngettext("%(num)d marked as screened.", "%(num)d marked as screened.", number),
        BulkStep.WAITLIST: ngettext("%(num)d put on the waitlist.", "%(num)d put on the waitlist.", number),
    }
    stayed = tuple(
        Stayed(
            names[referral.participant_id].name,
            names[referral.participant_id].code,
            url_for("participants.show_referral", referral_id=referral.id),
            str(refusal),
        )
        for referral, refusal in done.stayed
    )
    return SteppedPage(
        title=_("Several referrals"),
        moved=words[step] if number or stayed else _("No referral was ticked."),
        stayed=stayed,
        back_url=back_url,
    )
