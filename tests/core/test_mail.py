"""The outbox against a real SMTP server: sent once, tried again when the server is gone, and never saying anything."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_string

import pytest
from flask import Flask
from sqlalchemy import select

from curriculum_app.core.db import begin_reading, db
from curriculum_app.core.mail import Mail, queue_mail
from curriculum_app.core.mail.sending import MOST_TRIES, Sent, send_due
from tests.factories import Make

REFUSED = "nobody@example.com"


class PostOffice(socketserver.ThreadingTCPServer):
    """An SMTP server of one page: it takes every letter but those to one address."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.letters: list[str] = []


class Counter(socketserver.StreamRequestHandler):
    """One connection."""

    server: PostOffice

    def handle(self) -> None:
        """Speak as much SMTP as a client needs."""
        self._say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.upper()
            if verb == "DATA":
                self._say("354 go on")
                self.server.letters.append(self._letter())
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("550 unknown here" if verb.startswith("RCPT") and REFUSED.upper() in verb else "250 yes")

    def _letter(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A server that answers while the test runs."""
    with PostOffice() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def point_to(app: Flask, monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    """Let the site post its letters at `port` of this machine."""
    settings = app.config["SETTINGS"]
    changed = type(settings)(**{**vars_of(settings), "mail_url": f"smtp://127.0.0.1:{port}?from=desk@example.com"})
    monkeypatch.setitem(app.config, "SETTINGS", changed)


def vars_of(settings: object) -> dict[str, object]:
    """The values of a frozen settings object."""
    return {name: getattr(settings, name) for name in settings.__dataclass_fields__}  # type: ignore[attr-defined]


def send(make: Make, minutes: int = 0) -> Sent:
    """What the worker does."""
    db.session.rollback()
    begin_reading()
    found = send_due(make.at + timedelta(minutes=minutes))
    make.begin()
    return found


@pytest.fixture
def waiting(make: Make) -> None:
    """Two letters, in two languages."""
    queue_mail("rosa@example.com", "en", at=make.at)
    queue_mail("lupe@example.com", "es", at=make.at + timedelta(seconds=1))
    make.commit()


@pytest.mark.usefixtures("waiting")
def test_each_letter_leaves_once_and_says_only_that_something_waits(
    app: Flask, make: Make, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_to(app, monkeypatch, office.server_address[1])
    assert send(make) == Sent(2, 0)
    assert send(make, 1) == Sent(0, 0)
    first, second = (message_from_string(each) for each in office.letters)
    assert (first["To"], second["To"], first["From"]) == ("rosa@example.com", "lupe@example.com", "desk@example.com")
    assert "something waits for you" in first["Subject"]
    assert "espera" in second["Subject"]
    body = str(first.get_payload())
    assert "Sign in to see it" in body
    assert not any(word in body.lower() for word in ("concern", "girl", "report", "hotline"))


@pytest.mark.usefixtures("waiting")
def test_a_server_that_is_gone_leaves_them_waiting(
    app: Flask, make: Make, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_to(app, monkeypatch, 9)  # nobody listens there
    assert send(make) == Sent(0, 2)
    point_to(app, monkeypatch, office.server_address[1])
    assert send(make, 5) == Sent(2, 0)


def test_a_refused_letter_does_not_hold_the_others_and_is_given_up_at_last(
    app: Flask, make: Make, office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_to(app, monkeypatch, office.server_address[1])
    for address in (REFUSED, "rosa@example.com"):
        queue_mail(address, "en", at=make.at)
    make.commit()
    assert send(make) == Sent(1, 1)
    for _ in range(MOST_TRIES + 1):
        send(make)
    tries = db.session.scalar(select(Mail.tries).where(Mail.to_address == REFUSED))
    assert tries == MOST_TRIES
    assert len(office.letters) == 1


def test_without_a_server_nothing_is_lost(make: Make) -> None:
    queue_mail("rosa@example.com", "en", at=make.at)
    make.commit()
    assert send(make) == Sent(0, 1)
