"""What the views share: saving a form or showing it again, and the packet in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Actor, keep, signed_in_actor
from curriculum_app.core.errors import Conflict, Refusal
from curriculum_app.core.pages import go_to
from curriculum_app.star_court.models import Handoff
from curriculum_app.star_court.presenters.packets import Papers, basis_words, papers_of
from curriculum_app.star_court.queries.grounds import ground_of, release_behind
from curriculum_app.star_court.queries.texts import reference_of
from curriculum_app.star_court.rules.packet import Packet


def by() -> dict[str, Any]:
    """Who acts, and when."""
    return {"actor": signed_in_actor(), "at": clock.now()}


def papers_for(handoff: Handoff, packet: Packet, reader: Actor | None = None) -> Papers:
    """The packet in words for its recipient, or for a `reader` of the staff."""
    release = release_behind(handoff, ground_of(handoff), clock.today(clock.now()))
    return papers_of(handoff, packet, basis_words(handoff, reference_of(handoff), release), reader)


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
