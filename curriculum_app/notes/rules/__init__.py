"""The rules of notes and of fidelity logs: how long each may be changed, what a save does, and what was given."""

from curriculum_app.notes.rules.saving import (
    CHANGEABLE_FOR,
    LONGEST_TEXT,
    NoteText,
    Stored,
    Verdict,
    changeable_until,
    decide,
)

__all__ = ["CHANGEABLE_FOR", "LONGEST_TEXT", "NoteText", "Stored", "Verdict", "changeable_until", "decide"]
