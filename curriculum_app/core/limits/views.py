"""`/admin/settings`: the programme's limits with their history, and a new value from a day on."""

from __future__ import annotations

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits import history, limits_on
from curriculum_app.core.limits.forms import LimitForm, form_of, values_of
from curriculum_app.core.limits.presenters import settings_page
from curriculum_app.core.limits.rules import LimitName
from curriculum_app.core.limits.service import set_limit
from curriculum_app.core.pages import go_to, render_page

bp = Blueprint("limits", __name__, template_folder="templates")


@bp.get("/admin/settings")
@requires(Permission.LIMITS_SET)
def show_settings() -> ResponseReturnValue:
    """What holds today, with the history of each."""
    return _page({})


@bp.post("/admin/settings")
@requires(Permission.LIMITS_SET)
def change_setting() -> ResponseReturnValue:
    """Let a new value hold from a day on."""
    asked = request.form.get("limit", "")
    if asked not in list(LimitName):
        return go_to("limits.show_settings")
    name = LimitName(asked)
    form = form_of(name)(request.form, prefix=name.value)
    if not form.validate() or form.in_force_from.data is None:
        return _page({name: form}, 422)
    try:
        set_limit(
            name=name,
            value=form.typed(),
            in_force_from=form.in_force_from.data,
            reason=form.reason.data or "",
            limit_id=form.id.data,
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page({name: form}, 422)
    return go_to("limits.show_settings", done="saved")


def _page(typed: dict[LimitName, LimitForm], status: int = 200) -> ResponseReturnValue:
    today = signed_in_actor().today
    limits = limits_on(today)
    forms = {
        name: typed.get(name)
        or form_of(name)(prefix=name.value, data={"id": new_id(), "in_force_from": today, **values_of(limits, name)})
        for name in LimitName
    }
    return render_page("limits/show_settings.html", settings_page(limits, history(), forms, today=today), status)
