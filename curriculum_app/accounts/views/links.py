"""Set-up links, as administrators make them for people who cannot get in."""

from __future__ import annotations

from flask import Response, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts.forms.users import NewLinkForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.users import UserFormPage, link_page
from curriculum_app.accounts.service.links import make_link
from curriculum_app.accounts.views import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.pages import render_page


@bp.get("/admin/users/<uuid:user_id>/link")
@requires(Permission.USER_MANAGE)
def new_link(user: User) -> ResponseReturnValue:
    """The check page before a new link is made."""
    return _page(NewLinkForm(), user)


@bp.post("/admin/users/<uuid:user_id>/link")
@requires(Permission.USER_MANAGE)
def create_link(user: User) -> ResponseReturnValue:
    """Make a new link and show it, once; earlier ones end."""
    form = NewLinkForm(request.form)
    try:
        token = make_link(
            user, actor=signed_in_actor(), at=clock.now(), forget_second_factor=form.forget_second_factor.data
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, user, 422)
    return show(user, token)


def show(user: User, token: str) -> Response:
    """The page with a fresh link."""
    link = current_app.config["SETTINGS"].base_url.rstrip("/") + url_for("accounts.show_set_up", token=token)
    return render_page("accounts/show_link.html", link_page(user, link))


def _page(form: NewLinkForm, user: User, status: int = 200) -> Response:
    page = UserFormPage(
        title=_("New set-up link"), errors=form.summary(), form=form, user_id=user.id, name=user.full_name
    )
    return render_page("accounts/new_link.html", page, status)
