"""Words for questions and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.concerns.forms.questions import AGENCIES, KNOWN
from curriculum_app.concerns.rules.referral_number import read_number, spaced
from curriculum_app.concerns.rules.words import AboutStaff, Field, Question
from curriculum_app.core.dates import zoned_moment

QUESTIONS = {
    Question.LEARNED: _l("When did you learn of it?"),
    Question.PHONE: _l("Your call"),
    Question.TEXT: _l("What she said or what you saw"),
    Question.EXPLOITED: _l("Does law enforcement have to hear within a day?"),
    Question.CROSS: _l("The agency's report to law enforcement"),
    Question.WRITTEN: _l("Your written report"),
}
FIELDS = {
    Field.GIRL: _l("About"),
    Field.ABOUT_STAFF: _l("About somebody on the staff"),
    Field.LEARNED: _l("Learned of it"),
    Field.CALLED: _l("Called at"),
    Field.AGENCY: _l("Agency"),
    Field.SPOKEN_TO: _l("Spoke to"),
    Field.REFERRAL_NUMBER: _l("Referral number"),
    Field.PHONE_NOT_REQUIRED: _l("Why no call is required"),
    Field.TEXT: _l("What she said or what was seen"),
    Field.EXPLOITED: _l("Law enforcement has to hear within a day"),
    Field.CROSSED: _l("Law enforcement told at"),
    Field.CROSS_NOT_REQUIRED: _l("Why law enforcement need not be told"),
    Field.WRITTEN: _l("Written report sent at"),
    Field.WRITTEN_NOT_REQUIRED: _l("Why no written report is required"),
    Field.FOLLOW_UP: _l("What was done since"),
}
INSTANTS = frozenset({Field.LEARNED, Field.CALLED, Field.CROSSED, Field.WRITTEN})


def answer_words(field: Field, text: str) -> str:
    """An answer as people read it; what was emptied says so."""
    if not text:
        return str(_("Emptied"))
    if field in INSTANTS:
        return zoned_moment(datetime.fromisoformat(text))
    if field is Field.REFERRAL_NUMBER:
        return spaced(read_number(text) or text)
    return str(CHOSEN[field][text]) if field in CHOSEN else text


# What was chosen from a list, in words.
CHOSEN: dict[Field, dict[str, Any]] = {
    Field.AGENCY: {agency.value: words for agency, words in AGENCIES},
    Field.EXPLOITED: {known.value: words for known, words in KNOWN},
    Field.ABOUT_STAFF: {
        AboutStaff.NO.value: _l("No"),
        AboutStaff.YES.value: _l("Yes"),
        AboutStaff.OTHER.value: _l("Yes, somebody without an account here"),
    },
}
