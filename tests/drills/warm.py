"""A program that has taken one mark before it divides into workers, so that the next one need not learn it again.

A drill that kills a thousand times would otherwise spend its time on compiling the same statements.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from urllib.parse import urlencode

from flask import Flask

from curriculum_app import create_app
from curriculum_app.core.db import db
from tests.drills.sites import Sheet

WARM = "tests.drills.warm:warmed()"
SHEET = "DRILL_SHEET"


def warmth(sheet: Sheet) -> dict[str, str]:
    """The environment that tells `warmed` which sheet to take; it belongs to nobody else."""
    return {SHEET: json.dumps(asdict(sheet), default=str)}


def warmed() -> Flask:
    """The program as it is."""
    return warm(create_app())


def warm(app: Flask) -> Flask:
    """`app`, warm; no connection is left open, since none may be shared between processes."""
    sheet = json.loads(os.environ[SHEET])
    # The same mark each time: once applied, it changes nothing again.
    body = urlencode({f"mark-{girl}": "present" for girl in sheet["girls"]})
    answer = app.test_client(use_cookies=False).post(sheet["path"], data=body, headers=sheet["headers"])
    if answer.status_code != 200:
        raise RuntimeError(f"The first mark was answered {answer.status_code}.")
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()
    return app
