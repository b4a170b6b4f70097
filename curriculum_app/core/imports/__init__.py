"""Files that come in: what would become of each row (`plan`), and the command that takes it in (`commands`).

A room says once how its kind of file becomes a plan and what carries the plan out (`Importer`). What people hold on to
is the same for all of them: nothing half imported, a dry run, the refused rows as a file, one sentence at the end.
"""

from curriculum_app.core.imports.plan import ImportPlan, Planned, RowOutcome, refused_table

__all__ = ["ImportPlan", "Planned", "RowOutcome", "refused_table"]
