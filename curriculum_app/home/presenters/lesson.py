"""The lesson of a session, step by step, beside the girls of that day: what a facilitator holds while she leads.

Every step is in the page, so that no network is needed once it stands; the fragment of the address
(`#activity-opening`) says which one is shown. The clock is the browser's own and only counts minutes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.attendance.queries.chairs import Guest
from curriculum_app.attendance.queries.sheets import Around, SheetRow
from curriculum_app.attendance.rules.words import Status
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.rules.states import BookingState
from curriculum_app.core.dates import full_day, span, wall_time
from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, help_lines
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.curriculum.models import Lesson
from curriculum_app.curriculum.rules import Piece, render_parts
from curriculum_app.curriculum.rules.sections import activity_anchor

HERE = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)
# Where she goes on when the group has gone, the main way first: words, endpoint, and whether it takes leading the group
# (a substitute takes attendance only).
ONWARD = (
    (_l("Finish the sheet"), "attendance.show_sheet", False),
    (_l("Fill in how it went"), "notes.show_fidelity", True),
    (_l("Write a note"), "notes.show_notes", True),
)


@dataclass(frozen=True)
class Step:
    """One step; `minutes` is what the clock counts to, 0 before and after the activities."""

    anchor: str
    title: str
    starts: str
    minutes: int
    length: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Attending:
    """Somebody who is expected, or who came without a seat: her mark, or what she is here."""

    name: str
    code: str
    status: str
    guest: str = ""


@dataclass(frozen=True)
class Lead:
    """The lesson as it is led: its language and help lines (as `curriculum/guide.html` wants them) and its steps."""

    language: str
    help_lines: tuple[HelpLine, ...]
    missing_language: str
    objectives: tuple[str, ...]
    materials: tuple[str, ...]
    steps: tuple[Step, ...]
    handout_url: str
    whole_url: str


@dataclass(frozen=True, kw_only=True)
class SessionLessonPage(Page):
    """The lesson of one session; `lesson` is None where the edition does not have it."""

    place: str
    back_url: str
    sheet_url: str
    lesson: Lead | None
    girls: tuple[Attending, ...]
    here: str
    languages: tuple[tuple[str, str, str], ...]
    onward: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Present:
    """Who is on the sheet of that day, who makes up a lesson there, and what stands around them."""

    rows: Sequence[SheetRow]
    guests: Sequence[Guest]
    around: Around


def session_lesson_page(
    session: GroupSession, lesson: Lesson | None, wanted: str, present: Present, *, is_leader: bool
) -> SessionLessonPage:
    """The page of `session` with its lesson in the `wanted` language, else in English.

    `is_leader`: whether the reader leads the group, so that its notes are hers to write.
    """
    address: dict[str, Any] = {"cohort_id": session.cohort_id, "session_id": session.id}
    number, shown = session.lesson_number, lesson.language if lesson else wanted
    return SessionLessonPage(
        title=_("Lesson %(number)s: %(title)s", number=number, title=lesson.title) if lesson else _("Lesson"),
        place=f"{session.cohort.name} · {full_day(session.held_on)} · {span(session.starts_at, session.minutes)}",
        back_url=url_for("cohorts.show_session", **address),
        sheet_url=url_for("attendance.show_sheet", **address),
        lesson=_lead(lesson, session, wanted) if lesson else None,
        girls=tuple(_attending(present)),
        here=_here(present.rows),
        languages=tuple(
            (code, name, url_for("home.show_session_lesson", lang=code, **address))
            for code, name in LANGUAGES.items()
            if code != shown
        ),
        onward=tuple(
            (str(words), url_for(way, **address)) for words, way, for_leaders in ONWARD if is_leader or not for_leaders
        ),
    )


def _lead(lesson: Lesson, session: GroupSession, wanted: str) -> Lead:
    place: dict[str, Any] = {"number": lesson.number, "edition": session.cohort.edition_id, "lang": lesson.language}
    missing = ""
    if lesson.language != wanted:
        missing = _("This lesson is not in %(language)s yet.", language=LANGUAGES.get(wanted, wanted))
    return Lead(
        language=lesson.language,
        help_lines=help_lines(),
        missing_language=missing,
        objectives=tuple(lesson.objectives),
        materials=tuple(lesson.materials),
        steps=tuple(_steps(lesson, session)),
        handout_url=url_for("curriculum.show_handout", **place),
        whole_url=url_for("curriculum.show_lesson", **place),
    )


def _steps(lesson: Lesson, session: GroupSession) -> Iterator[Step]:
    parts = render_parts(lesson.body, lesson.activities, lesson.language)
    at = datetime.combine(session.held_on, session.starts_at)
    yield Step("before", _("Get ready"), "", 0, "", parts.before)
    known = {str(each["key"]): each for each in lesson.activities}
    for key, pieces in parts.activities:
        activity = known.get(key, {})
        minutes, is_required = int(activity.get("minutes", 0)), bool(activity.get("required", True))
        length = str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
        starts = wall_time(at.time()) if is_required else str(_("if there is time"))
        yield Step(activity_anchor(key), str(activity.get("title", key)), starts, minutes, length, pieces)
        at += timedelta(minutes=minutes if is_required else 0)
    yield Step("after", _("After the session"), wall_time(at.time()), 0, "", parts.after)


def _attending(present: Present) -> Iterator[Attending]:
    for row in present.rows:
        yield Attending(row.name, row.code, row.current.value.status if row.current.value else "")
    for guest in present.guests:
        status = Status.PRESENT if guest.state is BookingState.ATTENDED else ""
        yield Attending(guest.name, guest.code, status, str(_("Makes up a lesson")))
    for visitor in present.around.guests:
        yield Attending(visitor.name, "", "", str(_("Came without a seat")))


def _here(rows: Sequence[SheetRow]) -> str:
    statuses = [row.current.value.status if row.current.value else None for row in rows]
    expected = [each for each in statuses if each is not Status.NOT_EXPECTED]
    here, open_ = sum(each in HERE for each in expected), expected.count(None)
    said = str(_("%(here)s of %(girls)s here", here=here, girls=len(expected)))
    return said if not open_ else f"{said} · {_('%(number)s not marked', number=open_)}"
