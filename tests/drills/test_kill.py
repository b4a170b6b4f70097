"""Kill -9 in the middle of taking attendance: what was acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select

from config import ROOT
from curriculum_app.attendance.models import Mark, MarkChange
from curriculum_app.attendance.rules.words import Verdict
from curriculum_app.cohorts.models import Enrolment, GroupSession
from curriculum_app.core.db import db
from tests.clients import Client
from tests.factories import Make

TRIALS = 20
GIRLS = 6
BOOT_SECONDS = 30


class Server:
    """The program as it is served for real: gunicorn with two processes, in a process group of its own."""

    def __init__(self, app: Flask) -> None:
        settings = app.config["SETTINGS"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = os.environ | {
            "DATABASE_URL": settings.database_url,
            "INSTANCE_DIR": settings.instance_dir,
            "SECRET_KEY": settings.secret_key,
        }
        command = [str(Path(sys.executable).parent / "gunicorn"), "--no-control-socket", "--workers=2", "--threads=4"]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, f"--bind=127.0.0.1:{self.port}", "--log-level=critical", "curriculum_app:create_app()"],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + BOOT_SECONDS
        while time.monotonic() < until:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=BOOT_SECONDS)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            else:
                return
            finally:
                connection.close()
        raise TimeoutError("The server did not start.")

    def kill(self) -> None:
        """End the whole group at once, as a crash would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def taps(server: Server, url: str, headers: dict[str, str], girl: UUID, version: int) -> list[UUID]:
    """Tap one girl's buttons until the server is gone; the operations that were acknowledged."""
    acknowledged: list[UUID] = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    while True:
        operation = uuid4()
        status = ("present", "unexcused")[version % 2]
        body = urlencode({f"mark-{girl}": status, f"version-{girl}": version, f"op-{girl}": operation})
        try:
            connection.request("POST", url, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            connection.close()
            return acknowledged
        if answer.status == 200:
            acknowledged.append(operation)
            version += 1


def versions() -> dict[UUID, int]:
    """The version of each girl's mark as the database has it now."""
    db.session.rollback()
    return {row.enrolment_id: row.version for row in db.session.execute(select(Mark.enrolment_id, Mark.version))}


def test_no_acknowledged_mark_is_lost(app: Flask, make: Make, client_as: Callable[..., Client]) -> None:
    user = make.user()
    cohort = make.group(user, girls=GIRLS)
    girls = list(db.session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == cohort.id)))
    session = db.session.scalars(
        select(GroupSession.id).where(GroupSession.cohort_id == cohort.id, GroupSession.number == 1)
    ).one()
    url = f"/cohorts/{cohort.id}/sessions/{session}/attendance"
    browser = client_as(user=user)
    name = app.config["SIGN_IN_COOKIE"]
    cookie = browser.get_cookie(name)
    assert cookie is not None
    headers = {
        "Cookie": f"{name}={cookie.value}",
        "X-CSRFToken": browser.token(),
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    chance = random.Random(20261124)  # noqa: S311 - when to kill, not a secret
    acknowledged: list[UUID] = []
    for _ in range(TRIALS):
        known = versions()
        server = Server(app)
        with ThreadPoolExecutor(GIRLS) as pool:
            running = [pool.submit(taps, server, url, headers, girl, known.get(girl, 0)) for girl in girls]
            time.sleep(chance.uniform(0.15, 0.6))
            server.kill()
            for each in running:
                acknowledged += each.result()
    db.session.rollback()
    kept = set(db.session.scalars(select(MarkChange.op_id).where(MarkChange.verdict == Verdict.APPLIED)))
    assert len(acknowledged) > TRIALS
    assert set(acknowledged) <= kept
    # Every applied operation moved its mark by exactly one version: none counted twice.
    applied = select(MarkChange.enrolment_id, func.count()).where(MarkChange.verdict == Verdict.APPLIED)
    counts = {row[0]: row[1] for row in db.session.execute(applied.group_by(MarkChange.enrolment_id))}
    assert counts == versions()
