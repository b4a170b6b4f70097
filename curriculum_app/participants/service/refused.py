"""The refused rows of a file as they were written, with number and every reason: to be mended and sent again."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum_app.participants.service.importing import ImportPlan, Outcome, PlannedRow
from curriculum_app.participants.service.problems import sentence_of


def refused_table(plan: ImportPlan) -> tuple[list[str], list[Sequence[str]]]:
    """Headers and rows of the refused: the file's own columns first, then `row` and `reasons`.

    Both are no columns of a referral, so that the mended file can be imported as it is.
    """
    rows = [_as_written(plan, row) for row in plan.rows if row.outcome is Outcome.REFUSED]
    return [*plan.table.headers, "row", "reasons"], rows


def _as_written(plan: ImportPlan, planned: PlannedRow) -> Sequence[str]:
    cells = [planned.row.cells[column] for column in plan.table.columns]
    reasons = " ".join(sentence_of(problem) for problem in planned.read.problems)
    return [*cells, str(planned.row.number), reasons]
