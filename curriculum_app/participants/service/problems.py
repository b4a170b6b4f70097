"""What is wrong with a referral, in plain words that say how to mend it; the same in file, form and command."""

from __future__ import annotations

from flask_babel import gettext as _

from curriculum_app.participants.rules.rows import Problem, ProblemKind


def words_of(problem: Problem) -> str:
    """One problem as a sentence; the column stands beside it."""
    kind, detail = problem.kind, problem.detail
    words = {
        ProblemKind.MISSING: _("Nothing is written here, but it is needed."),
        ProblemKind.TOO_LONG: _("Write at most %(most)s characters.", most=detail),
        ProblemKind.NOT_A_DATE: _("“%(text)s” is not a date. Write it like 2011-03-04 or 3/4/2011.", text=detail),
        ProblemKind.NO_SUCH_DAY: _("There is no such day as “%(text)s”.", text=detail),
        ProblemKind.TOO_EARLY: _("“%(text)s” is too long ago. Check the year.", text=detail),
        ProblemKind.IN_FUTURE: _("“%(text)s” is in the future.", text=detail),
        ProblemKind.BEFORE_BIRTH: _("The referral is dated before her birth."),
        ProblemKind.NOT_A_ZIP: _("“%(text)s” is not a ZIP code. Write five digits.", text=detail),
        ProblemKind.NO_ADDRESS: _("A ZIP code or a street is needed."),
        ProblemKind.NOT_A_LANGUAGE: _("“%(text)s” is not a language we know. Write one, such as Spanish.", text=detail),
        ProblemKind.NOT_A_RACE: _("“%(text)s” is not one of the answers. Put ; between several.", text=detail),
        ProblemKind.NOT_AVAILABILITY: _(
            "“%(text)s” cannot be read. Write times like Tue 15:00-18:00; Thu 16:00-18:00.", text=detail
        ),
        ProblemKind.FORMULA: _("This cell holds a formula. Put its value there instead."),
        ProblemKind.ERROR_VALUE: _("This cell holds an error of the spreadsheet."),
        ProblemKind.TOO_MANY_CELLS: _("This row has more cells than the header. A comma may lack its quotation marks."),
    }
    return str(words[kind])


def sentence_of(problem: Problem) -> str:
    """One problem with the column that it is about: "zip: A ZIP code or a street is needed."."""
    words = words_of(problem)
    return f"{problem.column}: {words}" if problem.column else words
