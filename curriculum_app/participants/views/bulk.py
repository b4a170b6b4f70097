"""One step for several referrals of the list."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.participants import events, queries
from curriculum_app.participants.forms.bulk import BulkForm
from curriculum_app.participants.presenters.bulk import stepped_page
from curriculum_app.participants.queries.referrals import referrals_with
from curriculum_app.participants.service.bulk import BulkStep, step_referrals
from curriculum_app.participants.views.blueprint import bp


@bp.post("/referrals/steps")
@requires(Permission.REFERRAL_DECIDE, reads=events.REFERRALS_LISTED)
def take_steps() -> ResponseReturnValue:
    """Mark as screened, or put on the waitlist, whatever was ticked; who cannot go is named."""
    actor, form = signed_in_actor(), BulkForm(request.form)
    if not form.validate():
        return go_to("participants.list_referrals")
    step, versions = BulkStep(form.step.data or ""), form.versions()
    rows = referrals_with(versions, actor.scopes(Permission.REFERRAL_DECIDE), actor)
    done = step_referrals(rows, step, versions=versions, actor=actor, at=clock.now())
    names = queries.names_for(referral.participant_id for referral, _refusal in done.stayed)
    page = stepped_page(done, step, names, url_for("participants.list_referrals"))
    return render_page("participants/show_steps.html", page)
