"""The first page, and the lesson of a session beside its girls."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.attendance.queries.chairs import guests_on
from curriculum_app.attendance.queries.sheets import around, sheet_rows
from curriculum_app.cohorts.models import Cohort, GroupSession
from curriculum_app.concerns.queries import lists as concerns
from curriculum_app.concerns.queries import notices
from curriculum_app.concerns.service.clock_words import watch
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, requires, signed_in_actor
from curriculum_app.core.dates import full_day
from curriculum_app.core.i18n import LANGUAGES, PARAMETER
from curriculum_app.core.limits import limits_on
from curriculum_app.core.pages import render_page
from curriculum_app.curriculum.queries import FALLBACK_LANGUAGE, lesson_of_key
from curriculum_app.home import events, queries
from curriculum_app.home.presenters import first_page
from curriculum_app.home.presenters.first_page import HomePage
from curriculum_app.home.presenters.lesson import Present, session_lesson_page
from curriculum_app.reports.queries import Selection, completion
from curriculum_app.reports.rules.completion import GroupBy

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@requires(Permission.ACCOUNT_OWN)
def show_home() -> ResponseReturnValue:
    """Everyone's first page: what there is to do today, by what she may do."""
    actor = signed_in_actor()
    sections = _concerns(actor) | _sessions(actor) | _tasks(actor) | _completion(actor)
    page = HomePage(title=full_day(actor.today), links=_links(actor), **sections)
    return render_page("home/show_home.html", page)


@bp.get("/cohorts/<uuid:cohort_id>/sessions/<uuid:session_id>/lesson")
@requires(Permission.ATTENDANCE_VIEW, reads=events.SESSION_LESSON_READ)
def show_session_lesson(cohort: Cohort, session: GroupSession) -> ResponseReturnValue:
    """The lesson of a session to lead from, as the group's edition has it, beside the girls of that day.

    In the language of the address, else in the group's own.
    """
    wanted = _language_for(cohort)
    lesson = lesson_of_key(cohort.edition_id, session.lesson_key, wanted)
    beside = around(session.id, language=wanted)
    present = Present(sheet_rows(session.id), guests_on(session.id) if beside.has_booked else (), beside)
    is_leader = queries.reaches(session.id, Permission.NOTE_WRITE, signed_in_actor())
    page = session_lesson_page(session, lesson, wanted, present, is_leader=is_leader)
    return render_page("home/show_session_lesson.html", page)


def _language_for(cohort: Cohort) -> str:
    """The language to lead in: asked for in the address, or the group's; English where there is none in that."""
    asked = request.args.get(PARAMETER, "")
    if asked in LANGUAGES:
        return asked
    return cohort.language if cohort.language in LANGUAGES else FALLBACK_LANGUAGE


def _concerns(actor: Actor) -> dict[str, Any]:
    """What she herself still has to do by law, what she was told, and the clocks that she watches over."""
    on = watch(clock.now(), limits_on(actor.today))
    watched = actor.scopes(Permission.CONCERN_CLOCKS)
    return {
        "to_report": first_page.own_clocks(concerns.open_clocks(concerns.OWN, actor), on),
        "notices": first_page.notices(notices.unseen(actor), on),
        "clocks": first_page.watched_clocks(concerns.open_clocks(watched, actor), on) if watched else None,
    }


def _sessions(actor: Actor) -> dict[str, Any]:
    scopes = actor.scopes(Permission.ATTENDANCE_RECORD)
    if not scopes:
        return {}
    writes = actor.may(Permission.NOTE_WRITE)
    today, unfinished = queries.sessions_today(scopes, actor), queries.sheets_unfinished(scopes, actor)
    return {
        "today": first_page.session_cards(today, with_day=False, with_log=writes),
        "unfinished": first_page.session_cards(unfinished, with_day=True, with_log=writes),
        "coming": first_page.coming_cards(queries.sessions_coming(scopes, actor)),
    }


def _tasks(actor: Actor) -> dict[str, Any]:
    referrals, cohorts = actor.scopes(Permission.REFERRAL_DECIDE), actor.scopes(Permission.COHORT_MANAGE)
    if not referrals:
        return {}
    return {"tasks": first_page.tasks(queries.waiting_for(referrals, cohorts, actor))}


def _completion(actor: Actor) -> dict[str, Any]:
    scopes = actor.scopes(Permission.REPORT_VIEW)
    if not scopes or not actor.may(Permission.IDENTITY_VIEW):
        return {}
    found = completion(scopes, actor, Selection(), GroupBy.SERVICE_AREA)
    return {"completion": first_page.completion_words(found.total.of_exited())}


def _links(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The ways for somebody whose day holds no sessions."""
    if actor.may(Permission.ATTENDANCE_RECORD) or actor.may(Permission.REFERRAL_DECIDE):
        return ()
    ways = (
        (Permission.USER_MANAGE, _("People with an account"), "accounts.list_users"),
        (Permission.LESSON_VIEW, _("Lessons"), "curriculum.list_lessons"),
        (Permission.OUTCOME_VIEW, _("What changed: outcomes"), "reports.show_outcomes"),
        (Permission.TRAINING_COUNT, _("Trained people"), "reports.show_trainings"),
        (Permission.YEAR_VIEW, _("The year in numbers"), "reports.show_yearly"),
    )
    found = [(words, url_for(endpoint)) for permission, words, endpoint in ways if actor.may(permission)]
    return (*found, (_("Your account"), url_for("accounts.show_account")))
