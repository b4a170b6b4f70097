"""The gate: one decorator is the whole permission story of a route, and it closes the request's one transaction.

In order: who is it · each `*_id` of the URL becomes an object through its room's loader (else 404, the same bytes as
for an id that does not exist) · the permission on the last object (else 403) · a read of a girl's record is journalled
· the view · one commit when the answer is below 400 or kept, otherwise a rollback.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast
from uuid import UUID

from flask import Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from curriculum_app.core import clock
from curriculum_app.core.access import csrf
from curriculum_app.core.access.loading import Loader, loaders
from curriculum_app.core.access.words import Actor, Permission, Scopes
from curriculum_app.core.audit import Event, Outcome, record, write
from curriculum_app.core.db import begin_reading, begin_writing, db, end_reading, is_plain, journal_lines
from curriculum_app.core.entities import is_changed
from curriculum_app.core.replica import read_replica

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
DENIED = Event("gate:route:denied", keys=("endpoint",))

View = Callable[..., ResponseReturnValue]


@dataclass(frozen=True)
class Rule:
    """What a route declared: its permission (None when public), the read it logs, whether it begins writing late.

    A plain one changes nothing that its address names by its attributes: it only shows, or writes by statements. The
    view of one of figures may read them from the replica.
    """

    permission: Permission | None
    reads: Event | None = None
    is_late: bool = False
    is_plain: bool = False
    is_of_figures: bool = False
    reason: str = ""
    needs_database: bool = True


def requires(
    permission: Permission,
    *,
    reads: Event | None = None,
    late: bool = False,
    plain: bool = False,
    figures: bool = False,
) -> Callable[[View], View]:
    """Declare what a route needs. `reads` logs a read of personal data; `late` lets the view call `begin_writing`.

    `plain` is for a view that writes by statements alone and changes no entity of its address; pages are plain anyway.
    `figures` is for a report that counts and names nobody: it reads from the replica, where there is one.
    """
    return _declare(Rule(permission, reads, late, plain, figures))


def public(reason: str, *, late: bool = False, database: bool = True) -> Callable[[View], View]:
    """Declare a route that needs no sign-in, and say why. Without `database` it answers even when there is none."""
    return _declare(Rule(None, is_late=late, reason=reason, needs_database=database))


def _declare(rule: Rule) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**ids: Any) -> ResponseReturnValue:  # noqa: ANN401 - whatever the URL holds
            return _pass(rule, view, ids)

        guarded.access_rule = rule  # type: ignore[attr-defined]
        return guarded

    return decorate


def rule_of(view: object) -> Rule | None:
    """What a view function declared, or None."""
    return cast("Rule | None", getattr(view, "access_rule", None))


def current_actor() -> Actor | None:
    """The actor of this request, or None before sign-in."""
    known = g.get("_login_user")
    if known is None:
        known = current_user._get_current_object()
    return cast("Actor", known) if known.is_authenticated else None


def may(permission: Permission | str) -> bool:
    """Whether the actor of this request is given the permission at all (for navigation)."""
    actor = current_actor()
    return actor is not None and actor.may(Permission(permission))


def keep(answer: ResponseReturnValue, status: int = 409) -> ResponseReturnValue:
    """Answer with `status` and still commit: a conflict keeps what did not conflict and both values in history."""
    g.keeps_writes = True
    response = current_app.make_response(answer)
    response.status_code = status
    return response


def _pass(rule: Rule, view: View, ids: dict[str, Any]) -> ResponseReturnValue:
    if request.method not in SAFE and not csrf.is_valid():
        abort(400, "csrf")
    writes = request.method not in SAFE
    if not rule.needs_database:
        return view(**ids)
    if writes and not rule.is_late:
        begin_writing(plain=rule.is_plain)
    else:
        begin_reading(plain=not writes and not rule.is_late)
    if rule.permission is None:
        return _run(view, ids, writes=writes)
    actor = signed_in_actor()
    given = _load(actor, ids, rule.permission)
    if rule.reads is not None:
        _log_read(rule.reads, actor, given, in_request=writes and not rule.is_late)
    if rule.is_of_figures:
        read_replica()
    return _run(view, given, writes=writes)


def signed_in_actor() -> Actor:
    """The actor of a route that requires one; otherwise Flask-Login's way to the sign-in page."""
    actor = current_actor()
    if actor is None:
        abort(cast("Response", current_app.login_manager.unauthorized()))  # type: ignore[attr-defined]
    return actor


def _load(actor: Actor, ids: dict[str, Any], permission: Permission) -> dict[str, Any]:
    """Turn the ids into objects and check the permission on the last of them."""
    given = {name: value for name, value in ids.items() if not name.endswith("_id")}
    keys = [name for name in ids if name.endswith("_id")]
    if not keys:
        if not actor.may(permission):
            _deny(actor, 403)
        return given
    chain = loaders.lineage(keys[-1])
    own_ids = {loader.parameter: ids[loader.parameter] for loader in chain}
    known = actor.scopes(*chain[0].knowing)
    found = _find(chain[0], actor, known, own_ids)
    if found is None:
        _deny(actor, 404, chain[0].name, ids[keys[-1]])
    allowed = actor.scopes(permission)
    if not known <= allowed and _find(chain[0], actor, allowed, own_ids) is None:
        _deny(actor, 403, chain[0].name, ids[keys[-1]])
    for loader in chain:
        given[loader.name] = found
        if loader.under is not None:
            found = getattr(found, loader.under.removesuffix("_id"))
    return given


def _find(loader: Loader, actor: Actor, scopes: Scopes, ids: dict[str, UUID]) -> object | None:
    return loader.find(actor, scopes, **ids) if scopes else None


def _deny(actor: Actor, status: int, kind: str | None = None, object_id: UUID | None = None) -> None:
    """Remember the denial for the journal, which writes it once the request's transaction is over."""
    details = {"endpoint": request.endpoint or ""}
    after_request_audit(DENIED, actor=actor, kind=kind, object_id=object_id, outcome=Outcome.DENIED, details=details)
    abort(status)


def after_request_audit(event: Event, **row: Any) -> None:  # noqa: ANN401 - the keys of `audit.write`
    """Journal an event after the request's transaction, whatever becomes of it."""
    g.setdefault("journal_later", []).append((event, row))


def _log_read(event: Event, actor: Actor, given: dict[str, Any], *, in_request: bool) -> None:
    """One row for the page, on disk before anything is decrypted; in a writing request it lies in its transaction."""
    subject = next((value for value in given.values() if hasattr(value, "id")), None)
    kind = getattr(subject, "__tablename__", None)
    object_id = getattr(subject, "id", None)
    at = clock.now()
    if in_request:
        record(event, actor=actor, at=at, subject=subject)
        g.unlogged_read = (event, {"actor": actor, "at": at, "kind": kind, "object_id": object_id})
        return
    with journal_lines() as connection:
        write(connection, event, actor=actor, at=at, kind=kind, object_id=object_id)


def _run(view: View, given: dict[str, Any], *, writes: bool) -> ResponseReturnValue:
    response = current_app.make_response(view(**given))
    if writes and is_plain() and any(is_changed(each) for each in given.values()):
        raise RuntimeError(f"{request.endpoint} is plain: nothing would keep what it changed by attributes.")
    is_good = response.status_code < 400 or g.get("keeps_writes", False)
    if writes and is_good:
        db.session.commit()
        g.pop("unlogged_read", None)
    elif writes:
        db.session.rollback()
    else:
        end_reading()
    return response


def finish(_error: BaseException | None = None) -> None:
    """End whatever transaction is left and write what must outlive it."""
    later = g.pop("journal_later", [])
    unlogged = g.pop("unlogged_read", None)
    if unlogged is not None:
        later.append(unlogged)
    if not later:
        return
    db.session.rollback()
    with journal_lines() as connection:
        for event, row in later:
            row.setdefault("at", clock.now())
            write(connection, event, **row)


def init_app(app: Flask) -> None:
    """Put the gate at work on `app`: journal after each request, tokens and words for the templates."""

    @app.after_request
    def close(response: Any) -> Any:  # noqa: ANN401 - Flask's own
        csrf.remember_visitor(response)
        finish()
        return response

    # Macros are imported without a page's context, so what they use are globals.
    app.jinja_env.globals.update(may=may, csrf_token=csrf.token)


def check_routes(app: Flask) -> None:
    """Refuse to start when a route declares no access or an id in a URL has no loader. Raises LookupError."""
    for route in app.url_map.iter_rules():
        if route.endpoint == "static":
            continue
        if rule_of(app.view_functions[route.endpoint]) is None:
            raise LookupError(f'{route.endpoint} declares no access: add @requires(…) or @public("…").')
        for name in route.arguments:
            if name.endswith("_id") and name not in loaders.by_parameter:
                raise LookupError(f'{route.endpoint} takes {name}, and no room loads it: add @loads("{name}", …).')
