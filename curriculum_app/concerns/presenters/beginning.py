"""The page on which a record begins: call first, then two questions."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from curriculum_app.concerns.forms.questions import NewForm
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, help_lines


@dataclass(frozen=True, kw_only=True)
class NewPage(Page):
    """The first two questions; `about` is a girl's name or empty."""

    about: str
    form: NewForm
    hotline: HelpLine
    is_choosing: bool


def new_page(form: NewForm, about: str) -> NewPage:
    """The page as it stands."""
    return NewPage(
        title=_("Record a concern"),
        errors=form.summary(),
        about=about,
        form=form,
        hotline=help_lines()[0],
        is_choosing=bool(form.accused.errors or form.accused.data),
    )
