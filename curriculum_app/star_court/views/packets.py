"""The papers: looked at as they will be seen, sent, linked to, printed; and a link that is ended."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.star_court import events, service
from curriculum_app.star_court.forms import SendForm
from curriculum_app.star_court.models import Handoff, PacketLink
from curriculum_app.star_court.presenters import packets as pages
from curriculum_app.star_court.rules.words import Way
from curriculum_app.star_court.service.packing import packet_of, seen_as
from curriculum_app.star_court.views.answers import by, papers_for
from curriculum_app.star_court.views.blueprint import ADDRESS, bp


@bp.get(f"{ADDRESS}/packet")
@requires(Permission.HANDOFF_MANAGE, reads=events.PACKET_READ)
def show_packet(handoff: Handoff) -> ResponseReturnValue:
    """The papers exactly as the recipient will see them, or as they were sent."""
    return _packet(handoff)


@bp.post(f"{ADDRESS}/send")
@requires(Permission.HANDOFF_MANAGE, reads=events.PACKET_READ)
def send_handoff(handoff: Handoff) -> ResponseReturnValue:
    """Send what was looked at, by a link or as a printed copy."""
    form = SendForm(request.form)
    if not form.validate():
        return _packet(handoff, status=422, errors=tuple(message for _id, message in form.summary()))
    try:
        seen, version = form.seen.data or "", form.version.data or 0
        service.send_handoff(handoff, seen=seen, version=version, **by())
        return _leave(handoff, form.way.data or "")
    except Refusal as refusal:
        return _refused(handoff, refusal)


@bp.post(f"{ADDRESS}/links")
@requires(Permission.HANDOFF_MANAGE, reads=events.PACKET_READ)
def make_link(handoff: Handoff) -> ResponseReturnValue:
    """A fresh link; the one before it ends."""
    try:
        return _leave(handoff, Way.LINK)
    except Refusal as refusal:
        return _refused(handoff, refusal)


@bp.post(f"{ADDRESS}/copies")
@requires(Permission.HANDOFF_MANAGE, reads=events.PACKET_READ)
def print_copy(handoff: Handoff) -> ResponseReturnValue:
    """One more copy to print."""
    try:
        return _leave(handoff, Way.PRINT)
    except Refusal as refusal:
        return _refused(handoff, refusal)


@bp.post(f"{ADDRESS}/links/<uuid:packet_link_id>/revoke")
@requires(Permission.HANDOFF_MANAGE)
def revoke_link(handoff: Handoff, packet_link: PacketLink) -> ResponseReturnValue:
    """End a link at once."""
    is_ended = service.revoke_link(packet_link, **by())
    return go_to("star_court.show_handoff", done="ended" if is_ended else "already", handoff_id=handoff.id)


def _leave(handoff: Handoff, way: str) -> Response:
    """The page by which the papers leave: a link that is shown once, or a copy. Raises what the service refuses."""
    if way == Way.PRINT:
        copy = service.print_copy(handoff, **by())
        papers = papers_for(handoff, packet_of(handoff), signed_in_actor())
        return render_page("star_court/print_copy.html", pages.copy_page(handoff, copy, papers))
    link, token = service.make_link(handoff, **by())
    base = current_app.config["SETTINGS"].base_url.rstrip("/")
    address = base + url_for("star_court.ask_open", token=token)
    return render_page("star_court/show_link.html", pages.fresh_link_page(handoff, address, link.expires_at))


def _packet(handoff: Handoff, *, status: int = 200, errors: Any = ()) -> Response:  # noqa: ANN401 - sentences
    packet = packet_of(handoff)
    papers = papers_for(handoff, packet, signed_in_actor())
    form = SendForm(data={"version": handoff.version, "seen": seen_as(packet)})
    return render_page("star_court/show_packet.html", pages.packet_page(handoff, papers, form, errors=errors), status)


def _refused(handoff: Handoff, refusal: Refusal) -> ResponseReturnValue:
    answer = _packet(handoff, status=409 if isinstance(refusal, Conflict) else 422, errors=(str(refusal),))
    return keep(answer) if isinstance(refusal, Conflict) else answer
