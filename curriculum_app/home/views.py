"""The first page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.core.access import Actor, Permission, requires, signed_in_actor
from curriculum_app.core.dates import full_day
from curriculum_app.core.pages import render_page
from curriculum_app.home import presenters, queries
from curriculum_app.home.presenters import HomePage
from curriculum_app.reports.queries import Selection, completion
from curriculum_app.reports.rules.completion import GroupBy

bp = Blueprint("home", __name__, template_folder="templates")


@bp.get("/")
@requires(Permission.ACCOUNT_OWN)
def show_home() -> ResponseReturnValue:
    """Everyone's first page: what there is to do today, by what she may do."""
    actor = signed_in_actor()
    sections = _sessions(actor) | _tasks(actor) | _completion(actor)
    page = HomePage(title=full_day(actor.today), links=_links(actor), **sections)
    return render_page("home/show_home.html", page)


def _sessions(actor: Actor) -> dict[str, Any]:
    scopes = actor.scopes(Permission.ATTENDANCE_RECORD)
    if not scopes:
        return {}
    writes = actor.may(Permission.NOTE_WRITE)
    today, unfinished = queries.sessions_today(scopes, actor), queries.sheets_unfinished(scopes, actor)
    return {
        "today": presenters.session_cards(today, with_day=False, with_log=writes),
        "unfinished": presenters.session_cards(unfinished, with_day=True, with_log=writes),
        "coming": presenters.coming_cards(queries.sessions_coming(scopes, actor)),
    }


def _tasks(actor: Actor) -> dict[str, Any]:
    referrals, cohorts = actor.scopes(Permission.REFERRAL_DECIDE), actor.scopes(Permission.COHORT_MANAGE)
    if not referrals:
        return {}
    return {"tasks": presenters.tasks(queries.waiting_for(referrals, cohorts, actor))}


def _completion(actor: Actor) -> dict[str, Any]:
    scopes = actor.scopes(Permission.REPORT_VIEW)
    if not scopes or not actor.may(Permission.IDENTITY_VIEW):
        return {}
    found = completion(scopes, actor, Selection(), GroupBy.SERVICE_AREA)
    return {"completion": presenters.completion_words(found.total.of_exited())}


def _links(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The ways for somebody whose day holds no sessions."""
    if actor.may(Permission.ATTENDANCE_RECORD) or actor.may(Permission.REFERRAL_DECIDE):
        return ()
    ways = (
        (Permission.USER_MANAGE, _("People with an account"), "accounts.list_users"),
        (Permission.LESSON_VIEW, _("Lessons"), "curriculum.list_lessons"),
    )
    found = [(words, url_for(endpoint)) for permission, words, endpoint in ways if actor.may(permission)]
    return (*found, (_("Your account"), url_for("accounts.show_account")))
