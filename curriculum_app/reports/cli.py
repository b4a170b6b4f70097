"""`flask reports …`: the figures of a report on the command line, from the same query and presenter as the page."""

from __future__ import annotations

import sys

import click
from flask import Flask
from flask.cli import AppGroup

from curriculum_app.core import clock
from curriculum_app.core.access import Actor, Reach, Scope
from curriculum_app.core.access.words import command_line
from curriculum_app.core.exports import csv_bytes
from curriculum_app.reports import queries
from curriculum_app.reports.presenters import files
from curriculum_app.reports.rules.completion import GroupBy

reports = AppGroup("reports", help="Figures of the programme.")
PROGRAMME = frozenset({Scope(Reach.PROGRAMME)})


@reports.command("completion")
@click.option("--csv", "as_csv", is_flag=True, help="Print the CSV file that the page offers.")
@click.option(
    "--group-by", type=click.Choice([each.value for each in GroupBy]), default=GroupBy.SERVICE_AREA.value,
    show_default=True, help="What a line is.",
)  # fmt: skip
def print_completion(as_csv: bool, group_by: str) -> None:
    """Print enrolled, started, exited and completed girls; whoever may run this sees the whole programme."""
    at = clock.now()
    actor: Actor = command_line(clock.today(at))
    grouping = GroupBy(group_by)
    found = queries.completion(PROGRAMME, actor, queries.Selection(), grouping)
    if as_csv:
        sys.stdout.buffer.write(csv_bytes(files.COLUMNS, files.lines(found, grouping, clock.local(at))))
        return
    for line in files.lines(found, grouping, clock.local(at)):
        _by, group, enrolled, started, exited, completed, *_rest = line
        click.echo(f"{group}: {enrolled} enrolled, {started} started, {exited} exited, {completed} completed.")
    total = found.total
    click.echo(
        f"{total.exited_completed} of {total.exited} girls who exited had completed (rule {found.rule_version})."
    )


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(reports)
