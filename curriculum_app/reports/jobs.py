"""What `flask work` does for reports: outcomes with their items, for which every girl's answers have to be opened."""

from __future__ import annotations

from datetime import timedelta

from curriculum_app.core import clock
from curriculum_app.core.db import begin_reading_one_moment, command_transaction, db
from curriculum_app.core.jobs import JobFailed, Work, does
from curriculum_app.reports.queries.outcomes import KIND, question_from, report_whole, text_of
from curriculum_app.reports.service import keep_result


# 300,000 girls in three waves: some five minutes, most of them for the answers.
@does(KIND, limit=timedelta(minutes=20))
def work_out(work: Work) -> None:
    """The job: read in one moment, keep nothing but figures."""
    at = clock.now()
    if work.by_user_id is None:
        raise JobFailed("unknown")
    begin_reading_one_moment()
    asked = text_of(str(work.arguments["instrument"]))
    if asked is None:
        raise JobFailed("unknown")
    question = question_from(work.arguments, work.by_user_id, at)
    report = report_whole(asked, question, work.tell)
    db.session.rollback()
    with command_transaction() as session:
        row = keep_result(session, asked, question, report, mark=str(work.arguments["question"]), at=at)
        work.finish(session, row.id)
