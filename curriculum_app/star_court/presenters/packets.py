"""The packet as everybody sees it: the preview, what was sent, the recipient's page and the printed copy alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import Page
from curriculum_app.participants.rules.languages import language_name
from curriculum_app.places.rules import service_area_name
from curriculum_app.star_court.models import Handoff, PacketCopy
from curriculum_app.star_court.rules.packet import CONTACT, Packet, Release
from curriculum_app.star_court.rules.words import Basis, PacketField, State
from curriculum_app.star_court.service.words import FIELDS, PURPOSES

F = PacketField
SAID: dict[PacketField, Callable[[str], str]] = {
    F.BIRTH_DATE: lambda text: plain_date(date.fromisoformat(text)),
    F.LANGUAGE: lambda text: language_name(text, current_language()),
    F.HOME_AREA: lambda text: service_area_name(int(text)),
}


@dataclass(frozen=True)
class Papers:
    """A packet in words; `is_cut` where the reader may not open all of it."""

    code: str
    recipient: str
    purpose: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    is_cut: bool


@dataclass(frozen=True, kw_only=True)
class PacketPage(Page):
    """The preview, or what was sent; the form sends, and is None where nothing is to be sent."""

    papers: Papers
    form: Any
    back_url: str
    fields_url: str
    send_url: str


@dataclass(frozen=True, kw_only=True)
class FreshLinkPage(Page):
    """A link on the one page that shows it."""

    link: str
    until: str
    recipient: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class CopyPage(Page):
    """A printed copy."""

    papers: Papers
    copy: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class OpenedPage(Page):
    """What the recipient sees, once."""

    papers: Papers


def papers_of(handoff: Handoff, packet: Packet, basis: str, reader: Actor | None = None) -> Papers:
    """The packet in words for its recipient, or for a `reader` of the staff, from whom contact may be withheld."""
    may_open = reader is None or reader.may(Permission.CONTACT_REVEAL)
    facts = tuple((str(FIELDS[field]), _said(field, text, may_open=may_open)) for field, text in packet.values)
    is_cut = not may_open and any(field in CONTACT for field, _text in packet.values)
    return Papers(handoff.code, packet.recipient, str(PURPOSES[handoff.purpose]), basis, facts, is_cut)


def basis_words(handoff: Handoff, reference: str, release: Release | None) -> str:
    """What allows telling them, in one line; `release` is the one that it rests on."""
    if handoff.basis is Basis.RELEASE or handoff.basis_on is None:
        if release is None:
            return str(_("Her own release, not recorded yet"))
        dates = {"day": plain_date(release.signed_on), "until": plain_date(release.expires_on)}
        return str(_("Her own release of %(day)s, until %(until)s", **dates))
    values = {"reference": reference, "day": plain_date(handoff.basis_on)}
    if handoff.basis is Basis.COURT_ORDER:
        return str(_("Court order %(reference)s of %(day)s", **values))
    return str(_("Agency's authority: %(reference)s, %(day)s", **values))


def packet_page(handoff: Handoff, papers: Papers, form: Any, *, errors: Iterable[str] = ()) -> PacketPage:  # noqa: ANN401
    """The preview of a draft, or the packet as it was sent."""
    is_draft = handoff.state is State.DRAFTED
    ids: dict[str, Any] = {"handoff_id": handoff.id}
    return PacketPage(
        title=_("The papers as they will be seen") if is_draft else _("The papers as they were sent"),
        errors=tuple(("", message) for message in errors),
        papers=papers,
        form=form,
        back_url=url_for("star_court.show_handoff", **ids),
        fields_url=url_for("star_court.choose_fields", **ids) if is_draft else "",
        send_url=url_for("star_court.send_handoff", **ids) if is_draft and not papers.is_cut else "",
    )


def fresh_link_page(handoff: Handoff, link: str, until: Any) -> FreshLinkPage:  # noqa: ANN401 - an instant
    """The one page that shows a link."""
    return FreshLinkPage(
        title=_("The recipient's link"),
        link=link,
        until=moment(until),
        recipient=handoff.organisation.name,
        back_url=url_for("star_court.show_handoff", handoff_id=handoff.id),
    )


def copy_page(handoff: Handoff, copy: PacketCopy, papers: Papers) -> CopyPage:
    """A copy to print."""
    words = _("Copy %(number)s of the papers %(code)s, printed %(when)s",
              number=copy.number, code=handoff.code, when=moment(copy.printed_at))  # fmt: skip
    return CopyPage(
        title=_("Papers %(code)s", code=handoff.code),
        papers=papers,
        copy=words,
        back_url=url_for("star_court.show_handoff", handoff_id=handoff.id),
    )


def opened_page(papers: Papers) -> OpenedPage:
    """The recipient's page."""
    return OpenedPage(title=_("Papers %(code)s", code=papers.code), papers=papers)


def _said(field: PacketField, text: str, *, may_open: bool) -> str:
    if field in CONTACT and not may_open:
        return str(_("A coordinator of her area opens this."))
    if not text:
        return str(_("Not recorded"))
    return SAID[field](text) if field in SAID else text
