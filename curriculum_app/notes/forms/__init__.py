"""The forms of notes and of fidelity logs."""

from curriculum_app.notes.forms.fidelity import FidelityForm, fidelity_form
from curriculum_app.notes.forms.notes import NoteForm, draft_form, note_form

__all__ = ["FidelityForm", "NoteForm", "draft_form", "fidelity_form", "note_form"]
