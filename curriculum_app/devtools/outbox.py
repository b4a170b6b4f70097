"""The outbox, as it would leave: in development no letter is sent unless `MAIL_URL` is set."""

from __future__ import annotations

from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy import select

from curriculum_app.core.access import public
from curriculum_app.core.dates import moment
from curriculum_app.core.db import db
from curriculum_app.core.mail import Letter, Mail, letter_in
from curriculum_app.core.pages import Page, render_page

MOST_SHOWN = 100


@dataclass(frozen=True)
class MailLine:
    """One letter: to whom, since when, whether it left, and what it says."""

    to_address: str
    queued: str
    sent: str
    letter: Letter


@dataclass(frozen=True, kw_only=True)
class MailPage(Page):
    """The newest letters."""

    mails: tuple[MailLine, ...]


@public("Development only: the outbox of invented people.")
def list_mails() -> ResponseReturnValue:
    """The newest hundred letters."""
    query = select(Mail).order_by(Mail.queued_at.desc(), Mail.id.desc()).limit(MOST_SHOWN)
    lines = tuple(
        MailLine(
            row.to_address, moment(row.queued_at), moment(row.sent_at) if row.sent_at else "", letter_in(row.language)
        )
        for row in db.session.scalars(query)
    )
    return render_page("devtools/list_mails.html", MailPage(title="Outbox", mails=lines))
