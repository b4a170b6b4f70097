"""The safe contact lines of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries.contacts import SafeContact
from curriculum_app.core.pages import Page


@dataclass(frozen=True, kw_only=True)
class ContactsPage(Page):
    """Each girl with her line."""

    group: str
    back_url: str
    girls: tuple[SafeContact, ...]


def contacts_page(cohort: Cohort, girls: Sequence[SafeContact]) -> ContactsPage:
    """The page of one group."""
    return ContactsPage(
        title=_("How to reach the girls"),
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id),
        girls=tuple(girls),
    )
