"""`flask demo …`: makes the demonstration programme and tells its accounts."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from curriculum_app.accounts.service.hashing import hash_password
from curriculum_app.assessments import service as assessments
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit import Event, record
from curriculum_app.core.db import WRITING, command_transaction, db
from curriculum_app.curriculum import service as curriculum
from curriculum_app.curriculum.rules import EditionText, LessonsError, parse_edition
from curriculum_app.curriculum.rules.edition import CURRICULUM_FILE
from curriculum_app.devtools.programme.asked import add_sittings
from curriculum_app.devtools.programme.fresh import NotADemonstration, holds_people, is_out_of_date, make_empty
from curriculum_app.devtools.programme.load import Loaded, load_programme
from curriculum_app.devtools.programme.plan import LEAST_GIRLS, MOST_GIRLS, USUAL_GIRLS, Size
from curriculum_app.devtools.programme.staff import ACCOUNTS
from curriculum_app.devtools.programme.writing import fold_log, roomy

LOADED = Event("demo:programme:loaded", keys=("girls", "seed"))
PASSWORD_LENGTH = 20
PROGRESS_FROM = 1_000
GIRLS_OF_TWO_EDITIONS = 1_000
EARLIER = b"\n# The edition of the first years.\n"
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"

demo = AppGroup("demo", help="Demonstration people, in development only.")


@demo.command("load")
@click.option("--participants", type=click.IntRange(LEAST_GIRLS, MOST_GIRLS), default=USUAL_GIRLS, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed makes other people.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day in the middle of the programme; today.")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are people already.")
def load_demo(participants: int, seed: int, today: datetime | None, if_empty: bool) -> None:
    """Make the demonstration programme afresh; what an earlier one left is removed first."""
    _refuse_in_production()
    if holds_people():
        if if_empty:
            _tell_age()
            return
        _empty()
    day = clock.today(clock.now()) if today is None else today.date()
    password, is_given = _password()
    hashed = hash_password(password)
    is_hidden = participants < PROGRESS_FROM or not sys.stderr.isatty()
    with click.progressbar(length=participants, label="Girls", file=sys.stderr, hidden=is_hidden) as bar:
        made = _load(participants, seed, day, hashed, bar.update)
    counts = f"{made.girls:,} girls, {made.groups:,} groups and {made.marks:,} marks"
    click.echo(f"Made {counts} as of {day.isoformat()}, seed {seed}.")
    if not is_given:
        click.echo(f"Password of every demonstration account, shown this once: {password}")


@demo.command("accounts")
def tell_accounts() -> None:
    """Print the demonstration accounts."""
    _refuse_in_production()
    password = current_app.config["SETTINGS"].demo_password
    click.echo("Demonstration accounts:")
    for account in ACCOUNTS:
        click.echo(f"  {account.email:28} {account.label}")
    if password:
        click.echo(f"Password of all: {password}")
    else:
        click.echo("The sign-in page signs in as each with one tap. For passwords set DEMO_PASSWORD and run make demo.")


def _refuse_in_production() -> None:
    if current_app.config["SETTINGS"].is_production:
        click.echo("Demonstration people do not exist in production.", err=True)
        sys.exit(1)


def _tell_age() -> None:
    today = clock.today(clock.now())
    if is_out_of_date(today):
        click.echo("The demonstration is out of date: nobody has a session today. make demo makes it afresh.")
    else:
        click.echo("There are people here already. Nothing was changed.")


def _empty() -> None:
    try:
        make_empty()
    except NotADemonstration:
        click.echo("This database holds people who are not the demonstration's. Nothing was changed.", err=True)
        sys.exit(1)


def _password() -> tuple[str, bool]:
    """The password of the demonstration accounts, and whether the settings gave it; else twenty random characters."""
    given = current_app.config["SETTINGS"].demo_password
    return given or "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH)), bool(given)


def _load(girls: int, seed: int, day: date, password_hash: str, progress: Callable[[int], object]) -> Loaded:
    """Load the lessons where there are none, and the programme on them, in one transaction."""
    at = clock.now()
    actor = command_line(clock.today(at))
    texts = _texts(has_earlier=girls >= GIRLS_OF_TWO_EDITIONS)
    with command_transaction() as session, roomy(session.connection()):
        editions = []
        for text in texts:
            editions.append(curriculum.load_edition(text, actor=actor, at=at).edition)
            if text is not texts[-1]:
                taught_from = clock.instant(day - timedelta(days=Size(girls).days_back + 200), time(9))
                editions[-1].loaded_at = editions[-1].current_from = taught_from
        loaded = load_programme(
            girls=girls, seed=seed, today=day, password_hash=password_hash, editions=editions, progress=progress
        )
        folder = Path(current_app.config["SETTINGS"].lessons_dir) / "instruments"
        asked = assessments.load_instruments(assessments.read_instruments(folder), actor=actor, at=at)
        main = next(each.version for each in asked if each.version.instrument == "main")
        add_sittings(main, seed=seed, today=day)
        # The instant of its end: the chain over the audit looks no further back than a request can last.
        record(LOADED, actor=actor, at=clock.now(), girls=girls, seed=seed)
    fold_log(db.get_engine(WRITING))
    return loaded


def _texts(*, has_earlier: bool) -> list[EditionText]:
    """The text of the lessons, and before it, where wanted, an earlier edition that says the same.

    What differs is a remark beside the rule; the hash differs with it, as with any other change.
    """
    files = dict(curriculum.read_folder(Path(current_app.config["SETTINGS"].lessons_dir)))
    try:
        current = parse_edition(files)
        files[CURRICULUM_FILE] += EARLIER
        return [parse_edition(files), current] if has_earlier else [current]
    except LessonsError as error:
        click.echo("\n".join(str(problem) for problem in error.problems), err=True)
        sys.exit(1)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(demo)
