"""The list, by what its reader may see, and marking notices as seen."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.concerns import events, service
from curriculum_app.concerns.presenters import lists as presenters
from curriculum_app.concerns.presenters.lists import ConcernsPage
from curriculum_app.concerns.queries import counts, lists, people
from curriculum_app.concerns.rules.quarters import quarters_back
from curriculum_app.concerns.service.clock_words import Watch, watch
from curriculum_app.concerns.views.blueprint import bp
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, requires, signed_in_actor
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import go_to, render_page

QUARTERS = 8


@bp.get("")
@requires(Permission.CONCERN_RECORD, reads=events.LISTED)
def list_concerns() -> ResponseReturnValue:
    """One's own concerns, or all of them for a custodian; clocks or counts for those who may see no more."""
    actor, at = signed_in_actor(), clock.now()
    on = watch(at, limits_on(actor.today))
    number = max(request.args.get("page", 1, int), 1)
    rows, has_next = lists.concerns_page(actor.scopes(Permission.CONCERN_READ), actor, number)
    is_custodian = actor.scopes(Permission.CONCERN_READ) > lists.OWN
    page = ConcernsPage(
        title=_("Concerns"),
        lines=presenters.concern_lines(rows, actor, on, with_names=is_custodian),
        is_custodian=is_custodian,
        range_text=_("Page %(number)s", number=number),
        previous_url=url_for("concerns.list_concerns", page=number - 1) if number > 1 else "",
        next_url=url_for("concerns.list_concerns", page=number + 1) if has_next else "",
        **_beside(actor, on, is_custodian=is_custodian),
    )
    return render_page("concerns/list_concerns.html", page)


@bp.post("/notices/seen")
@requires(Permission.CONCERN_RECORD)
def mark_notices_seen() -> ResponseReturnValue:
    """Mark what one was told as seen."""
    service.mark_seen(actor=signed_in_actor(), at=clock.now())
    return go_to("home.show_home", "saved")


def _beside(actor: Actor, on: Watch, *, is_custodian: bool) -> dict[str, Any]:
    """Clocks without names, a count of an area, counts by quarter: whatever this reader is given."""
    found: dict[str, Any] = {}
    clocks = actor.scopes(Permission.CONCERN_CLOCKS)
    if clocks:
        found["too_few_custodians"] = presenters.custodian_words(people.count_of_custodians(actor.today))
    if clocks and not is_custodian:
        found["clocks"] = presenters.nameless_lines(lists.open_clocks(clocks, actor), on)
    area, quarters = actor.scopes(Permission.CONCERN_COUNT), actor.scopes(Permission.CONCERN_QUARTERS)
    if area:
        found["area_count"] = presenters.area_words(counts.count_with_open_clock(area, actor))
    if quarters:
        by_quarter = counts.count_by_quarter(quarters, actor, quarters_back(actor.today, QUARTERS))
        found["quarters"] = presenters.quarter_rows(by_quarter)
    return found
