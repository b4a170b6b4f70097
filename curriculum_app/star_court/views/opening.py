"""The recipient's page: what fetches an address opens nothing, a button opens the papers, once."""

from __future__ import annotations

from datetime import datetime

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.access import after_request_audit, public
from curriculum_app.core.audit import Outcome
from curriculum_app.core.db import begin_writing
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import language_links
from curriculum_app.core.pages import Page, render_page
from curriculum_app.star_court import events, service
from curriculum_app.star_court.models import Handoff, PacketLink
from curriculum_app.star_court.presenters.packets import opened_page
from curriculum_app.star_court.queries.opening import link_behind, works
from curriculum_app.star_court.service.opening import LinkOver, TooFast, count_try
from curriculum_app.star_court.views.answers import papers_for
from curriculum_app.star_court.views.blueprint import bp


@bp.get("/papers/<token>")
@public("A recipient has no account; the link is the proof, and looking at it opens nothing.")
def ask_open(token: str) -> ResponseReturnValue:
    """A page with a button and nothing else: previews and scanners fetch addresses."""
    link = link_behind(token)
    if link is None or not works(link, clock.now()):
        return _gone()
    return _ask()


@bp.post("/papers/<token>")
@public("A recipient has no account; the link is the proof, and it is used up by this.", late=True)
def open_packet(token: str) -> ResponseReturnValue:
    """Open the papers and show them, this once."""
    at = clock.now()
    try:
        count_try(request.remote_addr or "", at=at)
    except TooFast as refusal:
        return _ask(refusal)
    begin_writing()
    link = link_behind(token)
    return _gone() if link is None else _open(link, at)


def _open(link: PacketLink, at: datetime) -> Response:
    handoff = link.handoff
    try:
        packet = service.open_packet(link, at=at)
    except LinkOver:
        kind, key = Handoff.__tablename__, handoff.id
        after_request_audit(events.REFUSED, actor=None, kind=kind, object_id=key, outcome=Outcome.DENIED)
        return _gone()
    page = opened_page(papers_for(handoff, packet))
    return render_page("star_court/open_packet.html", page, other_languages={})


def _ask(refusal: Refusal | None = None) -> Response:
    errors = (("", str(refusal)),) if refusal else ()
    page = Page(title=_("Papers for you"), errors=errors)
    return render_page("star_court/ask_open.html", page, 429 if refusal else 200)


def _gone() -> Response:
    """Links that were opened, ended, ran out or never were answer with the same bytes."""
    page = Page(title=_("This link does not work"))
    return render_page("star_court/show_gone.html", page, 410, other_languages=language_links("/"))
