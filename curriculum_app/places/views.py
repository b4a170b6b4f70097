"""Pages about sites: the list, a new one, one to correct."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from curriculum_app.core import clock
from curriculum_app.core.access import Permission, keep, requires, signed_in_actor
from curriculum_app.core.errors import Refusal
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import go_to, render_page
from curriculum_app.places import presenters, queries, service
from curriculum_app.places.forms import SiteForm
from curriculum_app.places.models import Site
from curriculum_app.places.rules import SiteKind, areas_served
from curriculum_app.places.service import SiteChanged, SiteReach

bp = Blueprint("places", __name__, template_folder="templates")


@bp.get("/sites")
@requires(Permission.SITE_VIEW)
def list_sites() -> ResponseReturnValue:
    """The sites of the reader's areas."""
    return render_page("places/list_sites.html", presenters.sites_page(queries.sites_visible_to(signed_in_actor())))


@bp.get("/sites/new")
@requires(Permission.SITE_MANAGE)
def new_site() -> ResponseReturnValue:
    """An empty form."""
    return _form_page(SiteForm(id=new_id()), is_new=True)


@bp.post("/sites/new")
@requires(Permission.SITE_MANAGE)
def create_site() -> ResponseReturnValue:
    """Set up a site."""
    form = SiteForm(request.form)
    if not form.validate():
        return _form_page(form, is_new=True, status=422)
    try:
        service.open_site(site_id=form.id.data or new_id(), **_values(form), actor=signed_in_actor(), at=clock.now())
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(form, is_new=True, status=422)
    return go_to("places.list_sites", done="created")


@bp.get("/sites/<uuid:site_id>/edit")
@requires(Permission.SITE_MANAGE)
def edit_site(site: Site) -> ResponseReturnValue:
    """The form of one site."""
    plain = ("id", "version", "name", "kind", "seats", "is_closed_setting", "is_open")
    values = {name: getattr(site, name) for name in plain} | {
        "organisation": site.organisation.name if site.organisation else "",
        "service_area": str(site.service_area),
        "serves": [str(area) for area in areas_served(site.serves, 0) if area],
    }
    return _form_page(SiteForm(data=values), is_new=False)


@bp.post("/sites/<uuid:site_id>/edit")
@requires(Permission.SITE_MANAGE)
def update_site(site: Site) -> ResponseReturnValue:
    """Correct a site."""
    form = SiteForm(request.form)
    if not form.validate():
        return _form_page(form, is_new=False, status=422)
    values = _values(form) | {"is_open": form.is_open.data, "version": form.version.data}
    try:
        service.edit_site(site, **values, actor=signed_in_actor(), at=clock.now())
    except SiteChanged as conflict:
        form.refuse(conflict)
        form.version.data, form.version.raw_data = site.version, None
        return keep(_form_page(form, is_new=False))
    except Refusal as refusal:
        form.refuse(refusal)
        return _form_page(form, is_new=False, status=422)
    return go_to("places.list_sites", done="saved")


def _values(form: SiteForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "organisation": form.organisation.data or "",
        "kind": SiteKind(form.kind.data),
        "service_area": int(form.service_area.data),
        "reach": SiteReach(
            seats=form.seats.data,
            serves=tuple(int(area) for area in form.serves.data or ()),
            is_closed_setting=form.is_closed_setting.data,
        ),
    }


def _form_page(form: SiteForm, *, is_new: bool, status: int = 200) -> ResponseReturnValue:
    # Which sessions a closure hits is known above this floor: the page of closures is cohorts'.
    closures = "" if is_new else url_for("cohorts.list_closures", site_id=(request.view_args or {})["site_id"])
    known = queries.organisations()
    page = presenters.site_form_page(form, known, is_new=is_new, closures_url=closures, errors=form.summary())
    return render_page("places/edit_site.html", page, status)
