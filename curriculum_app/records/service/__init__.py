"""What is done with whole records, verb first."""

from curriculum_app.records.service.merging import merge_records
from curriculum_app.records.service.undoing import undo_merge

__all__ = ["merge_records", "undo_merge"]
