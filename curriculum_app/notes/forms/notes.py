"""The one form of a note: a box for the session and a folded one for each girl; drafts and addenda use it too."""

from collections.abc import Iterable, Mapping
from typing import Any, TypedDict
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, IdField
from curriculum_app.core.ids import new_id
from curriculum_app.notes.queries import Girl
from curriculum_app.notes.rules import LONGEST_TEXT, NoteText
from curriculum_app.notes.service import NotHere

ABOUT = "about-"
TOO_LONG = _l("Keep this under 20,000 characters.")
STALE = _l("Reload the page and try again.")
VERSIONS_AT_MOST = 1_000_000


def _box(label: str, rows: int) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw={"rows": rows})


class Values(TypedDict):
    """A posted note as the service takes it."""

    note_id: UUID
    text: NoteText
    base_version: int


class NoteForm(Form):
    """The fields of every note; `note_form` adds a box for each girl of the session."""

    id = IdField(validators=[InputRequired(STALE)])
    version = IntegerField(
        default=0, validators=[NumberRange(0, VERSIONS_AT_MOST, message=STALE)], widget=HiddenInput()
    )
    body = _box(_l("Your note"), 12)

    reads_also = (ABOUT,)
    names_strangers = False

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether the shape is right; a text about somebody who has no box here makes it wrong."""
        is_good = super().validate(extra_validators)
        if self.names_strangers:
            self.refuse(NotHere())
        return is_good and not self.names_strangers

    @property
    def values(self) -> Values:
        """What the service takes."""
        return {"note_id": self.id.data, "text": self.text, "base_version": self.version.data or 0}

    @property
    def about_fields(self) -> dict[UUID, Field]:
        """The boxes about single girls, by enrolment id."""
        return {UUID(name.removeprefix(ABOUT)): each for name, each in self._fields.items() if name.startswith(ABOUT)}

    @property
    def text(self) -> NoteText:
        """What was typed, without empty boxes."""
        about = {girl: field.data for girl, field in self.about_fields.items() if field.data}
        return NoteText(self.body.data or "", about)

    def show(self, text: NoteText, version: int) -> None:
        """Put `text` into the boxes, as typed on `version` of the note."""
        self.body.data = text.body
        for girl, field in self.about_fields.items():
            field.data = text.about.get(girl, "")
        self.rebase(version)

    def rebase(self, version: int) -> None:
        """Go on from `version`: what is posted next is meant to replace it."""
        self.version.data, self.version.raw_data = version, None


def note_form(girls: Iterable[Girl], posted: MultiDict[str, str] | None = None) -> NoteForm:
    """The form for a session with these girls, filled with what was `posted`; a fresh one carries a new id."""
    boxes = {ABOUT + str(girl.enrolment_id): _box(_l("About %(name)s", name=girl.name), 4) for girl in girls}
    form = _with(boxes, posted)
    typed = posted.items() if posted is not None else ()
    form.names_strangers = any(name.startswith(ABOUT) and name not in boxes and text for name, text in typed)
    return form


def draft_form(posted: MultiDict[str, str]) -> NoteForm:
    """The form as autosave posts it: a box for each enrolment id it names; the service knows whether she is here."""
    named = [name for name in posted if name.startswith(ABOUT) and _is_id(name.removeprefix(ABOUT))]
    return _with({name: _box("", 4) for name in named}, posted)


def _with(boxes: Mapping[str, TextAreaField], posted: MultiDict[str, str] | None) -> NoteForm:
    kind: type[NoteForm] = type("SessionNoteForm", (NoteForm,), dict(boxes))
    return kind(posted) if posted is not None else kind(data={"id": new_id()})


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
