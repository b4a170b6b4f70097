"""`flask assessments …`: reading and loading instruments, and the figures of the outcomes page from an export."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from curriculum_app.assessments import service
from curriculum_app.assessments.rules import Instrument, Wave
from curriculum_app.assessments.rules.analysis import SCORE_COLUMNS, CannotAnalyse, analyse, is_known_column
from curriculum_app.assessments.service import Loaded
from curriculum_app.assessments.service.words import SENTENCES
from curriculum_app.core import clock, tables
from curriculum_app.core.access import command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.curriculum.rules import LessonsError

INSTRUMENTS = "instruments"
CANNOT_READ = 2
# An export of 300,000 girls in three waves, item by item.
MOST_ROWS = 1_000_000
MOST_BYTES = 200 * 1024 * 1024

group = AppGroup("assessments", help="Before and after: instruments, and what changed.")
folder_argument = click.argument("folder", required=False, type=click.Path(path_type=Path))


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)


@group.command("check")
@folder_argument
def check_instruments(folder: Path | None) -> None:
    """Read the instruments in FOLDER (instruments/ of LESSONS_DIR) and tell every mistake; nothing is stored."""
    for instrument in _read(folder):
        click.echo(f"{_title(instrument)} is good: {len(instrument.items)} items.")


@group.command("load")
@folder_argument
def load_instruments(folder: Path | None) -> None:
    """Take in the instruments in FOLDER (instruments/ of LESSONS_DIR) as current; again: changes nothing."""
    instruments = _read(folder)
    at = clock.now()
    with command_transaction():
        loaded = service.load_instruments(instruments, actor=command_line(clock.today(at)), at=at)
    for instrument, each in zip(instruments, loaded, strict=True):
        click.echo(_did(instrument, each))


@group.command("analyse")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--later",
    type=click.Choice([Wave.POST.value, Wave.FOLLOW_UP.value]),
    default=Wave.POST.value,
    help="The wave to compare with pre, where FILE has a column of waves.",
)
def analyse_file(file: Path, later: str) -> None:
    """Print as JSON what the outcomes page shows of FILE: `id,pre,post` or `id,wave` and a column for each item."""
    table = _table(file)
    try:
        with click.progressbar(table.rows, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as rows:
            figures, notes = analyse(table.columns, rows, Wave(later))
    except CannotAnalyse as refusal:
        _end_unread(file, str(refusal))
    if set(table.columns) > set(SCORE_COLUMNS):
        unknown = ", ".join(name for name in table.columns if name not in SCORE_COLUMNS)
        click.echo(f"Columns that mean nothing here: {unknown}.", err=True)
    said = {name: str(SENTENCES[why]) for name, why in notes.items()}
    click.echo(json.dumps(figures | {"notes": said}, indent=2, ensure_ascii=False, allow_nan=False))


def _read(folder: Path | None) -> tuple[Instrument, ...]:
    folder = folder or Path(current_app.config["SETTINGS"].lessons_dir) / INSTRUMENTS
    try:
        return service.read_instruments(folder)
    except LessonsError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo("Mend this and check again.", err=True)
        sys.exit(1)


def _title(instrument: Instrument) -> str:
    return f"{instrument.key}, version {instrument.content_hash[:8]},"


def _did(instrument: Instrument, loaded: Loaded) -> str:
    if loaded.is_new:
        return f"{_title(instrument)} is loaded: {len(instrument.items)} items. New sittings ask it."
    if loaded.became_current:
        return f"{_title(instrument)} was here already. New sittings ask it again."
    return f"{_title(instrument)} is already the current one. Nothing was changed."


def _table(file: Path) -> tables.Table:
    try:
        with file.open("rb") as stream:
            return tables.read_rows(stream, is_known_column, most_rows=MOST_ROWS, most_bytes=MOST_BYTES)
    except tables.Unreadable as refusal:
        _end_unread(file, str(refusal))
    except OSError as error:
        _end_unread(file, error.strerror or "It cannot be opened.")


def _end_unread(file: Path, why: str) -> NoReturn:
    click.echo(f"{file.name}: {why}", err=True)
    sys.exit(CANNOT_READ)
