"""Sending what waits in the outbox: one letter after the other, each marked as soon as it is gone.

A crash between the two sends one letter twice and loses none.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import current_app
from sqlalchemy import func, select

from curriculum_app.core.db import command_transaction, db
from curriculum_app.core.logging import log_exception
from curriculum_app.core.mail.letters import letter_in
from curriculum_app.core.mail.models import Mail

AT_ONCE = 200
MOST_TRIES = 8
PATIENCE_SECONDS = 20
PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class Sent:
    """What became of the outbox: letters that left, and letters that still wait."""

    sent: int
    waiting: int


def send_due(at: datetime) -> Sent:
    """Send at most 200 letters that wait, the oldest first; a server that is not there is tried again next time."""
    url = current_app.config["SETTINGS"].mail_url
    sent = _send(urlsplit(url), at) if url else 0
    waiting = db.session.scalar(select(func.count()).where(Mail.sent_at.is_(None))) or 0
    return Sent(sent, waiting)


def _send(url: SplitResult, at: datetime) -> int:
    due = select(Mail).where(Mail.sent_at.is_(None), Mail.tries < MOST_TRIES).order_by(Mail.queued_at, Mail.id)
    mails = list(db.session.scalars(due.limit(AT_ONCE)))
    if not mails:
        return 0
    sent = 0
    try:
        with _server(url) as server:
            for mail in mails:
                sent += _send_one(server, _sender(url), mail, at)
    except (OSError, smtplib.SMTPException) as error:
        log_exception("mail-failed", error)
    return sent


def _send_one(server: smtplib.SMTP, sender: str, mail: Mail, at: datetime) -> bool:
    message, letter = EmailMessage(), letter_in(mail.language)
    message["From"], message["To"], message["Subject"] = sender, mail.to_address, letter.subject
    message.set_content(letter.text)
    try:
        server.send_message(message)
        is_sent = True
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        log_exception("mail-refused", error)
        is_sent = False
    with command_transaction():
        row = db.session.get_one(Mail, mail.id)
        row.tries += 1
        row.sent_at = at if is_sent else None
    return is_sent


def _server(url: SplitResult) -> smtplib.SMTP:
    """A connection as the setting wants it: TLS from the start, or as soon as the server offers it."""
    host, port = url.hostname or "localhost", url.port or PORTS.get(url.scheme, PORTS["smtp"])
    if url.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE_SECONDS)
    else:
        server = smtplib.SMTP(host, port, timeout=PATIENCE_SECONDS)
        server.ehlo()
        if server.has_extn("starttls"):
            server.starttls()
    if url.username:
        server.login(unquote(url.username), unquote(url.password or ""))
    return server


def _sender(url: SplitResult) -> str:
    return parse_qs(url.query).get("from", [f"no-reply@{url.hostname}"])[0]
