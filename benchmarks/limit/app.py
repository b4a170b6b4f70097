"""The limit as a web application; `LIMIT_DATABASE` names its database."""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from typing import Any

from flask import Flask, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from benchmarks.limit import queries
from benchmarks.limit.saving import Stale, meeting_of, save
from benchmarks.limit.store import Store

REASONS = (
    "school", "court", "medical", "transport", "illness", "whereabouts_unknown", "moved_placement", "released",
    "facility_suspended_participation", "assent_withdrawn", "parent_withdrew", "safety_separation", "other",
)  # fmt: skip
CAME, AWAY = frozenset({"present", "late", "left_early"}), frozenset({"excused", "unexcused"})
BUTTONS = (("present", "Present"), ("late", "Late"), ("left_early", "Left early"), ("excused", "Excused"),
           ("unexcused", "Absent"), ("", "Clear"))  # fmt: skip


def create_app(database: str | None = None) -> Flask:
    """Make the application over its own database."""
    app = Flask(__name__)
    app.secret_key = "the limit protects nobody"  # noqa: S105 - its people are made up
    store = Store(database or os.environ["LIMIT_DATABASE"])

    @app.get("/enter/<int:user_id>")
    def enter(user_id: int) -> str:
        """Sign in as whoever is named: how people prove who they are is no part of what is measured."""
        session["user"] = user_id
        session["name"] = store.execute("SELECT name FROM staff WHERE id = ?", (user_id,)).fetchone()[0]
        session["token"] = secrets.token_urlsafe(32)
        return "in"

    @app.get("/cohorts/<int:cohort_id>/sessions/<int:session_id>/attendance")
    def show_sheet(cohort_id: int, session_id: int) -> str:
        with store.transaction():
            found = _found(store, queries.SESSION, user(), session_id, cohort_id)
            rows = store.execute(queries.SHEET, (session_id,)).fetchall()
            staff = store.execute(queries.STAFF, (cohort_id,)).fetchall()
        around = {"session_row": found, "staff": staff, "token": session["token"]}
        return render_template("sheet.html", rows=rows, buttons=BUTTONS, reasons=REASONS, **around)

    @app.post("/cohorts/<int:cohort_id>/sessions/<int:session_id>/attendance")
    def save_sheet(cohort_id: int, session_id: int) -> Response:
        who = user()
        if not hmac.compare_digest(request.form.get("csrf_token", ""), session["token"]):
            abort(400)
        try:
            with store.transaction(writes=True):
                meeting = meeting_of(_found(store, queries.SESSION, who, session_id, cohort_id))
                save(store, meeting, request.form, session["name"])
        except Stale:
            abort(409)
        return redirect(url_for("show_sheet", cohort_id=cohort_id, session_id=session_id, done="saved"), 303)

    @app.get("/cohorts/<int:cohort_id>")
    def show_cohort(cohort_id: int) -> str:
        with store.transaction():
            found = _found(store, queries.COHORT, user(), cohort_id)
            girls = store.execute(queries.ROSTER, (cohort_id,)).fetchall()
            sessions = store.execute(queries.TIMETABLE, (cohort_id,)).fetchall()
            staff = store.execute(queries.STAFF, (cohort_id,)).fetchall()
        return render_template("cohort.html", cohort=found, girls=girls, sessions=sessions, staff=staff)

    @app.get("/reports/completion")
    def show_completion() -> str:
        user()
        with store.transaction():
            rows = store.execute(queries.SUMMARY).fetchall()
        total = [sum(column) for column in zip(*rows, strict=True)]
        return render_template("completion.html", rows=rows, total=total)

    _add_register(app, store)
    return app


def _add_register(app: Flask, store: Store) -> None:
    @app.get("/cohorts/<int:cohort_id>/attendance")
    def show_register(cohort_id: int) -> str:
        with store.transaction():
            found = _found(store, queries.COHORT, user(), cohort_id)
            girls = store.execute(queries.REGISTER, (cohort_id,)).fetchall()
            sessions = store.execute(queries.TIMETABLE, (cohort_id,)).fetchall()
            marks = {row[:2]: row[2] for row in store.execute(queries.MARKS, (cohort_id,))}
        lines = [(girl, [marks.get((session[0], girl[0]), "") for session in sessions]) for girl in girls]
        columns = [(session, _came(line[1][number] for line in lines)) for number, session in enumerate(sessions)]
        rows = [(girl, cells, _came(cells)) for girl, cells in lines]
        whole = _came(cell for _girl, cells in lines for cell in cells)
        return render_template("register.html", cohort=found, columns=columns, rows=rows, whole=whole)


def _came(cells: Iterable[str]) -> tuple[int, int]:
    """How often somebody came, of how many times she was expected and marked."""
    said = [cell in CAME for cell in cells if cell in CAME or cell in AWAY]
    return sum(said), len(said)


def user() -> int:
    """Who asks; nobody is sent away."""
    found: int | None = session.get("user")
    return found if found is not None else abort(401)


def _found(store: Store, query: str, *values: int) -> Any:  # noqa: ANN401 - a row
    return store.execute(query, values).fetchone() or abort(404)
