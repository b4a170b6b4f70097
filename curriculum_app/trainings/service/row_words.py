"""What is wrong with a row of a file of trainings, in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from curriculum_app.core import imports
from curriculum_app.trainings.rules.rows import RowProblem
from curriculum_app.trainings.service.importing import PlannedRow, TrainingPlan

SENTENCE = {
    RowProblem.CELL_UNREADABLE: _l("A cell cannot be read. Write its value instead of a formula or an error."),
    RowProblem.COURSE_MISSING: _l("Give the name of the course."),
    RowProblem.DATE_MISSING: _l("Give the day of the training."),
    RowProblem.DATE_WRONG: _l("Write the date as 2026-12-24 or 12/24/2026."),
    RowProblem.DATE_IN_FUTURE: _l("The day of the training is still to come."),
    RowProblem.HOURS_WRONG: _l("Write the hours as 2 or 1.5, from 0.25 to 60."),
    RowProblem.HOURS_MISSING: _l("This course is new here. Give its hours."),
    RowProblem.NAME_MISSING: _l("Give the name of the attendee."),
    RowProblem.ORGANISATION_MISSING: _l("Give the organization."),
    RowProblem.EMAIL_WRONG: _l("The e-mail address is not complete."),
    RowProblem.TOO_LONG: _l("A cell holds too much text."),
}


def reasons_of(row: PlannedRow) -> list[str]:
    """Every reason for which a row is refused."""
    return [str(SENTENCE[problem]) for problem in row.problems]


def refused_table(plan: TrainingPlan) -> tuple[list[str], list[Sequence[str]]]:
    """Headers and rows of the refused, to be mended and sent again."""
    return imports.refused_table(plan, reasons_of)
