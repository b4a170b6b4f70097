"""Whether the program lives and is ready: for load balancers and the people who watch it."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from curriculum_app.core.access import public
from curriculum_app.core.db import db
from curriculum_app.core.vault import opens_here

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public("Says only that the process answers.", database=False)
def show_alive() -> ResponseReturnValue:
    """Alive."""
    return jsonify(status="alive")


@bp.get("/readyz")
@public("Says only whether the database and the key are there.", database=False)
def show_ready() -> ResponseReturnValue:
    """Ready to take traffic: the database answers and the key is here; else 503 naming which is not."""
    answers = _database_answers()
    parts = {"database": answers, "key": answers and opens_here()}
    is_ready = all(parts.values())
    return jsonify(status="ready" if is_ready else "not ready", **parts), 200 if is_ready else 503


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1 FROM vault_keys LIMIT 1"))
    except DBAPIError:
        return False
    return True
