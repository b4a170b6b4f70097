"""The page of one session: its lesson, its girls, and where to go on from it."""

from dataclasses import dataclass

from flask import current_app, url_for

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.presenters.cohort import NOBODY, Seen
from curriculum_app.cohorts.presenters.readiness import Readiness, readiness
from curriculum_app.cohorts.queries import SessionRow
from curriculum_app.cohorts.rules import staffing
from curriculum_app.cohorts.rules.staffing import Seat
from curriculum_app.cohorts.rules.states import OPEN_STATES, SessionState
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.dates import span
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class Attending:
    """A girl who is expected at the session."""

    name: str
    code: str
    language: str
    concern_url: str


@dataclass(frozen=True, kw_only=True)
class SessionPage(Page):
    """One session; an address is empty when the reader may not go there or there is nothing to do."""

    group: str
    back_url: str
    back_text: str
    state: SessionState
    remark: str
    facts: tuple[tuple[str, str], ...]
    lesson: str
    girls: tuple[Attending, ...]
    staff: tuple[str, ...]
    readiness: Readiness
    sheet_url: str
    lesson_url: str
    links: tuple[tuple[str, str], ...]


def session_page(session: GroupSession, seen: Seen, actor: Actor) -> SessionPage:
    """The page of `session` for `actor`."""
    cohort = session.cohort
    row = next(each for each in seen.sessions if each.id == session.id)
    may_view = actor.may(Permission.COHORT_VIEW)
    is_coming = session.state is SessionState.PLANNED and cohort.state in OPEN_STATES
    own = [each for each in seen.readiness if each.session_id == session.id and is_coming]
    return SessionPage(
        title=_("%(group)s: session %(number)s", group=cohort.name, number=session.number),
        group=cohort.name,
        back_url=url_for("cohorts.show_cohort", cohort_id=cohort.id) if may_view else url_for("home.show_home"),
        back_text=cohort.name if may_view else _("Home"),
        state=session.state,
        remark=_remark(row),
        facts=_facts(session, seen),
        lesson=_("Lesson %(number)s: %(title)s", number=row.lesson_number, title=row.title),
        girls=_girls(session, seen),
        staff=_in_front(session, seen),
        readiness=readiness(cohort, own, may_manage=seen.may_manage),
        sheet_url=_address("attendance.show_sheet", session) if actor.may(Permission.ATTENDANCE_VIEW) else "",
        lesson_url=_address("home.show_session_lesson", session),
        links=_links(session, actor) + _changes(session, row, seen),
    )


def _remark(row: SessionRow) -> str:
    parts = []
    if row.not_held_reason is not None:
        parts.append(_("Did not happen: %(reason)s.", reason=words.NOT_HELD[row.not_held_reason]))
    if row.replaced_by is not None:
        parts.append(_("Its lesson moved to session %(number)s.", number=row.replaced_by))
    if row.replaces is not None:
        parts.append(_("It takes the lesson of session %(number)s.", number=row.replaces))
    return " ".join(parts)


def _facts(session: GroupSession, seen: Seen) -> tuple[tuple[str, str], ...]:
    pairs = [
        (_("Date"), words.full_day(session.held_on)),
        (_("Time"), span(session.starts_at, session.minutes)),
        (_("Site"), session.cohort.site.name),
    ]
    if seen.venue:
        pairs.append((_("Where exactly"), seen.venue))
    return tuple(pairs)


def _girls(session: GroupSession, seen: Seen) -> tuple[Attending, ...]:
    """The girls who had a seat on the day of the session."""
    rows = (
        row
        for row in seen.roster
        if row.enrolled_on <= session.held_on and (row.exited_on is None or row.exited_on >= session.held_on)
    )
    return tuple(
        Attending(
            seen.names.get(row.participant_id, NOBODY).name,
            row.code,
            words.language_name(row.language),
            url_for("concerns.new_concern", enrolment=row.id),
        )
        for row in rows
    )


def _in_front(session: GroupSession, seen: Seen) -> tuple[str, ...]:
    rows = (
        row
        for row in seen.staff
        if staffing.stands_on(
            Seat(row.user_id, row.part, row.from_on, row.until_on, row.session_id), session.held_on, session.id
        )
    )
    return tuple(f"{row.full_name} ({words.PART[row.part]})" for row in rows)


def _address(endpoint: str, session: GroupSession) -> str:
    """The address of another room's page about this session; empty when that room is not open here."""
    if endpoint not in current_app.view_functions:
        return ""
    return url_for(endpoint, cohort_id=session.cohort_id, session_id=session.id)


def _links(session: GroupSession, actor: Actor) -> tuple[tuple[str, str], ...]:
    wanted = [
        (Permission.ATTENDANCE_VIEW, _("Print the sheet"), "attendance.print_sheet"),
        (Permission.NOTE_READ, _("Notes"), "notes.show_notes"),
        (Permission.NOTE_READ, _("How it went"), "notes.show_fidelity"),
        (Permission.SITTING_COUNT, _("Questions before and after"), "assessments.show_sittings"),
        (Permission.ATTENDANCE_RECORD, _("Make-ups"), "attendance.list_make_ups"),
    ]
    pairs = ((text, _address(endpoint, session)) for permission, text, endpoint in wanted if actor.may(permission))
    return tuple((text, address) for text, address in pairs if address)


def _changes(session: GroupSession, row: SessionRow, seen: Seen) -> tuple[tuple[str, str], ...]:
    """What a coordinator may do with the session now."""
    if not seen.may_manage or session.cohort.state not in OPEN_STATES:
        return ()
    found = []
    if session.state is SessionState.PLANNED:
        found.append((_("Move to another date"), _address("cohorts.ask_move", session)))
        if session.held_on >= seen.today:
            found.append((_("Name a substitute"), _address("cohorts.ask_substitute", session)))
        found.append((_("It did not happen"), _address("attendance.edit_not_held", session)))
    if session.state is SessionState.NOT_HELD and row.replaced_by is None:
        found.append((_("Add a replacement"), _address("cohorts.ask_replacement", session)))
    return tuple((text, address) for text, address in found if address)
