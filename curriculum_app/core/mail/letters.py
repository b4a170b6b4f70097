"""What a letter says, and putting one into the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from curriculum_app.core.db import db
from curriculum_app.core.i18n import LOCALES
from curriculum_app.core.mail.models import Mail
from curriculum_app.core.navigation import PRODUCT_NAME
from curriculum_app.core.translating import speaking


@dataclass(frozen=True)
class Letter:
    """Subject and text."""

    subject: str
    text: str


def letter_in(language: str) -> Letter:
    """The one letter there is, in a language: that something waits, never what or about whom."""
    address = str(current_app.config["SETTINGS"].base_url).rstrip("/") + "/"
    with speaking(LOCALES[language]):
        subject = str(_("%(product)s: something waits for you", product=PRODUCT_NAME))
        text = str(_("Something with a time limit waits for you. Sign in to see it: %(address)s", address=address))
    return Letter(subject, text)


def queue_mail(to_address: str, language: str, *, at: datetime) -> None:
    """Put a letter into the outbox, in the transaction of its reason."""
    db.session.add(Mail(to_address=to_address, language=language, queued_at=at))
