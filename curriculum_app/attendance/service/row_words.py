"""What is wrong with a row of imported attendance, in a sentence that says what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from curriculum_app.attendance.rules.rows import RowProblem

SENTENCE = {
    RowProblem.CELL_UNREADABLE: _l("A cell cannot be read. Write its value instead of a formula or an error."),
    RowProblem.COHORT_MISSING: _l("Give the group's code or name."),
    RowProblem.COHORT_UNKNOWN: _l("There is no group with this code or name."),
    RowProblem.COHORT_AMBIGUOUS: _l("Several groups have this name. Give the code."),
    RowProblem.SESSION_WRONG: _l("Give the number of the session."),
    RowProblem.SESSION_UNKNOWN: _l("The group has no session with this number."),
    RowProblem.PARTICIPANT_MISSING: _l("Give the girl's code."),
    RowProblem.PARTICIPANT_UNKNOWN: _l("There is no girl with this code."),
    RowProblem.NOT_ON_SHEET: _l("She had no seat in this group on that day."),
    RowProblem.STATUS_UNKNOWN: _l("The status must be present, late, left_early, excused, unexcused or not_expected."),
    RowProblem.MINUTES_WRONG: _l("The minutes must be whole minutes of the session."),
    RowProblem.MINUTES_MISSING: _l("Late and left early need the minutes attended."),
    RowProblem.REASON_UNKNOWN: _l("This reason is not one of the programme's."),
    RowProblem.REASON_MISSING: _l("Excused needs a reason."),
    RowProblem.DATE_WRONG: _l("Write the date as 2026-12-24 or 12/24/2026."),
    RowProblem.TWICE: _l("An earlier row says something else about the same girl and session."),
    RowProblem.DIFFERS: _l("Her mark here says something else. Change it on the sheet."),
    RowProblem.SHEET_REFUSED: _l("This session is still to come, did not happen, or its group is not running."),
}
