"""The sittings of one session: who is done, slips to print, and the tablet that changes hands."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from curriculum_app.assessments import events, queries, service
from curriculum_app.assessments.forms import SlipsForm
from curriculum_app.assessments.presenters import sittings as pages
from curriculum_app.assessments.presenters.sittings import Asked
from curriculum_app.assessments.queries.sittings import chairs, display_names, reaches
from curriculum_app.assessments.views import holding
from curriculum_app.assessments.views.asked import asked_in
from curriculum_app.assessments.views.blueprint import bp
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.access import Permission, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.core.translating import gettext as _

ADDRESS = "/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>/sittings"


@bp.get(ADDRESS)
@requires(Permission.SITTING_COUNT, reads=events.SITTINGS_LISTED)
def show_sittings(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Who is done in one wave; a manager reads the count alone."""
    return _page(session, asked_in(session))


@bp.post(ADDRESS)
@requires(Permission.SITTING_OPEN, reads=events.SLIPS_PRINTED)
def open_sittings(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Make codes and show their slips, once."""
    form, actor = SlipsForm(request.form), signed_in_actor()
    asked = asked_in(session)
    if not form.validate() or form.id.data is None:
        return _page(session, asked, 422, (("", _("Reload the page and try again.")),))
    ways = {"wave": asked.wave, "instrument": asked.instrument, "form_id": form.id.data, "only": form.only.data}
    try:
        slips = service.open_sittings(
            session, **ways, expires_at=clock.end_of_day(clock.now()), actor=actor, at=clock.now()
        )
    except Refusal as refusal:
        return _page(session, asked, 422, (("", str(refusal)),))
    return render_page("assessments/show_slips.html", pages.slips_page(session, asked, slips, display_names(session)))


@bp.post(f"{ADDRESS}/hand-over")
@requires(Permission.SITTING_OPEN)
def hand_over(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """Lock this screen and lead to the page where a girl types her code."""
    holding.lock(signed_in_actor(), clock.now())
    return go_to("assessments.show_code")


def _page(
    session: GroupSession, asked: Asked, status: int = 200, errors: tuple[tuple[str, str], ...] = ()
) -> ResponseReturnValue:
    actor = signed_in_actor()
    names: dict[UUID, str] = display_names(session) if reaches(Permission.SITTING_VIEW, session, actor) else {}
    found = chairs(session, asked.wave, asked.instrument, on=actor.today, at=clock.now())
    may_open, may_type = (reaches(each, session, actor) for each in (Permission.SITTING_OPEN, Permission.SITTING_TYPE))
    page = pages.sittings_page(
        session, asked, found, names=names, versions=queries.current_versions(), language=current_language(),
        may_open=may_open, may_type=may_type, user_id=actor.user_id, errors=errors,
    )  # fmt: skip
    return render_page("assessments/show_sittings.html", page, status)
