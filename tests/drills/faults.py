"""Programs with a fault sown into them, which gunicorn serves so that a drill can show that it notices."""

from __future__ import annotations

import io
import json
import threading
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy.exc import DBAPIError

from curriculum_app import create_app
from curriculum_app.core import db
from tests.drills.warm import warm, warmed

WRITE_BEHIND = 0.05  # seconds


def answers_before_saving() -> Any:  # noqa: ANN401 - a WSGI application
    """The program behind a queue that says "saved" at once and saves a moment later."""
    app = warmed()

    def later(environ: dict[str, Any]) -> None:
        time.sleep(WRITE_BEHIND)
        for part in app.wsgi_app(environ, lambda *_: io.BytesIO().write):
            del part

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI's own
        if environ["REQUEST_METHOD"] != "POST":
            return app.wsgi_app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        kept = {**environ, "wsgi.input": io.BytesIO(body)}
        threading.Thread(target=later, args=(kept,), daemon=True).start()
        said = json.dumps({"verdicts": list(_verdicts(dict(parse_qsl(body.decode()))))}).encode()
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(said)))])
        return [said]

    return serve


def _verdicts(fields: dict[str, str]) -> Iterable[dict[str, Any]]:
    for name, operation in fields.items():
        if name.startswith("op-"):
            girl = name.removeprefix("op-")
            version = int(fields[f"version-{girl}"]) + 1
            said = {"verdict": "applied", "earlier": None, "mark": {"version": version}}
            yield {"enrolment_id": girl, "op_id": operation, **said}


def never_waits_for_the_disk() -> Any:  # noqa: ANN401
    """The program with the one pragma changed that makes a commit last."""
    prepare = db._prepare_sqlite
    db._prepare_sqlite = lambda engine, name, **_: prepare(engine, name, synchronous="OFF")
    return create_app()


def calls_everything_saved() -> Any:  # noqa: ANN401
    """The program with a page of its own for a database that could not write: the one after a success."""
    app = create_app()
    app.register_error_handler(DBAPIError, lambda _error: ("", 303, {"Location": "/"}))
    return warm(app)
