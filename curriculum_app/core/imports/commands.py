"""`flask import NAME FILE`: the good rows of a file come in together, the others are named with every reason."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

import click
from flask.cli import AppGroup, with_appcontext

from curriculum_app.core import clock, exports, tables
from curriculum_app.core.access import Actor, command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.core.imports.plan import ImportPlan, RowOutcome

SOME_REFUSED = 1
CANNOT_READ = 2

Progress = Callable[[int], object]
P = TypeVar("P", bound=ImportPlan[Any])

group = AppGroup("import", help="Take in files that others send.")


@dataclass(frozen=True)
class Importer(Generic[P]):
    """How one kind of file comes in.

    `plan` reads a table on a day and may raise tables.Unreadable; `carry_out` writes the new rows and tells how many
    more are done; `complaints` are sentences by row number; `refused` are headers and lines of the refused rows.
    `is_known` says which headers mean something, where titles may stand above them.
    """

    name: str
    help: str
    plan: Callable[[tables.Table, date], P]
    carry_out: Callable[[P, Actor, Progress], None]
    complaints: Callable[[P], Iterable[tuple[int, str]]]
    refused: Callable[[P], tuple[Sequence[str], Sequence[Sequence[str]]]]
    is_known: Callable[[str], bool] | None = None


def offer(importer: Importer[P]) -> None:
    """Make a command of it."""

    @click.command(importer.name, help=importer.help)
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Say what would become of each row; write nothing.")
    @click.option(
        "--refused", type=click.Path(dir_okay=False, path_type=Path), help="Write the refused rows here, as CSV."
    )
    @with_appcontext
    def take_in(file: Path, dry_run: bool, refused: Path | None) -> None:
        _take_in(importer, file, dry_run=dry_run, refused=refused)

    group.add_command(take_in)


def _take_in(importer: Importer[P], file: Path, *, dry_run: bool, refused: Path | None) -> None:
    actor = command_line(clock.today(clock.now()))
    table = _read(file, importer.is_known)
    try:
        if dry_run:
            plan = importer.plan(table, actor.today)
            _tell_refused(importer, plan, refused)
        else:
            with command_transaction():
                plan = importer.plan(table, actor.today)
                _tell_refused(importer, plan, refused)
                _carry_out(importer, plan, actor)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    _tell_counts(plan, "would be imported" if dry_run else "imported")


def _read(file: Path, is_known: Callable[[str], bool] | None) -> tables.Table:
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


def _carry_out(importer: Importer[P], plan: P, actor: Actor) -> None:
    """Take in the new rows; a terminal sees how far it is."""
    length, is_hidden = plan.count(RowOutcome.NEW), not sys.stderr.isatty()
    with click.progressbar(length=length, label="Importing", file=sys.stderr, hidden=is_hidden) as bar:
        importer.carry_out(plan, actor, bar.update)


def _tell_refused(importer: Importer[P], plan: P, target: Path | None) -> None:
    if plan.ignored:
        click.echo(f"Columns that mean nothing here: {', '.join(plan.ignored)}.", err=True)
    for number, sentence in importer.complaints(plan):
        click.echo(f"Row {number}: {sentence}", err=True)
    if target is not None:
        _write(target, exports.csv_bytes(*importer.refused(plan)))


def _write(target: Path, content: bytes) -> None:
    """For its owner's eyes only: the rows may be about girls."""
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
    except OSError as error:
        _end_unread(target, error.strerror or "It cannot be written.")


def _tell_counts(plan: ImportPlan[Any], did: str) -> None:
    new, here, refused = (plan.count(each) for each in RowOutcome)
    click.echo(f"{new} {did}, {here} already here, {refused} refused")
    if refused:
        sys.exit(SOME_REFUSED)
