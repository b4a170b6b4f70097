"""Ending one's own sign-ins on other devices."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from curriculum_app.accounts.models import SignIn
from curriculum_app.accounts.service import sign_in as service
from curriculum_app.accounts.views import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.pages import go_to


@bp.post("/account/devices/<uuid:sign_in_id>/end")
@requires(Permission.ACCOUNT_OWN)
def end_device(sign_in: SignIn) -> ResponseReturnValue:
    """End one sign-in; that browser has to sign in again on its next page."""
    service.end_device(sign_in, actor=signed_in_actor(), at=clock.now())
    return go_to("accounts.show_account", done="ended")


@bp.post("/account/devices/end-others")
@requires(Permission.ACCOUNT_OWN)
def end_other_devices() -> ResponseReturnValue:
    """End every sign-in but this one."""
    service.end_other_devices(signed_in_actor(), at=clock.now())
    return go_to("accounts.show_account", done="ended")
