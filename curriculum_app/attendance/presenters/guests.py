"""The make-up finder as a page, and the guests of a session as lines of its sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.queries.chairs import Chair, Guest
from curriculum_app.attendance.queries.missed import Booked, MissedLesson, Need
from curriculum_app.attendance.rules.chairs import urgency
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.cohorts.rules.states import BookingEnd, BookingState, NotHeldReason
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import Page
from curriculum_app.participants.queries import DisplayName

GIVEN_UP = {
    BookingEnd.TAKEN_BACK: _l("Given back"),
    BookingEnd.LEFT: _l("She left the group"),
    **{BookingEnd(reason.value): words.NOT_HELD[reason] for reason in NotHeldReason},
}


@dataclass(frozen=True)
class GuestLine:
    """A guest under the girls of a sheet: what she comes for, and what was said so far."""

    booking_id: UUID
    name: str
    code: str
    what: str
    state: str
    said: str
    minutes: int
    version: int


@dataclass(frozen=True)
class ChairLine:
    """One free chair; `booking_id` makes a repeated press one booking."""

    session_id: UUID
    booking_id: UUID
    day: str
    time: str
    group: str
    site: str
    free: str


@dataclass(frozen=True)
class LessonLine:
    """One missed lesson and where she can make it up, the next day first."""

    missed_id: UUID
    title: str
    missed_on: str
    chairs: tuple[ChairLine, ...]


@dataclass(frozen=True)
class BookedLine:
    """A chair that is hers, or was."""

    id: UUID
    lesson: str
    where: str
    end: str


@dataclass(frozen=True, kw_only=True)
class FinderPage(Page):
    """The make-up finder for one girl."""

    name: str
    code: str
    group: str
    back_url: str
    book_url: str
    free_url: str
    summary: str
    is_helpful: bool
    booked: tuple[BookedLine, ...]
    given_up: tuple[BookedLine, ...]
    lessons: tuple[LessonLine, ...]


def finder_page(
    enrolment: Enrolment,
    name: DisplayName,
    need: Need,
    chairs: Sequence[Chair],
    *,
    errors: tuple[tuple[str, str], ...] = (),
) -> FinderPage:
    """Present what a girl has missed in order of need, and the chairs for it; her name is not in the title."""
    address: dict[str, Any] = {"cohort_id": enrolment.cohort_id, "enrolment_id": enrolment.id}
    helpful = need.standing.helpful
    return FinderPage(
        title=_("Find a make-up"),
        errors=errors,
        name=name.name,
        code=name.code,
        group=enrolment.cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=enrolment.cohort_id),
        book_url=url_for("attendance.book_chair", **address),
        free_url=url_for("attendance.free_chair", **address),
        summary=_summary(need, helpful),
        is_helpful=bool(helpful),
        booked=tuple(_booked(row) for row in need.bookings if row.state is BookingState.BOOKED),
        given_up=tuple(_booked(row) for row in _lost(need)),
        lessons=_lessons(need.missed, chairs),
    )


def _summary(need: Need, helpful: int) -> str:
    standing = need.standing
    if not standing.missing:
        return str(_("She has the lessons that completion needs, booked chairs included."))
    lessons = ngettext(
        "Completion still needs %(num)s lesson.", "Completion still needs %(num)s lessons.", standing.missing
    )
    if not helpful:
        return f"{lessons} {_('She has had as many make-ups as count.')}"
    made = ngettext("%(num)s of them can be a make-up.", "%(num)s of them can be make-ups.", helpful)
    return f"{lessons} {made}"


def _lessons(missed: Collection[MissedLesson], chairs: Sequence[Chair]) -> tuple[LessonLine, ...]:
    by_lesson = {row: [chair for chair in chairs if chair.lesson_key == row.lesson_key] for row in missed}
    ordered = sorted(
        by_lesson, key=lambda row: urgency((chair.meets.held_on for chair in by_lesson[row]), row.lesson_number)
    )
    return tuple(_lesson(row, by_lesson[row]) for row in ordered)


def _lesson(row: MissedLesson, chairs: Sequence[Chair]) -> LessonLine:
    title = _("Lesson %(number)s: %(title)s", number=row.lesson_number, title=row.title)
    missed_on = _("Missed on %(day)s", day=words.day(row.held_on))
    return LessonLine(row.session_id, title, missed_on, tuple(_chair(chair) for chair in chairs))


def _chair(chair: Chair) -> ChairLine:
    return ChairLine(
        session_id=chair.session_id,
        booking_id=new_id(),
        day=words.day(chair.meets.held_on),
        time=words.span(chair.meets.held_on, chair.meets.starts_at, chair.meets.minutes),
        group=chair.group,
        site=chair.site,
        free=ngettext("%(num)s free", "%(num)s free", chair.free),
    )


def _lost(need: Need) -> list[Booked]:
    """The chairs that ended without her doing while the lesson is still missing."""
    missing = {row.session_id for row in need.missed}
    return [
        row
        for row in need.bookings
        if row.missed_id in missing and row.end_reason not in {None, BookingEnd.TAKEN_BACK, BookingEnd.LEFT}
    ]


def _booked(row: Booked) -> BookedLine:
    meets = row.meets
    when = f"{words.day(meets.held_on)}, {words.span(meets.held_on, meets.starts_at, meets.minutes)}"
    end = str(GIVEN_UP[row.end_reason]) if row.end_reason else ""
    return BookedLine(
        row.id, _("Lesson %(number)s", number=row.lesson_number), f"{when} · {row.group}, {row.site}", end
    )


def guest_lines(guests: Sequence[Guest], minutes: int) -> tuple[GuestLine, ...]:
    """Present the guests of a session of `minutes`."""
    return tuple(_guest(guest, minutes) for guest in guests)


def _guest(guest: Guest, minutes: int) -> GuestLine:
    said = {
        BookingState.BOOKED: str(_("Not answered")),
        BookingState.MISSED: str(_("Not here")),
        BookingState.ATTENDED: str(_("Here, %(minutes)s minutes", minutes=guest.minutes)),
    }
    what = _("guest, make-up for lesson %(number)s", number=guest.lesson_number)
    return GuestLine(
        guest.booking_id,
        guest.name,
        guest.code,
        what,
        guest.state.value,
        said.get(guest.state, ""),
        guest.minutes or minutes,
        guest.version,
    )
