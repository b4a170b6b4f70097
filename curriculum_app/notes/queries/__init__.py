"""Reads of notes, each narrowed to what its reader may open."""

from curriculum_app.notes.queries.drafts import Draft, draft_of
from curriculum_app.notes.queries.fidelity import led, log_of, plan_of, stored_log
from curriculum_app.notes.queries.girls import Girl, girl_keys, girls, readers
from curriculum_app.notes.queries.notes import (
    ReadAddendum,
    ReadNote,
    Replaced,
    note_of,
    notes_readable_by,
    own_note_id,
    replaced_texts,
    stored,
)
from curriculum_app.notes.queries.replaced_logs import ReplacedLog, replaced_logs, to_json

__all__ = [
    "Draft",
    "Girl",
    "ReadAddendum",
    "ReadNote",
    "Replaced",
    "ReplacedLog",
    "draft_of",
    "girl_keys",
    "girls",
    "led",
    "log_of",
    "note_of",
    "notes_readable_by",
    "own_note_id",
    "plan_of",
    "readers",
    "replaced_logs",
    "replaced_texts",
    "stored",
    "stored_log",
    "to_json",
]
