"""Writing notes and fidelity logs: saving one, adding to a note, and keeping what is being typed."""

from curriculum_app.notes.service.addenda import NoteStillOpen, add_addendum
from curriculum_app.notes.service.drafts import discard_draft, save_draft
from curriculum_app.notes.service.fidelity import (
    DidNotLead,
    NotTheLesson,
    NotYetHeld,
    ReasonMissing,
    SavedLog,
    may_have_log,
    save_log,
)
from curriculum_app.notes.service.saving import Saved, save_note
from curriculum_app.notes.service.texts import NotHere, NothingWritten, TextTooLong

__all__ = [
    "DidNotLead",
    "NotHere",
    "NotTheLesson",
    "NotYetHeld",
    "NoteStillOpen",
    "NothingWritten",
    "ReasonMissing",
    "Saved",
    "SavedLog",
    "TextTooLong",
    "add_addendum",
    "discard_draft",
    "may_have_log",
    "save_draft",
    "save_log",
    "save_note",
]
