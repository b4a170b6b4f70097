"""Partners' links for coordinators, and the public form behind each: no sign-in, and nothing is read back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, public, requires, signed_in_actor
from curriculum_app.core.dates import plain_date
from curriculum_app.core.db import begin_writing
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import language_links
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import Page, go_to, render_page
from curriculum_app.participants.forms.partners import LinkForm, PartnerForm
from curriculum_app.participants.models import PartnerLink
from curriculum_app.participants.presenters import partners as pages
from curriculum_app.participants.queries.partners import open_link, partner_links
from curriculum_app.participants.service import partners as service
from curriculum_app.participants.views.blueprint import bp

MOST_A_DAY = 20
LASTS = timedelta(days=180)


@bp.get("/referrals/links")
@requires(Permission.REFERRAL_DECIDE)
def list_links() -> ResponseReturnValue:
    """The links of all partners."""
    page = pages.links_page(partner_links(on=signed_in_actor().today))
    return render_page("participants/list_links.html", page)


@bp.get("/referrals/links/new")
@requires(Permission.REFERRAL_DECIDE)
def new_link() -> ResponseReturnValue:
    """The form of a new link."""
    until = signed_in_actor().today + LASTS
    return _new(LinkForm(data={"most_a_day": MOST_A_DAY, "expires_on": until}))


@bp.post("/referrals/links/new")
@requires(Permission.REFERRAL_DECIDE)
def create_link() -> ResponseReturnValue:
    """Make a link and show it, once."""
    form = LinkForm(request.form)
    if not form.validate():
        return _new(form, 422)
    ways: dict[str, Any] = {"most_a_day": form.most_a_day.data, "expires_on": form.expires_on.data}
    ways |= {"actor": signed_in_actor(), "at": clock.now()}
    try:
        link, token = service.make_link(form.label.data or "", **ways)
    except Refusal as refusal:
        form.refuse(refusal)
        return _new(form, 422)
    base = current_app.config["SETTINGS"].base_url.rstrip("/")
    address = base + url_for("participants.show_refer", token=token)
    page = pages.FreshLinkPage(
        title=_("The partner's link"), label=link.label, link=address, until=plain_date(link.expires_on)
    )
    return render_page("participants/show_link.html", page)


@bp.post("/referrals/links/<uuid:link_id>/revoke")
@requires(Permission.REFERRAL_DECIDE)
def revoke_link(link: PartnerLink) -> ResponseReturnValue:
    """End a link at once."""
    service.revoke_link(link, actor=signed_in_actor(), at=clock.now())
    return go_to("participants.list_links", done="ended")


@bp.get("/refer/<token>")
@public("A partner refers a girl without an account; the link is the proof.")
def show_refer(token: str) -> ResponseReturnValue:
    """The partner's form."""
    today = clock.today(clock.now())
    link = open_link(token, on=today)
    if link is None:
        return _gone()
    return _refer(PartnerForm(data={"id": new_id(), "referred_on": today.isoformat()}), link.label)


@bp.post("/refer/<token>")
@public("A partner refers a girl without an account; the link is the proof.", late=True)
def send_refer(token: str) -> ResponseReturnValue:
    """Take in the form; the answer is a reference, the same for a girl who is known and for one who is not."""
    at = clock.now()
    today = clock.today(at)
    link = open_link(token, on=today)
    if link is None:
        return _gone()
    link_id, label, form = link.id, link.label, PartnerForm(request.form)
    facts = form.facts(today, source=label)
    if facts is None:
        return _refer(form, label, 422)
    try:
        service.count_form(request.remote_addr or "", at=at)
        begin_writing()
        areas = limits_on(today).service_areas
        ways: dict[str, Any] = {"form_id": form.id.data or new_id(), "programme_areas": areas, "today": today, "at": at}
        receipt = service.receive_from_partner(link_id, facts, **ways)
    except service.LinkOver:
        return _gone()
    except Refusal as refusal:
        form.refuse(refusal)
        return _refer(form, label, 429)
    page = pages.ThanksPage(title=_("Thank you"), reference=receipt.reference)
    return render_page("participants/show_thanks.html", page)


def _new(form: LinkForm, status: int = 200) -> ResponseReturnValue:
    return render_page("participants/new_link.html", pages.new_link_page(form), status)


def _refer(form: PartnerForm, label: str, status: int = 200) -> ResponseReturnValue:
    return render_page("participants/refer.html", pages.refer_page(form, label), status)


def _gone() -> ResponseReturnValue:
    """Unknown, ended and expired links answer with the same bytes."""
    page = Page(title=_("This link does not work"))
    return render_page("participants/show_gone.html", page, 404, other_languages=language_links("/"))
