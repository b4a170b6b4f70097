"""`flask import referrals FILE`: the good rows of a file come in together, the others are named with every reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask
from flask.cli import AppGroup

from curriculum_app.core import clock, exports, tables
from curriculum_app.core.access import Actor, command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.core.limits import limits_on
from curriculum_app.participants.rules.headers import is_known
from curriculum_app.participants.service import ImportPlan, Outcome, import_referrals, plan_import
from curriculum_app.participants.service.columns import in_our_words
from curriculum_app.participants.service.problems import sentence_of
from curriculum_app.participants.service.refused import refused_table

SOME_REFUSED = 1
CANNOT_READ = 2

import_group = AppGroup("import", help="Take in files that others send.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(import_group)


@import_group.command("referrals")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
@click.option("--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write the refused rows here, as CSV.")
def import_referral_file(file: Path, dry_run: bool, refused: Path | None) -> None:
    """Import the referrals in FILE (CSV or XLSX). The same file again brings nothing new."""
    at = clock.now()
    actor = command_line(clock.today(at))
    table = _read(file)
    try:
        if dry_run:
            plan = plan_import(in_our_words(table), today=actor.today)
            _tell_refused(plan, refused)
        else:
            with command_transaction():
                plan = plan_import(in_our_words(table), today=actor.today)
                _tell_refused(plan, refused)
                _import(plan, actor)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    _tell_counts(plan, "would be imported" if dry_run else "imported")


def _read(file: Path) -> tables.Table:
    try:
        with file.open("rb") as stream:
            return tables.read_rows(stream, is_known)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    except OSError as error:
        _end_unread(file, error.strerror or "It cannot be opened.")


def _end_unread(file: Path, why: str) -> NoReturn:
    click.echo(f"{file.name}: {why}", err=True)
    sys.exit(CANNOT_READ)


def _import(plan: ImportPlan, actor: Actor) -> None:
    """Take in the new rows; a terminal sees how far it is."""
    areas = limits_on(actor.today).service_areas
    with click.progressbar(length=plan.count(Outcome.NEW), label="Importing", file=sys.stderr) as bar:
        import_referrals(plan, programme_areas=areas, actor=actor, at=clock.now(), progress=bar.update)


def _tell_refused(plan: ImportPlan, target: Path | None) -> None:
    if plan.ignored:
        click.echo(f"Columns that mean nothing here: {', '.join(plan.ignored)}.", err=True)
    for row in plan.rows:
        for problem in row.read.problems:
            click.echo(f"Row {row.row.number}: {sentence_of(problem)}", err=True)
        for column in row.read.stripped:
            click.echo(f"Row {row.row.number}: {column}: hidden characters were taken out.", err=True)
    if target is not None:
        _write_refused(target, exports.csv_bytes(*refused_table(plan)))


def _write_refused(target: Path, content: bytes) -> None:
    """For its owner's eyes only: the rows name girls."""
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        _end_unread(target, error.strerror or "It cannot be written.")


def _tell_counts(plan: ImportPlan, did: str) -> None:
    new, here, refused = (plan.count(each) for each in (Outcome.NEW, Outcome.ALREADY_HERE, Outcome.REFUSED))
    click.echo(f"{new} {did}, {here} already here, {refused} refused")
    if refused:
        sys.exit(SOME_REFUSED)
