"""What the pages of partners' links show, and what a partner sees: a form, then a reference, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.core.dates import plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.queries.partners import LinkRow


@dataclass(frozen=True)
class LinkLine:
    """One link of the list; `revoke_url` is empty when it works no more."""

    label: str
    state: str
    is_open: bool
    until: str
    most: str
    sent: str
    made_by: str
    revoke_url: str


@dataclass(frozen=True, kw_only=True)
class LinksPage(Page):
    """The links of all partners."""

    lines: tuple[LinkLine, ...]


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """A page that is a form."""

    form: Any


@dataclass(frozen=True, kw_only=True)
class FreshLinkPage(Page):
    """A link on the one page that shows it."""

    label: str
    link: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ReferPage(Page):
    """The partner's form."""

    form: Any
    label: str


@dataclass(frozen=True, kw_only=True)
class ThanksPage(Page):
    """What a sender is told."""

    reference: str


def links_page(rows: Iterable[LinkRow]) -> LinksPage:
    """The list page."""
    return LinksPage(title=_("Partners' links"), lines=tuple(_line(row) for row in rows))


def new_link_page(form: Any) -> FormPage:  # noqa: ANN401 - a form
    """The form of a new link."""
    return FormPage(title=_("New link for a partner"), errors=form.summary(), form=form)


def refer_page(form: Any, label: str) -> ReferPage:  # noqa: ANN401
    """The partner's form, in the name of its organisation."""
    return ReferPage(title=_("Refer a girl"), errors=form.summary(), form=form, label=label)


def _line(row: LinkRow) -> LinkLine:
    ended = _("Ended") if row.revoked_at else _("Expired")
    return LinkLine(
        label=row.label,
        state=_("Works") if row.is_open else ended,
        is_open=row.is_open,
        until=plain_date(row.expires_on),
        most=str(row.most_a_day),
        sent=str(row.sent),
        made_by=row.made_by or _("a command on the server"),
        revoke_url=url_for("participants.revoke_link", link_id=row.id) if row.is_open else "",
    )
