"""One hand-off: where it stands, the step that comes next, and what stands under it; and the forms about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import Participant
from curriculum_app.star_court.models import Handoff, HandoffService, PacketLink
from curriculum_app.star_court.presenters.packets import basis_words
from curriculum_app.star_court.queries.grounds import release_behind
from curriculum_app.star_court.queries.handoffs import CopyRow, StepRow
from curriculum_app.star_court.rules.moves import may_have_services, steps_by_hand
from curriculum_app.star_court.rules.packet import Ground, Release, in_order, permitted, read
from curriculum_app.star_court.rules.words import Basis, State
from curriculum_app.star_court.service.words import FIELDS, OUTCOMES, PURPOSES, REASONS, SERVICES


@dataclass(frozen=True)
class Known:
    """What was read about one hand-off; `contact` and `reference` are opened texts."""

    handoff: Handoff
    name: str
    contact: str
    reference: str
    ground: Ground
    steps: Sequence[StepRow]
    services: Sequence[HandoffService]
    links: Sequence[tuple[PacketLink, str | None]]
    copies: Sequence[CopyRow]
    at: datetime
    on: Any
    is_covered: bool
    given_by: str


@dataclass(frozen=True)
class StepLine:
    """One step of the history."""

    happened_on: str
    state: str
    reason: str
    recorded: str


@dataclass(frozen=True)
class ServiceLine:
    """One service; `end_url` is empty once it ended."""

    kind: str
    begins_on: str
    ended: str
    end_url: str


@dataclass(frozen=True)
class LinkLine:
    """One link or copy by which the packet left; `revoke_url` is empty when there is nothing to end."""

    what: str
    made: str
    state: str
    tone: str
    revoke_url: str


@dataclass(frozen=True, kw_only=True)
class HandoffPage(Page):
    """The page of one hand-off; `next_step` names what a draft lacks."""

    name: str
    girl_code: str
    girl_url: str
    state: str
    facts: tuple[tuple[str, str], ...]
    next_step: str
    release: tuple[tuple[str, str], ...]
    is_uncovered: bool
    steps: tuple[StepLine, ...]
    services: tuple[ServiceLine, ...]
    links: tuple[LinkLine, ...]
    urls: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """A form about one girl's hand-off."""

    name: str
    girl_code: str
    form: Any
    back_url: str
    recipients: tuple[str, ...] = ()
    may_end_referral: bool = False
    others: tuple[tuple[str, str], ...] = ()
    recipient: str = ""
    purpose: str = ""
    withheld: str = ""


def handoff_page(known: Known) -> HandoffPage:
    """The page of one hand-off."""
    handoff, release = known.handoff, known.ground.release(known.on)
    girl = handoff.participant
    return HandoffPage(
        title=_("Hand-off %(code)s", code=handoff.code),
        name=known.name,
        girl_code=girl.code,
        girl_url=url_for("participants.show_participant", participant_id=girl.id),
        state=handoff.state.value,
        facts=_facts(known),
        next_step=_next_step(known),
        release=_release_facts(known, release) if handoff.basis is Basis.RELEASE and release else (),
        is_uncovered=handoff.sent_on is not None and not known.is_covered,
        steps=tuple(_step(each) for each in known.steps),
        services=tuple(_service(handoff, each) for each in known.services),
        links=(
            *(_link(handoff, link, name, known) for link, name in known.links),
            *(_copy(each) for each in known.copies),
        ),
        urls=_urls(known, has_release=release is not None),
    )


def form_page(title: str, girl: Participant, name: str, form: Any, back_url: str, **more: Any) -> FormPage:  # noqa: ANN401
    """A form with the errors in it."""
    return FormPage(
        title=title, errors=form.summary(), name=name, girl_code=girl.code, form=form, back_url=back_url, **more
    )


def other_lines(others: Iterable[tuple[UUID, str, str]]) -> tuple[tuple[str, str], ...]:
    """Hand-offs of hers that are open already, as words and address."""
    return tuple(
        (_("%(code)s, to %(recipient)s", code=code, recipient=name), url_for("star_court.show_handoff", handoff_id=key))
        for key, code, name in others
    )


def withheld_words(ground: Ground, on: Any) -> str:  # noqa: ANN401 - a date
    """Which fields cannot be chosen, in one sentence; empty where all can."""
    rest = set(FIELDS) - set(permitted(ground, on))
    names = ", ".join(str(FIELDS[field]).lower() for field in in_order(rest))
    return str(_("Not needed for this purpose, or not covered: %(fields)s.", fields=names)) if rest else ""


def _facts(known: Known) -> tuple[tuple[str, str], ...]:
    handoff = known.handoff
    release = release_behind(handoff, known.ground, known.on)
    facts = [
        (_("Recipient"), handoff.organisation.name),
        (_("Whom to reach there"), known.contact),
        (_("Purpose"), str(PURPOSES[handoff.purpose])),
        (_("What allows it"), basis_words(handoff, known.reference, release)),
        (_("The papers say"), ", ".join(str(FIELDS[field]) for field in read(handoff.fields)) or _("Not chosen yet")),
    ]
    if handoff.referral_id is not None:
        facts.append((_("Her referral"), _("ends as referred on when this is sent")
                      if handoff.state is State.DRAFTED else _("ended as referred on")))  # fmt: skip
    if handoff.sent_on is not None:
        facts.append((_("Sent on"), plain_date(handoff.sent_on)))
    return tuple(facts)


def _next_step(known: Known) -> str:
    """What a draft lacks, in the order in which it is done: a release, fields, a look at the papers."""
    if known.handoff.state is not State.DRAFTED:
        return ""
    if not permitted(known.ground, known.on):
        return "release"
    chosen = set(read(known.handoff.fields))
    return "send" if chosen and chosen <= set(permitted(known.ground, known.on)) else "fields"


def _release_facts(known: Known, release: Release) -> tuple[tuple[str, str], ...]:
    facts = [
        (_("She allows telling them"), ", ".join(str(FIELDS[field]) for field in in_order(release.fields))),
        (_("Signed on"), plain_date(release.signed_on)),
        (_("Holds until"), plain_date(release.expires_on)),
    ]
    if known.given_by:
        facts.append((_("Who signed"), known.given_by))
    return tuple(facts)


def _step(row: StepRow) -> StepLine:
    by = row.by or _("a command on the server")
    reason = str(REASONS[row.reason]) if row.reason else ""
    return StepLine(plain_date(row.happened_on), row.state.value, reason, f"{by}, {moment(row.recorded_at)}")


def _service(handoff: Handoff, row: HandoffService) -> ServiceLine:
    ended = ""
    if row.ends_on is not None and row.outcome is not None:
        ended = f"{plain_date(row.ends_on)}: {OUTCOMES[row.outcome]}"
    ids: dict[str, Any] = {"handoff_id": handoff.id, "service_id": row.id}
    end_url = "" if ended else url_for("star_court.ask_end", **ids)
    return ServiceLine(str(SERVICES[row.kind]), plain_date(row.begins_on), ended, end_url)


def _link(handoff: Handoff, link: PacketLink, name: str | None, known: Known) -> LinkLine:
    made = f"{name or _('a command on the server')}, {moment(link.made_at)}"
    ids: dict[str, Any] = {"handoff_id": handoff.id, "packet_link_id": link.id}
    if link.opened_at is not None:
        return LinkLine(_("Link"), made, _("Opened %(when)s", when=moment(link.opened_at)), "good", "")
    if link.revoked_at is not None:
        return LinkLine(_("Link"), made, _("Ended %(when)s", when=moment(link.revoked_at)), "neutral", "")
    if link.expires_at <= known.at:
        return LinkLine(_("Link"), made, _("Ran out %(when)s", when=moment(link.expires_at)), "neutral", "")
    until = _("Not opened yet. Works until %(when)s", when=moment(link.expires_at))
    return LinkLine(_("Link"), made, until, "wait", url_for("star_court.revoke_link", **ids))


def _copy(row: CopyRow) -> LinkLine:
    made = f"{row.by or _('a command on the server')}, {moment(row.printed_at)}"
    return LinkLine(_("Printed copy %(number)s", number=row.number), made, _("Printed"), "neutral", "")


def _urls(known: Known, *, has_release: bool) -> dict[str, str]:
    """Where one may go from here; what is not open is left out."""
    handoff = known.handoff
    ids: dict[str, Any] = {"handoff_id": handoff.id}
    is_draft, is_release = handoff.state is State.DRAFTED, handoff.basis is Basis.RELEASE
    may_leave = handoff.sent_on is not None and handoff.state not in {State.DECLINED, State.CLOSED}
    open_now = {
        "edit_handoff": is_draft,
        "new_release": is_draft and is_release,
        "ask_revoke": is_release and has_release,
        "choose_fields": is_draft and bool(permitted(known.ground, known.on)),
        "show_packet": handoff.sent_on is not None or (is_draft and bool(handoff.fields)),
        "make_link": may_leave and known.is_covered,
        "print_copy": may_leave and known.is_covered,
        "ask_step": bool(steps_by_hand(handoff.state)),
        "new_service": may_have_services(handoff.state),
    }
    return {name: url_for(f"star_court.{name}", **ids) for name, is_open in open_now.items() if is_open}
