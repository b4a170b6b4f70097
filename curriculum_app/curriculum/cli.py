"""Commands of the curriculum: `flask lessons check` reads the folder and tells every mistake, `load` takes it in."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import LessonsError

lessons = AppGroup("lessons", help="The curriculum: its lessons and their editions.")
folder_argument = click.argument("folder", required=False, type=click.Path(path_type=Path))


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(lessons)


@lessons.command("check")
@folder_argument
def check_lessons(folder: Path | None) -> None:
    """Read the lessons in FOLDER (LESSONS_DIR without one) and tell every mistake; nothing is stored."""
    folder = folder or _lessons_dir()
    with _mistakes_told():
        text = service.read_edition(folder)
        words = service.check_glossary(folder, text)
    glossary = f" Words in the glossary: {words}." if words else ""
    click.echo(f"{text.lessons_offered} lessons are good. Edition {text.content_hash[:8]}.{glossary}")


@lessons.command("load")
@folder_argument
def load_lessons(folder: Path | None) -> None:
    """Take in the lessons in FOLDER (LESSONS_DIR without one) as the current edition; again: changes nothing."""
    with _mistakes_told():
        text = service.read_edition(folder or _lessons_dir())
    at = clock.now()
    with command_transaction():
        loaded = service.load_edition(text, actor=command_line(clock.today(at)), at=at)
    name = f"{text.name}, edition {text.content_hash[:8]}"
    if loaded.is_new:
        click.echo(f"Loaded {name}: {text.lessons_offered} lessons. New groups begin with it.")
    elif loaded.became_current:
        click.echo(f"{name} was here already. New groups begin with it again.")
    else:
        click.echo(f"{name} is already the current one. Nothing was changed.")


def _lessons_dir() -> Path:
    return Path(current_app.config["SETTINGS"].lessons_dir)


@contextmanager
def _mistakes_told() -> Iterator[None]:
    """Tell every mistake that is found inside, and end with 1."""
    try:
        yield
    except LessonsError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        click.echo(
            f"Mend these {len(error.problems)} and check again."
            if len(error.problems) > 1
            else "Mend this and check again.",
            err=True,
        )
        sys.exit(1)
