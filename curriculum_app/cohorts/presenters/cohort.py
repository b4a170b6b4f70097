"""The page of one group: its girls, its sessions, who leads it, where it meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from flask import url_for

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.presenters.consents import GirlsConsent, RosterConsents, roster_consents
from curriculum_app.cohorts.presenters.readiness import Readiness, readiness
from curriculum_app.cohorts.presenters.suggesting import Suggestion, suggestion
from curriculum_app.cohorts.queries import EnrolmentRow, SessionRow, StaffRow
from curriculum_app.cohorts.queries.readiness import SessionReadiness
from curriculum_app.cohorts.rules import timetable
from curriculum_app.cohorts.rules.entry import Meeting, is_entry_open, seats_free
from curriculum_app.cohorts.rules.states import OPEN_STATES, CohortState, EnrolmentState, SessionState
from curriculum_app.core.dates import span
from curriculum_app.core.pages import Page, addresses
from curriculum_app.core.translating import gettext as _
from curriculum_app.participants.queries import DisplayName, Placeable
from curriculum_app.participants.rules.consents import Said

NOBODY = DisplayName("", "")
NOTHING_TO_ASK = GirlsConsent(needs_asking=False, text="", url="")


@dataclass(frozen=True)
class Girl:
    """A girl of the roster; the addresses are empty for those who may not change anything."""

    name: str
    code: str
    age: str
    language: str
    lessons: int
    lessons_text: str
    how: str
    withdraw_url: str
    make_up_url: str
    consent: GirlsConsent


@dataclass(frozen=True)
class SessionLine:
    """One session of the timetable."""

    label: str
    url: str
    when: str
    time: str
    state: SessionState
    remark: str
    is_today: bool


@dataclass(frozen=True, kw_only=True)
class CohortPage(Page):
    """One group."""

    state: CohortState
    facts: tuple[tuple[str, str], ...]
    lessons_needed: int
    girls: tuple[Girl, ...]
    left: tuple[Girl, ...]
    sessions: tuple[SessionLine, ...]
    leaders: tuple[tuple[str, str], ...]
    readiness: Readiness
    hint: str
    too_few: str
    consents: RosterConsents
    suggestion: Suggestion
    may_manage: bool
    contacts_url: str
    propose_url: str
    links: Mapping[str, str]


@dataclass(frozen=True)
class Seen:
    """What was read for the page, and what the reader may do."""

    roster: Sequence[EnrolmentRow]
    names: Mapping[UUID, DisplayName]
    sessions: Sequence[SessionRow]
    staff: Sequence[StaffRow]
    readiness: Sequence[SessionReadiness]
    venue: str
    may_manage: bool
    may_propose: bool
    may_reach: bool
    today: date
    said: Mapping[UUID, Sequence[Said]] = field(default_factory=dict)
    smallest_group: int = 0
    fitting: Sequence[Placeable] = ()


@dataclass(frozen=True, slots=True)
class GirlWays:
    """The addresses of what can be done about an enrolment."""

    withdraw: Callable[[UUID], str]
    make_up: Callable[[UUID], str]

    @classmethod
    def of(cls, cohort: Cohort) -> GirlWays:
        """Those of the enrolments of `cohort`."""
        return cls(
            addresses("cohorts.ask_withdraw", "enrolment_id", cohort_id=cohort.id),
            addresses("attendance.list_chairs", "enrolment_id", cohort_id=cohort.id),
        )


NO_WAYS = GirlWays(lambda _id: "", lambda _id: "")


def cohort_page(cohort: Cohort, seen: Seen) -> CohortPage:
    """The page of `cohort` (its site and edition are loaded)."""
    is_open = cohort.state in OPEN_STATES
    may_change = seen.may_manage and is_open
    consents = RosterConsents({})
    if is_open:
        consents = roster_consents(
            cohort, seen.roster, seen.names, seen.said, today=seen.today, may_manage=seen.may_manage
        )
    ways = GirlWays.of(cohort) if may_change else NO_WAYS
    girls = [(_girl(cohort, row, seen, ways, consents.girls.get(row.id, NOTHING_TO_ASK)), row) for row in seen.roster]
    to_session = addresses("cohorts.show_session", "session_id", cohort_id=cohort.id)
    return CohortPage(
        title=cohort.name,
        state=cohort.state,
        facts=_facts(cohort, seen),
        lessons_needed=cohort.edition.lessons_needed,
        girls=tuple(girl for girl, row in girls if row.state is EnrolmentState.ACTIVE),
        left=tuple(girl for girl, row in girls if row.state is EnrolmentState.EXITED),
        sessions=tuple(_session(row, to_session(row.id), seen.today) for row in seen.sessions),
        leaders=tuple(_leader(row) for row in seen.staff if _stands(row, seen.today)),
        readiness=readiness(cohort, seen.readiness, may_manage=may_change) if is_open else Readiness(),
        hint=_entry_hint(cohort, seen) if may_change else "",
        too_few=_too_few(cohort, seen) if may_change else "",
        consents=consents,
        suggestion=suggestion(cohort, seen.fitting),
        may_manage=may_change,
        contacts_url=url_for("cohorts.list_contacts", cohort_id=cohort.id) if seen.may_reach else "",
        propose_url=url_for("cohorts.new_proposal") if seen.may_propose and is_open else "",
        links={
            name: url_for(f"cohorts.{name}", cohort_id=cohort.id)
            for name in ("new_enrolment", "list_staff", "edit_cohort", "ask_close", "ask_cancel")
        }
        | {"register": url_for("attendance.show_register", cohort_id=cohort.id)},
    )


def _facts(cohort: Cohort, seen: Seen) -> tuple[tuple[str, str], ...]:
    rhythm = words.weekdays(timetable.weekdays_of(cohort.weekdays))
    free = seats_free(cohort.capacity, cohort.seats_taken)
    taken = words.seats(cohort.seats_taken, cohort.capacity)
    dates = _("%(first)s to %(last)s", first=words.short_day(cohort.first_on), last=words.short_day(cohort.last_on))
    pairs = [
        (_("Meets"), f"{rhythm}, {span(cohort.starts_at, cohort.minutes)}"),
        (_("Dates"), dates),
        (_("Site"), cohort.site.name),
        (_("Seats"), f"{taken} ({words.seats_free(free)})" if cohort.state in OPEN_STATES else taken),
        (_("Curriculum"), cohort.edition.name),
        (_("Code"), cohort.code),
    ]
    if seen.venue:
        pairs.insert(3, (_("Where exactly"), seen.venue))
    if cohort.cancel_reason is not None:
        pairs.append((_("Cancelled because"), str(words.CANCEL[cohort.cancel_reason])))
    return tuple(pairs)


def _girl(cohort: Cohort, row: EnrolmentRow, seen: Seen, ways: GirlWays, consent: GirlsConsent) -> Girl:
    known = seen.names.get(row.participant_id, NOBODY)
    age = "" if row.age_at_enrolment is None else str(row.age_at_enrolment)
    left = row.exit_reason is not None and row.exited_on is not None
    return Girl(
        name=known.name,
        code=row.code,
        age=age,
        language=words.language_name(row.language),
        lessons=min(row.lessons, cohort.edition.lessons_needed),
        lessons_text=_("Lessons that count for %(code)s", code=row.code),
        how=f"{words.EXIT[row.exit_reason]}, {words.short_day(row.exited_on)}"
        if row.exit_reason and row.exited_on
        else "",
        withdraw_url="" if left else ways.withdraw(row.id),
        make_up_url="" if left else ways.make_up(row.id),
        consent=consent,
    )


def _session(row: SessionRow, url: str, today: date) -> SessionLine:
    remark = ""
    if row.not_held_reason is not None:
        remark = str(words.NOT_HELD[row.not_held_reason])
        if row.replaced_by is not None:
            remark = _("%(reason)s; replaced by session %(number)s", reason=remark, number=row.replaced_by)
    elif row.replaces is not None:
        remark = _("Replaces session %(number)s", number=row.replaces)
    return SessionLine(
        label=f"{row.number}. {row.title}",
        url=url,
        when=words.full_day(row.held_on),
        time=words.wall(row.starts_at),
        state=row.state,
        remark=remark,
        is_today=row.held_on == today,
    )


def _leader(row: StaffRow) -> tuple[str, str]:
    when = words.period(row.from_on, row.until_on)
    if row.session_number is not None:
        when = _("session %(number)s, %(when)s", number=row.session_number, when=when)
    return str(words.PART[row.part]), f"{row.full_name}, {when}"


def _stands(row: StaffRow, today: date) -> bool:
    """Those who lead now or will, not those whose time is over."""
    return row.until_on is None or row.until_on >= today


def _too_few(cohort: Cohort, seen: Seen) -> str:
    if cohort.state is CohortState.RUNNING or cohort.seats_taken >= seen.smallest_group:
        return ""
    return str(_("A group begins with at least %(number)s girls.", number=seen.smallest_group))


def takes_girls(cohort: Cohort, seen: Seen) -> bool:
    """Whether the reader may give a girl a seat here today without a reason: one is free and the group still open."""
    is_free = cohort.state in OPEN_STATES and seats_free(cohort.capacity, cohort.seats_taken) > 0
    return seen.may_manage and is_free and _is_entry_open(cohort, seen)


def _is_entry_open(cohort: Cohort, seen: Seen) -> bool:
    meetings = [Meeting(row.held_on, row.state) for row in seen.sessions]
    return is_entry_open(meetings, cohort.entry_closes_after, seen.today)


def _entry_hint(cohort: Cohort, seen: Seen) -> str:
    if _is_entry_open(cohort, seen):
        return str(_("New girls may join until session %(number)s is over.", number=cohort.entry_closes_after))
    return str(_("This group is closed to new girls. Joining now needs a reason."))
