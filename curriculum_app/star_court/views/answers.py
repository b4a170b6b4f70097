"""Answering a form: back to the hand-off when it was saved, the form again when it was refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import keep, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to
from curriculum_app.star_court.models import Handoff


def by() -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": signed_in_actor(), "at": clock.now()}


def save(
    handoff: Handoff,
    form: Any,  # noqa: ANN401 - any form
    act: Callable[[], object],
    again: Callable[[int], Response],
    *,
    then: str = "star_court.show_handoff",
) -> ResponseReturnValue:
    """Run `act` if the form is sound; a refusal shows the form again, a conflict on the version that stands now."""
    if not form.validate():
        return again(422)
    try:
        act()
    except Refusal as refusal:
        form.refuse(refusal)
        if not isinstance(refusal, Conflict):
            return again(422)
        if "version" in form:
            form.version.data, form.version.raw_data = handoff.version, None
        return keep(again(409))
    return go_to(then, done="saved", handoff_id=handoff.id)
