"""Accounts of others: the list, a new one, one of them, closing and opening."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts import events
from curriculum_app.accounts.forms.users import NewUserForm, RoleForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters import users as presenters
from curriculum_app.accounts.presenters.words import area_choices, role_choices
from curriculum_app.accounts.queries.assignments import assignments_of, roles_held, site_choices
from curriculum_app.accounts.queries.users import users_page
from curriculum_app.accounts.service import users as service
from curriculum_app.accounts.views import bp, links
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page

# More than there will ever be; a database takes no number of any size.
LAST_PAGE = 10_000


@bp.get("/admin/users")
@requires(Permission.USER_MANAGE, reads=events.USERS_READ)
def list_users() -> ResponseReturnValue:
    """Every account, fifty a page."""
    number = min(max(1, request.args.get("page", 1, type=int)), LAST_PAGE)
    rows, has_next = users_page(number)
    held = roles_held([row.id for row in rows], signed_in_actor().today)
    page = presenters.users_page(rows, held, number=number, has_next=has_next, at=clock.now())
    return render_page("accounts/list_users.html", page)


@bp.get("/admin/users/new")
@requires(Permission.USER_MANAGE)
def new_user() -> ResponseReturnValue:
    """The form for a new account."""
    return _new_page(_offering(NewUserForm(data={"id": new_id(), "from_on": signed_in_actor().today})))


@bp.post("/admin/users")
@requires(Permission.USER_MANAGE)
def create_user() -> ResponseReturnValue:
    """Make an account and show its set-up link, once."""
    form = _offering(NewUserForm(request.form))
    if not form.validate():
        return _new_page(form, 422)
    try:
        made = service.create_user(
            user_id=form.id.data,
            email=form.email.data or "",
            full_name=form.full_name.data or "",
            role=form.wanted(new_id()),
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _new_page(form, 422)
    if made is None:
        return go_to("accounts.show_user", done="already", user_id=form.id.data)
    return links.show(made.user, made.token)


@bp.get("/admin/users/<uuid:user_id>")
@requires(Permission.USER_MANAGE, reads=events.USERS_READ)
def show_user(user: User) -> ResponseReturnValue:
    """One account with its roles."""
    page = presenters.user_page(user, assignments_of(user.id), signed_in_actor(), at=clock.now())
    return render_page("accounts/show_user.html", page)


@bp.get("/admin/users/<uuid:user_id>/deactivate")
@requires(Permission.USER_MANAGE)
def confirm_deactivation(user: User) -> ResponseReturnValue:
    """The check page before an account is closed."""
    return _deactivation_page(user)


@bp.post("/admin/users/<uuid:user_id>/deactivate")
@requires(Permission.USER_MANAGE)
def deactivate_user(user: User) -> ResponseReturnValue:
    """Close an account; its sign-ins end now."""
    try:
        service.deactivate(user, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _deactivation_page(user, refusal)
    return go_to("accounts.show_user", done="saved", user_id=user.id)


@bp.post("/admin/users/<uuid:user_id>/reactivate")
@requires(Permission.USER_MANAGE)
def reactivate_user(user: User) -> ResponseReturnValue:
    """Open a closed account again."""
    service.reactivate(user, actor=signed_in_actor(), at=clock.now())
    return go_to("accounts.show_user", done="saved", user_id=user.id)


def _offering(form: NewUserForm) -> NewUserForm:
    offer_places(form)
    return form


def offer_places(form: RoleForm) -> None:
    """Fill the roles and places that there are into a form."""
    areas = area_choices(limits_on(signed_in_actor().today).service_areas)
    form.offer(role_choices(), areas, site_choices())


def _new_page(form: NewUserForm, status: int = 200) -> Response:
    page = presenters.UserFormPage(title=_("New user"), errors=form.summary(), form=form)
    return render_page("accounts/new_user.html", page, status)


def _deactivation_page(user: User, refusal: Refusal | None = None) -> Response:
    page = presenters.UserFormPage(
        title=_("Close this account"),
        errors=(("", str(refusal)),) if refusal else (),
        user_id=user.id,
        name=user.full_name,
    )
    return render_page("accounts/confirm_deactivation.html", page, 422 if refusal else 200)
