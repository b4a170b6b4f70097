"""Signing in and out: the password, the second step, the demonstration's personas, and the way out."""

from __future__ import annotations

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.utils import redirect

from curriculum_app.accounts import events
from curriculum_app.accounts.forms.sign_in import CodeForm, SignInForm
from curriculum_app.accounts.models import User
from curriculum_app.accounts.presenters.sign_in import CodePage, SignInPage, SimplePage
from curriculum_app.accounts.queries.users import user_by_email
from curriculum_app.accounts.rules.addresses import safe_next
from curriculum_app.accounts.rules.devices import device_label
from curriculum_app.accounts.rules.words import Awaiting, Persona
from curriculum_app.accounts.service import second_factor, sign_in
from curriculum_app.accounts.views import bp, cookie
from curriculum_app.core import clock
from curriculum_app.core.access import after_request_audit, current_actor, public
from curriculum_app.core.audit import Outcome
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.pages import go_to, render_page


@bp.get("/sign-in")
@public("The way in.")
def show_sign_in() -> ResponseReturnValue:
    """The sign-in page; whoever is signed in goes on, whoever is locked unlocks."""
    if current_actor() is not None:
        return redirect(safe_next(request.args.get("next")), 303)
    if cookie.locked_out() is not None:
        return go_to("accounts.show_unlock", next=request.args.get("next"))
    return _sign_in_page(SignInForm(request.args))


@bp.post("/sign-in", endpoint="sign_in")
@public("The way in.", late=True)
def check_password() -> ResponseReturnValue:
    """E-mail and password. Argon2 runs before the write transaction, and for a name that nobody has as well."""
    form = SignInForm(request.form)
    if not form.validate():
        return _sign_in_page(form, 422)
    try:
        address = request.remote_addr or ""
        user = sign_in.prove_password(form.email.data or "", form.password.data, address=address, at=clock.now())
        begin_writing()
        awaiting = sign_in.after_password(user, address=address, must_enrol=_must_enrol())
        return _let_in(user, awaiting, form.next.data)
    except sign_in.SignInRefused as refusal:
        _remember_refusal(refusal.user_id, refusal.reason)
        form.refuse(refusal)
        return _sign_in_page(form, 422)


@bp.get("/sign-in/code")
@public("The second step of the way in.")
def show_code() -> ResponseReturnValue:
    """The page that asks for the code."""
    if cookie.awaiting(Awaiting.CODE) is None:
        return go_to("accounts.show_sign_in", next=request.args.get("next"))
    return _code_page(CodeForm(request.args))


@bp.post("/sign-in/code")
@public("The second step of the way in.", late=True)
def check_code() -> ResponseReturnValue:
    """The app's code or a recovery code; a new sign-in replaces the one that waited."""
    actor, form, at = cookie.awaiting(Awaiting.CODE), CodeForm(request.form), clock.now()
    if actor is None:
        return go_to("accounts.show_sign_in", next=safe_next(form.next.data))
    if not form.validate():
        return _code_page(form, 422)
    try:
        second_factor.count_try(actor.user(), at=at)
        begin_writing()
        user = db.session.get_one(User, actor.user())
        second_factor.prove_code(user, form.code.data or "", actor=actor, at=at)
        return _let_in(user, None, form.next.data, second_factor=True)
    except (second_factor.WrongCode, sign_in.SignInRefused) as refusal:
        _remember_refusal(actor.user_id, "code")
        form.refuse(refusal)
        return _code_page(form, 422)


@bp.post("/sign-in/as")
@public("Demonstration accounts, in development only; elsewhere it is not there.")
def sign_in_as() -> ResponseReturnValue:
    """Sign in as one of the demonstration accounts with one tap."""
    email = request.form.get("email", "")
    if email not in {persona.email for persona in _personas()}:
        abort(404)
    user = user_by_email(email)
    if user is None:
        abort(404)
    return _let_in(user, None, request.form.get("next"))


@bp.get("/sign-out")
@public("Whoever wants out gets out.")
def show_sign_out() -> ResponseReturnValue:
    """A page with the button, for those who typed the address."""
    return render_page("accounts/show_sign_out.html", SimplePage(title=_("Sign out")))


@bp.post("/sign-out", endpoint="sign_out")
@public("Whoever wants out gets out, also with a locked or unfinished sign-in.")
def leave() -> ResponseReturnValue:
    """End the sign-in; what the browser kept of our pages goes, unsent records on the tablet stay."""
    found = cookie.found_sign_in()
    if found is not None:
        sign_in.sign_out(found.actor, at=clock.now())
        cookie.forget_found()
    return cookie.take_away(go_to("accounts.show_sign_in", done="signed_out"))


def _let_in(user: User, awaiting: Awaiting | None, wanted: str | None, *, second_factor: bool = False) -> Response:
    """A fresh sign-in in the browser, and on to the step that is missing or to the page that was wanted."""
    found, at, page = cookie.found_sign_in(), clock.now(), safe_next(wanted)
    token = sign_in.open_sign_in(
        user,
        device=device_label(request.user_agent.string),
        at=at,
        awaiting=awaiting,
        second_factor_at=at if second_factor else None,
        replaces=found.actor.sign_in_id if found else None,
    )
    cookie.forget_found()
    steps = {
        Awaiting.CODE: url_for("accounts.show_code", next=page),
        Awaiting.ENROLMENT: url_for("accounts.show_enrolment"),
    }
    return cookie.give(Response(status=303, headers={"Location": steps[awaiting] if awaiting else page}), token)


def _sign_in_page(form: SignInForm, status: int = 200) -> Response:
    page = SignInPage(title=_("Sign in"), errors=form.summary(), form=form, personas=_personas())
    return render_page("accounts/show_sign_in.html", page, status)


def _code_page(form: CodeForm, status: int = 200) -> Response:
    is_recovery = "recovery" in request.args
    other = url_for("accounts.show_code", next=form.next.data or None, recovery=None if is_recovery else 1)
    title = _("Type a recovery code") if is_recovery else _("Type the code from your app")
    page = CodePage(title=title, errors=form.summary(), form=form, is_recovery=is_recovery, other_url=other)
    return render_page("accounts/show_code.html", page, status)


def _personas() -> tuple[Persona, ...]:
    """The demonstration accounts; none in production, whatever else is wrong there."""
    if current_app.config["SETTINGS"].is_production:
        return ()
    return tuple(current_app.extensions.get("personas", ()))


def _must_enrol() -> bool:
    return bool(current_app.config["SETTINGS"].is_production)


def _remember_refusal(user_id: object, reason: str) -> None:
    after_request_audit(
        events.SIGN_IN_REFUSED,
        actor=None,
        kind="users" if user_id else None,
        object_id=user_id,
        reason=reason,
        outcome=Outcome.FAILED,
    )
