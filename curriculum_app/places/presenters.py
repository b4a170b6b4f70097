"""What the pages about sites show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from wtforms import Form

from curriculum_app.core.pages import Page
from curriculum_app.places.forms import KINDS
from curriculum_app.places.models import Organisation, Site
from curriculum_app.places.rules import service_area_name

KIND_WORDS = dict(KINDS)


@dataclass(frozen=True)
class SiteRow:
    """One line of the list."""

    name: str
    organisation: str
    kind: str
    service_area: str
    is_open: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class SitesPage(Page):
    """The sites that the reader may see."""

    rows: tuple[SiteRow, ...]
    new_url: str


@dataclass(frozen=True, kw_only=True)
class SiteFormPage(Page):
    """The form of one site, new or to be corrected."""

    form: Form
    organisations: tuple[str, ...]
    is_new: bool
    back_url: str
    closures_url: str


def sites_page(sites: Iterable[Site]) -> SitesPage:
    """The list page."""
    return SitesPage(title=_("Sites"), rows=tuple(_row(site) for site in sites), new_url=url_for("places.new_site"))


def site_form_page(
    form: Form,
    organisations: Iterable[Organisation],
    *,
    is_new: bool,
    closures_url: str = "",
    errors: tuple[tuple[str, str], ...] = (),
) -> SiteFormPage:
    """The form page, with the names of known organisations to choose from."""
    return SiteFormPage(
        title=_("New site") if is_new else _("Edit site"),
        errors=errors,
        form=form,
        organisations=tuple(each.name for each in organisations),
        is_new=is_new,
        back_url=url_for("places.list_sites"),
        closures_url=closures_url,
    )


def _row(site: Site) -> SiteRow:
    return SiteRow(
        name=site.name,
        organisation=site.organisation.name if site.organisation else "",
        kind=str(KIND_WORDS[site.kind]),
        service_area=service_area_name(site.service_area),
        is_open=site.is_open,
        url=url_for("places.edit_site", site_id=site.id),
    )
