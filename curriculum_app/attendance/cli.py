"""`flask attendance …`: proving the kept counts. `flask import attendance FILE`: marks from elsewhere come in."""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from curriculum_app.attendance.queries.recounting import number_of_girls
from curriculum_app.attendance.service.importing import ImportPlan, Outcome, import_attendance, plan_import
from curriculum_app.attendance.service.recount import Recount, recount
from curriculum_app.attendance.service.row_words import SENTENCE
from curriculum_app.core import clock, exports, tables
from curriculum_app.core.access import Actor, command_line
from curriculum_app.core.db import begin_reading_one_moment, command_transaction

MOST_SHOWN = 20
SOME_REFUSED = 1
CANNOT_READ = 2

group = AppGroup("attendance", help="Attendance: prove the kept counts.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)
    # Other rooms import into the same group of commands.
    imports = app.cli.commands["import"]
    if not isinstance(imports, click.Group):
        raise TypeError("`flask import` is not a group of commands.")
    imports.add_command(import_attendance_file)


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


@click.command("attendance")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write the refused rows here, as CSV.")
@with_appcontext
def import_attendance_file(file: Path, dry_run: bool, refused: Path | None) -> None:
    """Import the marks in FILE (CSV or XLSX). The same file again brings nothing new."""
    actor = command_line(clock.today(clock.now()))
    table = _read(file)
    try:
        if dry_run:
            plan = plan_import(table, today=actor.today)
            _tell_refused(plan, refused)
        else:
            with command_transaction():
                plan = plan_import(table, today=actor.today)
                _tell_refused(plan, refused)
                _import(plan, actor)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    new, here, bad = (plan.count(each) for each in (Outcome.NEW, Outcome.ALREADY_HERE, Outcome.REFUSED))
    did = "would be imported" if dry_run else "imported"
    click.echo(f"{new} {did}, {here} already here, {bad} refused")
    if bad:
        sys.exit(SOME_REFUSED)


def _read(file: Path) -> tables.Table:
    try:
        with file.open("rb") as stream:
            return tables.read_rows(stream)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    except OSError as error:
        _end_unread(file, error.strerror or "It cannot be opened.")


def _end_unread(file: Path, why: str) -> NoReturn:
    click.echo(f"{file.name}: {why}", err=True)
    sys.exit(CANNOT_READ)


def _import(plan: ImportPlan, actor: Actor) -> None:
    """Take in the new marks; a terminal sees how far it is."""
    length = plan.count(Outcome.NEW)
    with click.progressbar(length=length, label="Importing", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        import_attendance(plan, actor=actor, at=clock.now(), progress=bar.update)


def _tell_refused(plan: ImportPlan, target: Path | None) -> None:
    if plan.ignored:
        click.echo(f"Columns that mean nothing here: {', '.join(plan.ignored)}.", err=True)
    refused = [(row.row, str(SENTENCE[row.problem])) for row in plan.rows if row.problem is not None]
    for row, sentence in refused:
        click.echo(f"Row {row.number}: {sentence}", err=True)
    if target is not None:
        lines = [[*(row.cells[column] for column in plan.table.columns), str(row.number), why] for row, why in refused]
        _write(target, exports.csv_bytes([*plan.table.headers, "row", "reasons"], lines))


def _write(target: Path, content: bytes) -> None:
    """For its owner's eyes only: the rows are about girls."""
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        _end_unread(target, error.strerror or "It cannot be written.")
