"""`flask attendance …`: proving the kept counts. `flask import attendance FILE`: marks from elsewhere come in."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import click
from flask import Flask
from flask.cli import AppGroup

from curriculum_app.attendance.queries.recounting import number_of_girls
from curriculum_app.attendance.service.importing import AttendancePlan, PlannedRow, import_attendance, plan_import
from curriculum_app.attendance.service.recount import Recount, recount
from curriculum_app.attendance.service.row_words import SENTENCE
from curriculum_app.core import clock
from curriculum_app.core.access import Actor, command_line
from curriculum_app.core.db import begin_reading_one_moment, command_transaction
from curriculum_app.core.imports import RowOutcome, refused_table
from curriculum_app.core.imports.commands import Importer, Progress, offer

MOST_SHOWN = 20

group = AppGroup("attendance", help="Attendance: prove the kept counts.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)
    offer(
        Importer(
            "attendance",
            help="Import the marks in FILE (CSV or XLSX). The same file again brings nothing new.",
            plan=lambda table, today: plan_import(table, today=today),
            carry_out=_carry_out,
            complaints=_complaints,
            refused=_refused,
        )
    )


@group.command("recount")
@click.option("--fix", is_flag=True, help="Write what the marks say.")
def recount_tallies(*, fix: bool) -> None:
    """Compare every tally with the marks and make-ups, and reports' counts with the tallies; ends with 1 when wrong."""
    at = clock.now()
    actor = command_line(clock.today(at))
    begin_reading_one_moment()
    length, is_hidden = number_of_girls(), not sys.stderr.isatty()
    with click.progressbar(length=length, label="Counting", file=sys.stderr, hidden=is_hidden) as bar:
        result = recount(fix=False, actor=actor, at=at, progress=bar.update)
    if fix and not result.is_right:
        result = _mend(result, actor=actor, at=at)
    _tell(result, fix=fix)
    if not result.is_right and not fix:
        sys.exit(1)


def _mend(found: Recount, *, actor: Actor, at: datetime) -> Recount:
    """Count those girls again who were wrong, and write it; nobody waited for the minutes that finding them took."""
    with command_transaction():
        among = {each.participant_id for each in found.differences}
        mended = recount(fix=True, actor=actor, at=at, among=among)
    return replace(found, differences=mended.differences, wrong_counts=mended.wrong_counts)


def _tell(result: Recount, *, fix: bool) -> None:
    proved = f"{result.enrolments} enrolments and {result.girls} girls counted"
    if result.is_right:
        click.echo(f"{proved}: every tally is what the marks say.")
        return
    for each in result.differences[:MOST_SHOWN]:
        kind = "girl" if each.curriculum else "enrolment"
        click.echo(f"{kind} {each.id}: {each.column} was {each.kept}, the marks say {each.counted}", err=True)
    if result.wrong_counts:
        click.echo(f"{result.wrong_counts} counts of the completion report are not what the tallies say", err=True)
    done = "mended" if fix else "wrong; run again with --fix to mend them"
    click.echo(f"{proved}: {len(result.differences) + result.wrong_counts} counts {done}.")


def _carry_out(plan: AttendancePlan, actor: Actor, progress: Progress) -> None:
    import_attendance(plan, actor=actor, at=clock.now(), progress=progress)


def _complaints(plan: AttendancePlan) -> Iterator[tuple[int, str]]:
    return ((row.row.number, why) for row in plan.those(RowOutcome.REFUSED) for why in _reasons_of(row))


def _reasons_of(row: PlannedRow) -> list[str]:
    return [str(SENTENCE[row.problem])] if row.problem else []


def _refused(plan: AttendancePlan) -> tuple[list[str], list[Sequence[str]]]:
    return refused_table(plan, _reasons_of)
