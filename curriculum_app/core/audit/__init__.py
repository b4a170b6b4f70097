"""The audit: what was done, read or denied, by whom and when, in rows that nothing can change.

A change's row is in its transaction. A page read is one row, committed before anything is decrypted. Hashes stand in a
table of their own, appended by one linker, so that people who work at the same time do not wait for each other.
"""

from curriculum_app.core.audit.record import Event, Outcome, record, write

__all__ = ["Event", "Outcome", "record", "write"]
