"""The component gallery: every part of the design system in every state, for the eye and for accessibility checks.

`/dev/components?state=error` shows the forms as they come back when something is wrong. People and groups are invented.
"""

from dataclasses import dataclass, field
from pathlib import Path

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from curriculum_app.core import charts
from curriculum_app.core.access import public
from curriculum_app.core.forms import Form, choices
from curriculum_app.core.pages import Page, render_page
from curriculum_app.core.stylesheet import STATIC

CHOSEN = (
    ("present", "Present", "present"),
    ("late", "Late", "late"),
    ("left_early", "Left early", "left_early"),
    ("excused", "Excused", "excused"),
    ("unexcused", "Absent", "unexcused"),
)
GIRLS = (("Maya R.", "K4T9Q", "present"), ("Jasmine T.", "W7H2M", "late"), ("Itzel V.", "B3N8C", ""))
AROUND = (
    ("skip_link", "Press Tab once on any page."),
    ("site_header", "At the top; the links are those of the reader's role."),
    ("banners_region", "Below the header, where there is something to say about the site."),
    ("error_summary", "Above the heading, with errors."),
    ("saved_region", "Above the heading, after something was done."),
    ("idle_dialog", "Two minutes before the idle lock, and at the lock."),
    ("site_footer", "At the bottom."),
    ("choose", "A select: the field Site."),
    ("checkbox", "The field New girls may still join."),
    ("choice_list", "Radios and several boxes: the fields Language and Days."),
)
WRONG = MultiDict({"name": "", "capacity": "40", "first_on": "2026-01-05", "weekdays": "sunday"})
DRAWING = charts.drawing(
    [
        charts.words("South", at=0, y=16, kind="name"),
        charts.words("8 of 10 · 80%", at=1, y=16, kind="at-end"),
        charts.bar(1, y=23, height=9, kind="bar-whole"),
        charts.bar(0.8, y=23, height=9, kind="bar-part"),
        charts.interval(0.49, 0.94, y=38),
        charts.words("0%", at=0, y=64, kind="soft"),
        charts.words("100%", at=1, y=64, kind="soft at-end"),
    ],
    height=68,
    title="Completed, by service area",
    description="South: 8 of 10 (80%)",
)


class SampleForm(Form):
    """One field of every kind, in the words of planning a group."""

    name = StringField("Name", [InputRequired("Enter a name.")], description="What stands on printed sheets.")
    capacity = IntegerField("Seats", [InputRequired(), NumberRange(4, 12, "Choose from 4 to 12 seats.")])
    first_on = DateField("First session", [InputRequired()])
    starts_at = TimeField("Starts at", [Optional()])
    site = SelectField(
        "Site",
        choices=choices(
            [
                ("", "Choose a site"),
                ("1", "Vermont Square Library"),
                ("2", "Hawthorne"),
            ]
        ),
    )
    language = RadioField(
        "Language", choices=choices([("en", "English"), ("es", "Spanish")]), validators=[InputRequired()]
    )
    weekdays = SelectMultipleField(
        "Days",
        choices=choices(
            [
                ("monday", "Monday"),
                ("tuesday", "Tuesday"),
                ("sunday", "Sunday"),
            ]
        ),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    is_open = BooleanField("New girls may still join", description="Until the second session.")
    note = TextAreaField("Note for the coordinator", [Optional()])
    file = FileField("List of referrals", [Optional()], description="CSV or XLSX, up to 10 MB.")


@dataclass(frozen=True, kw_only=True)
class GalleryPage(Page):
    """The samples that the gallery's templates show."""

    form: SampleForm
    is_error: bool
    icons: tuple[str, ...]
    marks: tuple[tuple[str, str, str], ...] = CHOSEN
    girls: tuple[tuple[str, str, str], ...] = GIRLS
    around: tuple[tuple[str, str], ...] = AROUND
    drawing: Markup = field(default=DRAWING)


@public("The gallery shows invented data only and exists in development only.")
def show_components() -> ResponseReturnValue:
    """Every component in every state."""
    is_error = request.args.get("state") == "error"
    form = SampleForm(WRONG if is_error else None)
    if is_error:
        form.validate()
    page = GalleryPage(
        title="Components", form=form, is_error=is_error, errors=form.summary() if is_error else (), icons=_icon_names()
    )
    return render_page("devtools/components.html", page)


def _icon_names() -> tuple[str, ...]:
    folder: Path = STATIC / "icons"
    return tuple(sorted(drawing.stem for drawing in folder.glob("*.svg")))
