"""What every text of a note must be before anything is stored: there, not too long, and about girls of that session."""

from uuid import UUID

from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.errors import Refusal
from curriculum_app.core.vault import DataKey
from curriculum_app.notes import queries
from curriculum_app.notes.rules import LONGEST_TEXT, NoteText


class NothingWritten(Refusal):
    """A note without a word."""

    message = _l("Write something first.")
    field = "body"


class TextTooLong(Refusal):
    """A text over the limit."""

    message = _l("Keep each text under 20,000 characters.")
    field = "body"


class NotHere(Refusal):
    """The note names an enrolment that had no seat in this group on that day."""

    message = _l("One person isn't on this list. Reload and try again.")


def checked_keys(session: GroupSession, text: NoteText, beside: NoteText | None = None) -> dict[UUID, DataKey]:
    """The keys of the girls that `text` is about, and of those that the text `beside` it is about.

    Raises TextTooLong when any text is over 20,000 characters, NotHere for a girl who had no seat on that day.
    """
    if any(len(each) > LONGEST_TEXT for each in (text.body, *text.about.values())):
        raise TextTooLong
    keys = queries.girl_keys(session, {*text.about, *(beside.about if beside else ())})
    if not keys.keys() >= set(text.about):
        raise NotHere
    return keys
