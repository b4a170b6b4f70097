"""Writing notes: saving one, adding to one, and keeping what is being typed."""

from curriculum_app.notes.service.addenda import NoteStillOpen, add_addendum
from curriculum_app.notes.service.drafts import discard_draft, save_draft
from curriculum_app.notes.service.saving import Saved, save_note
from curriculum_app.notes.service.texts import NotHere, NothingWritten, TextTooLong

__all__ = [
    "NotHere",
    "NoteStillOpen",
    "NothingWritten",
    "Saved",
    "TextTooLong",
    "add_addendum",
    "discard_draft",
    "save_draft",
    "save_note",
]
