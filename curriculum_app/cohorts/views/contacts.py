"""How a facilitator may reach the girls of her group."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from curriculum_app.cohorts import events
from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters.contacts import contacts_page
from curriculum_app.cohorts.queries.contacts import safe_contacts
from curriculum_app.cohorts.views.blueprint import bp
from curriculum_app.core.access import Permission, requires
from curriculum_app.core.pages import render_page


@bp.get("/cohorts/<uuid:cohort_id>/safe-contacts")
@requires(Permission.CONTACT_SAFE, reads=events.CONTACTS_READ)
def list_contacts(cohort: Cohort) -> ResponseReturnValue:
    """The safe way and time to reach each girl; addresses and phones stay with coordinators."""
    return render_page("cohorts/list_contacts.html", contacts_page(cohort, safe_contacts(cohort)))
