"""Giving and ending roles, and the second person's word on the weighty ones."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.accounts import events
from curriculum_app.accounts.forms.users import RoleForm
from curriculum_app.accounts.models import RoleAssignment, User
from curriculum_app.accounts.presenters.users import UserFormPage, requests_page, role_page
from curriculum_app.accounts.queries.assignments import waiting_for_approval
from curriculum_app.accounts.service import roles as service
from curriculum_app.accounts.views import bp
from curriculum_app.accounts.views.users import offer_places
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page


@bp.get("/admin/users/<uuid:user_id>/roles/new")
@requires(Permission.USER_MANAGE)
def new_role(user: User) -> ResponseReturnValue:
    """The form for one more role."""
    form = RoleForm(data={"id": new_id(), "from_on": signed_in_actor().today})
    return _form_page(form, user)


@bp.post("/admin/users/<uuid:user_id>/roles")
@requires(Permission.USER_MANAGE)
def grant_role(user: User) -> ResponseReturnValue:
    """Give a role; a weighty one waits for a second person."""
    form = RoleForm(request.form)
    offer_places(form)
    if not form.validate():
        return _form_page(form, user, 422)
    try:
        service.grant(user, form.wanted(form.id.data), actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(form, user, 422)
    return go_to("accounts.show_user", done="saved", user_id=user.id)


@bp.get("/admin/users/<uuid:user_id>/roles/<uuid:assignment_id>/end")
@requires(Permission.USER_MANAGE)
def confirm_end(user: User, assignment: RoleAssignment) -> ResponseReturnValue:
    """The check page before a role ends."""
    return render_page("accounts/confirm_end.html", role_page(assignment, user, _("End this role")))


@bp.post("/admin/users/<uuid:user_id>/roles/<uuid:assignment_id>/end")
@requires(Permission.USER_MANAGE)
def end_role(user: User, assignment: RoleAssignment) -> ResponseReturnValue:
    """Take a role away, from the next request on."""
    try:
        service.end_role(assignment, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        page = role_page(assignment, user, _("End this role"), errors=(("", str(refusal)),))
        return render_page("accounts/confirm_end.html", page, 422)
    return go_to("accounts.show_user", done="ended", user_id=user.id)


@bp.get("/admin/role-requests")
@requires(Permission.ROLE_APPROVE, reads=events.USERS_READ)
def list_role_requests() -> ResponseReturnValue:
    """Roles that wait for a second person."""
    return _requests_page()


@bp.post("/admin/users/<uuid:user_id>/roles/<uuid:assignment_id>/approve")
@requires(Permission.ROLE_APPROVE)
def approve_role(user: User, assignment: RoleAssignment) -> ResponseReturnValue:
    """Say yes to a role that somebody else gave."""
    try:
        service.approve(assignment, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _requests_page(refusal)
    return go_to("accounts.list_role_requests", done="saved")


@bp.post("/admin/users/<uuid:user_id>/roles/<uuid:assignment_id>/decline")
@requires(Permission.ROLE_APPROVE)
def decline_role(user: User, assignment: RoleAssignment) -> ResponseReturnValue:
    """Say no to a role that somebody else gave."""
    try:
        service.decline(assignment, actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        return _requests_page(refusal)
    return go_to("accounts.list_role_requests", done="ended")


def _form_page(form: RoleForm, user: User, status: int = 200) -> Response:
    offer_places(form)
    page = UserFormPage(title=_("Give a role"), errors=form.summary(), form=form, user_id=user.id, name=user.full_name)
    return render_page("accounts/new_role.html", page, status)


def _requests_page(refusal: Refusal | None = None) -> Response:
    actor = signed_in_actor()
    errors = (("", str(refusal)),) if refusal else ()
    page = requests_page(waiting_for_approval(actor.today), actor, errors=errors)
    return render_page("accounts/list_role_requests.html", page, 422 if refusal else 200)
