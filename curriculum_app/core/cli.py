"""Commands of the ground: `flask database upgrade`, `flask audit verify`, `flask work`, `flask sweep`."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from config import ROOT
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit import chain
from curriculum_app.core.db import command_transaction, db, journal
from curriculum_app.core.imports.commands import group as imports
from curriculum_app.core.jobs.run import Worker
from curriculum_app.core.logging import log_exception
from curriculum_app.core.mail.sending import send_due
from curriculum_app.core.sweeping import sweep
from curriculum_app.core.vault import make_system_keys

if TYPE_CHECKING:
    from alembic.config import Config

A_SECOND = 1.0
BRIEFLY = 0.25

database = AppGroup("database", help="The database's shape.")
audit = AppGroup("audit", help="The audit and its chain.")


def alembic_config(url: str) -> Config:
    """Alembic's settings for the migrations of this project on the database at `url`."""
    from alembic.config import Config  # noqa: PLC0415 - 11 MB that no web worker needs

    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.attributes["url"] = make_url(url)
    return settings


@database.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to the newest shape and make the program's own keys."""
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(alembic_config(current_app.config["SETTINGS"].database_url), "head")
    with command_transaction():
        make_system_keys(clock.now())
    click.echo("The database has the newest shape.")


def anchor_file() -> Path:
    """Where the head of the audit chain is written."""
    settings = current_app.config["SETTINGS"]
    return Path(settings.audit_anchor_file or Path(settings.instance_dir) / "audit.anchor")


def link_audit() -> int:
    """Link what the audit gained since the last time; returns the number of batches."""
    batches = 0
    while True:
        with journal() as session:
            head = chain.link(session, clock.now())
        if head is None:
            return batches
        chain.write_anchor(anchor_file(), *head)
        batches += 1


@audit.command("verify")
def verify_audit() -> None:
    """Walk the audit's chain and name the first bad row; exit status 1 when there is one."""
    verdict = chain.verify(db.session, anchor_file())
    if verdict.fault:
        click.echo(f"{verdict.links} links hold, then: {verdict.fault}", err=True)
        sys.exit(1)
    click.echo(f"{verdict.links} links hold. Nothing was changed.")


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due and end.")
def work(once: bool) -> None:
    """Do what happens beside the requests, until it is told to end: jobs, and link the audit once a second."""
    ending, worker = threading.Event(), Worker()

    def end(_number: int, _frame: FrameType | None) -> None:
        ending.set()

    if not once:
        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
    is_busy = True
    while is_busy if once else not ending.is_set():
        try:
            link_audit()
            is_busy = worker.step()
        except DBAPIError as error:
            log_exception("work-failed", error)
            is_busy = False
        ending.wait(BRIEFLY if is_busy else A_SECOND)
    worker.end()


@click.command("sweep")
def sweep_now() -> None:
    """Do everything that is due, and send the e-mails that wait. Safe to run twice; a timer runs it."""
    at = clock.now()
    for name, count in sweep(command_line(clock.today(at)), at).items():
        click.echo(f"{name}: {count}.")
    mails = send_due(at)
    click.echo(f"E-mails: {mails.sent} sent, {mails.waiting} waiting.")
    if mails.waiting and not current_app.config["SETTINGS"].mail_url:
        click.echo("MAIL_URL is not set, so no e-mail leaves.", err=True)


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(sweep_now)
    app.cli.add_command(database)
    app.cli.add_command(audit)
    app.cli.add_command(work)
    app.cli.add_command(imports)
