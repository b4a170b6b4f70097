"""What the pages of notes show: one box, who can read it, what is there already, and the lesson beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from wtforms import Field

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core import clock, dates
from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, help_lines
from curriculum_app.curriculum.models import Lesson
from curriculum_app.curriculum.rules import Piece, render_lesson
from curriculum_app.notes.forms.notes import NoteForm
from curriculum_app.notes.queries import Draft, Girl, ReadAddendum, ReadNote, Replaced
from curriculum_app.notes.rules import NoteText, Verdict, changeable_until
from curriculum_app.notes.service import Saved


@dataclass(frozen=True)
class GirlBox:
    """A girl's own box: folded away until something is in it."""

    name: str
    code: str
    field: Field
    is_open: bool


@dataclass(frozen=True)
class Passage:
    """A text about the session (no name) or about one girl."""

    name: str
    text: str
    when: str = ""


@dataclass(frozen=True)
class NoteCard:
    """A note to read: whose and when, its passages, and what was added later."""

    heading: str
    when: str
    passages: tuple[Passage, ...]
    addenda: tuple[Passage, ...]


@dataclass(frozen=True)
class LessonCard:
    """The lesson of the session, to be opened beside the note; from `language` on as the guide of a lesson has it."""

    title: str
    url: str
    language: str
    pieces: tuple[Piece, ...]
    help_lines: tuple[HelpLine, ...]
    missing_language: str


@dataclass(frozen=True)
class Box:
    """The one box of the page: where it posts to, what is said above it, and what of it is a draft."""

    form: NoteForm
    girls: tuple[GirlBox, ...]
    action: str
    draft_url: str
    readers: str
    heading: str
    button: str
    until: str
    draft_state: str
    discard_url: str


@dataclass(frozen=True, kw_only=True)
class NotesPage(Page):
    """The notes of one session."""

    place: str
    back_url: str
    box: Box
    saved_elsewhere: tuple[Passage, ...]
    came_late: bool
    cards: tuple[NoteCard, ...]
    earlier_url: str
    lesson: LessonCard | None


@dataclass(frozen=True, kw_only=True)
class EarlierPage(Page):
    """The texts of one's own note that later ones replaced, the newest first."""

    back_url: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Desk:
    """Everything that stands around the box: read once by the view, for whatever it answers."""

    session: GroupSession
    user_id: UUID
    at: datetime
    girls: Sequence[Girl]
    readers: Sequence[tuple[UUID, str]]
    notes: Sequence[ReadNote]
    draft: Draft | None
    lesson: Lesson | None
    language: str

    @property
    def own(self) -> ReadNote | None:
        """The reader's own note."""
        return next((note for note in self.notes if note.author_id == self.user_id), None)

    @property
    def is_closed(self) -> bool:
        """Whether her own note can only be added to."""
        return self.own is not None and self.at >= changeable_until(self.own.written_at)

    @property
    def names(self) -> dict[UUID, str]:
        """The girls' names by enrolment id."""
        return {girl.enrolment_id: girl.name for girl in self.girls}


def notes_page(desk: Desk, form: NoteForm, saved: Saved | None = None) -> NotesPage:
    """The page as it stands; the form holds what is in the box, `saved` what became of a save that was not taken."""
    session = desk.session
    stored = saved.stored if saved and saved.verdict is Verdict.CONFLICT else None
    return NotesPage(
        title=_("Notes on session %(number)s", number=session.number),
        errors=form.summary(),
        place=_("%(group)s, %(day)s", group=session.cohort.name, day=format_date(session.held_on, "full")),
        back_url=url_for("cohorts.show_session", cohort_id=session.cohort_id, session_id=session.id),
        box=_box(desk, form),
        saved_elsewhere=_passages(stored.text, desk.names) if stored else (),
        came_late=saved is not None and saved.verdict is Verdict.TOO_LATE,
        cards=tuple(_card(note, desk) for note in desk.notes if note is not desk.own or desk.is_closed),
        earlier_url=_url("show_earlier", session) if desk.own and desk.own.edited_at else "",
        lesson=_lesson(desk.lesson, session, desk.language),
    )


def earlier_page(session: GroupSession, replaced: Sequence[Replaced], names: Mapping[UUID, str]) -> EarlierPage:
    """The texts that later ones replaced."""
    return EarlierPage(
        title=_("Earlier versions of your note"),
        back_url=_url("show_notes", session),
        passages=tuple(
            Passage(
                _name(each.enrolment_id, names),
                each.body,
                _("Version %(number)s, replaced %(when)s", number=each.version, when=moment(each.replaced_at)),
            )
            for each in replaced
        ),
    )


def draft_state(saved_at: datetime | None) -> str:
    """What the save state says of a draft."""
    if saved_at is None:
        return str(_("Nothing new to keep."))
    time = dates.wall_time(clock.local(saved_at).time())
    return str(_("Draft kept %(time)s. Not saved as a note yet.", time=time))


def draft_refused(form: NoteForm) -> str:
    """What the save state says when a draft cannot be kept."""
    return str(_("Draft not kept. %(why)s", why=form.summary()[0][1]))


def moment(at: datetime) -> str:
    """A local date and time in words."""
    return dates.moment(at)


def _box(desk: Desk, form: NoteForm) -> Box:
    session, own = desk.session, desk.own
    closed = desk.is_closed
    until = ""
    if own is not None and not closed:
        until = _("You can change this note until %(when)s.", when=moment(changeable_until(own.written_at)))
    return Box(
        form=form,
        girls=tuple(_girl_box(girl, form) for girl in desk.girls),
        action=_url("add_addendum" if closed else "save_note", session),
        draft_url=_url("save_draft", session),
        readers=_readers(desk),
        heading=_("Add to your note") if closed else _("Your note"),
        button=_("Add") if closed else _("Save note"),
        until=until,
        draft_state=draft_state(desk.draft.saved_at) if desk.draft else "",
        discard_url=_url("discard_draft", session) if desk.draft else "",
    )


def _girl_box(girl: Girl, form: NoteForm) -> GirlBox:
    field = form.about_fields[girl.enrolment_id]
    return GirlBox(girl.name, girl.code, field, bool(field.data or field.errors))


def _readers(desk: Desk) -> str:
    others = [name for user_id, name in desk.readers if user_id != desk.user_id]
    if not others:
        return str(_("Who can read this: only you."))
    first, last = ", ".join(others[:-1]), others[-1]
    if not first:
        return str(_("Who can read this: you and %(name)s.", name=last))
    return str(_("Who can read this: you, %(names)s and %(name)s.", names=first, name=last))


def _card(note: ReadNote, desk: Desk) -> NoteCard:
    is_own = note.author_id == desk.user_id
    when = _("Written %(when)s", when=moment(note.written_at))
    if note.edited_at is not None:
        when = _("Written %(when)s, changed %(later)s", when=moment(note.written_at), later=moment(note.edited_at))
    return NoteCard(
        heading=_("Your note") if is_own else _("Note by %(name)s", name=note.author),
        when=when,
        passages=_passages(note.text, desk.names),
        addenda=tuple(_addendum(each, desk.names) for each in note.addenda),
    )


def _passages(text: NoteText, names: Mapping[UUID, str]) -> tuple[Passage, ...]:
    about = [Passage(_name(girl, names), said) for girl, said in text.about.items()]
    session = [Passage("", text.body)] if text.body else []
    return (*session, *sorted(about, key=lambda passage: passage.name.casefold()))


def _addendum(each: ReadAddendum, names: Mapping[UUID, str]) -> Passage:
    return Passage(_name(each.enrolment_id, names), each.body, _("Added %(when)s", when=moment(each.written_at)))


def _name(enrolment_id: UUID | None, names: Mapping[UUID, str]) -> str:
    if enrolment_id is None:
        return ""
    return names.get(enrolment_id, _("A girl who is not on this list"))


def _lesson(lesson: Lesson | None, session: GroupSession, language: str) -> LessonCard | None:
    if lesson is None:
        return None
    missing = ""
    if lesson.language != language:
        missing = _("This lesson is not in %(language)s yet.", language=LANGUAGES.get(language, language))
    return LessonCard(
        title=_("Lesson %(number)s: %(title)s", number=lesson.number, title=lesson.title),
        url=url_for("curriculum.show_lesson", number=lesson.number, edition=session.cohort.edition_id),
        language=lesson.language,
        pieces=render_lesson(lesson.body, lesson.activities, lesson.language, under_heading=True),
        help_lines=help_lines(),
        missing_language=missing,
    )


def _url(view: str, session: GroupSession) -> str:
    return url_for(f"notes.{view}", cohort_id=session.cohort_id, session_id=session.id)
