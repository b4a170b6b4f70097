"""The first page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from curriculum_app.concerns.queries import lists as concerns
from curriculum_app.concerns.queries import notices
from curriculum_app.concerns.service.clock_words import watch
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Permission, requires, signed_in_actor
from curriculum_app.core.dates import full_day
from curriculum_app.core.limits import limits_on
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
    sections = _concerns(actor) | _sessions(actor) | _tasks(actor) | _completion(actor)
    page = HomePage(title=full_day(actor.today), links=_links(actor), **sections)
    return render_page("home/show_home.html", page)


def _concerns(actor: Actor) -> dict[str, Any]:
    """What she herself still has to do by law, what she was told, and the clocks that she watches over."""
    on = watch(clock.now(), limits_on(actor.today))
    watched = actor.scopes(Permission.CONCERN_CLOCKS)
    return {
        "to_report": presenters.own_clocks(concerns.open_clocks(concerns.OWN, actor), on),
        "notices": presenters.notices(notices.unseen(actor), on),
        "clocks": presenters.watched_clocks(concerns.open_clocks(watched, actor), on) if watched else None,
    }


def _sessions(actor: Actor) -> dict[str, Any]:
    scopes = actor.scopes(Permission.ATTENDANCE_RECORD)
    if not scopes:
        return {}
    return {
        "today": presenters.session_cards(queries.sessions_today(scopes, actor), with_day=False),
        "unfinished": presenters.session_cards(queries.sheets_unfinished(scopes, actor), with_day=True),
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
