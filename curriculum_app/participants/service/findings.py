"""What speaks against a place, as sentences for coordinators."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.core.dates import plain_date
from curriculum_app.participants.rules.consents import ConsentState
from curriculum_app.participants.rules.eligibility import Finding, Ineligible

PERMISSION = {
    ConsentState.MISSING: _l("Permission to take part is missing."),
    ConsentState.EXPIRED: _l("Permission to take part has expired."),
    ConsentState.REFUSED: _l("Permission to take part was refused."),
    ConsentState.REVOKED: _l("Permission to take part was taken back."),
}
ASSENT = {
    ConsentState.MISSING: _l("Her own yes to taking part is missing."),
    ConsentState.EXPIRED: _l("Her own yes to taking part has expired."),
    ConsentState.REFUSED: _l("She said no to taking part."),
    ConsentState.REVOKED: _l("She took her yes to taking part back."),
}


def in_words(found: Iterable[Finding]) -> str:
    """Several findings, one sentence after the other."""
    return " ".join(sentence_of(each) for each in found)


def sentence_of(finding: Finding) -> str:
    """One finding in words: whole, and true on the day the group begins."""
    if finding.consent is not None:
        words = PERMISSION if finding.code is Ineligible.NO_PERMISSION else ASSENT
        return str(words[finding.consent])
    if finding.code is Ineligible.AGES_OUT:
        return _ages_out(finding)
    sentences = {
        Ineligible.TOO_YOUNG: _(
            "She is %(age)s on the first day, younger than the programme's girls.", age=finding.age
        ),
        Ineligible.TOO_OLD: _("She is %(age)s on the first day, older than the programme's girls.", age=finding.age),
        Ineligible.OUTSIDE_AREA: _("She lives outside the programme's service areas."),
        Ineligible.AREA_UNDECIDED: _("Her home area is not decided yet."),
    }
    return str(sentences[finding.code])


def _ages_out(finding: Finding) -> str:
    day = plain_date(finding.on) if finding.on else ""
    facts = {"age": finding.age, "day": day, "number": finding.session}
    if finding.is_session_day:
        return str(_("She turns %(age)s on %(day)s, in session %(number)s.", **facts))
    return str(_("She turns %(age)s on %(day)s, before session %(number)s.", **facts))
