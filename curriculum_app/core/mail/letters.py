"""What a letter says, and putting one into the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g
from flask_babel import force_locale
from flask_babel import gettext as _

from curriculum_app.core.db import db
from curriculum_app.core.i18n import LOCALES
from curriculum_app.core.mail.models import Mail
from curriculum_app.core.navigation import PRODUCT_NAME


@dataclass(frozen=True)
class Letter:
    """Subject and text."""

    subject: str
    text: str


def letter_in(language: str) -> Letter:
    """The one letter there is, in a language: that something waits, never what or about whom."""
    address = str(current_app.config["SETTINGS"].base_url).rstrip("/") + "/"
    with force_locale(LOCALES[language]):
        # The language of what is shown around this is kept with the context; the letter's is another.
        kept = g.pop("locale_name", None)
        subject = str(_("%(product)s: something waits for you", product=PRODUCT_NAME))
        text = str(_("Something with a time limit waits for you. Sign in to see it: %(address)s", address=address))
        g.pop("locale_name", None)
    if kept is not None:
        g.locale_name = kept
    return Letter(subject, text)


def queue_mail(to_address: str, language: str, *, at: datetime) -> None:
    """Put a letter into the outbox, in the transaction of its reason."""
    db.session.add(Mail(to_address=to_address, language=language, queued_at=at))
