"""The pages of accounts: signing in, one's own account, and the accounts and roles of others."""

from flask import Blueprint

bp = Blueprint("accounts", __name__, template_folder="../templates")

from curriculum_app.accounts.views import (  # noqa: E402, F401 - the routes hang themselves on the blueprint
    account,
    devices,
    links,
    roles,
    second_factor,
    set_up_link,
    sign_in,
    unlock,
    users,
)
