"""`flask cohorts …`: a proposal for one service area from the command line."""

from __future__ import annotations

import sys

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from curriculum_app.cohorts.jobs import Proposed, propose
from curriculum_app.cohorts.rules.forming.figures import figures, moved
from curriculum_app.cohorts.service.forming import start_draft
from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.db import command_transaction
from curriculum_app.core.errors import Refusal
from curriculum_app.core.jobs import JobFailed

group = AppGroup("cohorts", help="Cohorts: propose who could be in which group.")


def init_app(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(group)


@group.command("propose")
@click.option("--service-area", type=click.IntRange(1, 8), required=True, help="The service area.")
def propose_area(service_area: int) -> None:
    """Let the solver propose who could be in which group; the draft stands at /cohorts/form, nothing is published."""
    at = clock.now()
    actor = command_line(clock.today(at))
    programme = current_app.config["SETTINGS"].service_areas
    try:
        with command_transaction():
            draft_id = start_draft(service_area, programme=programme, actor=actor, at=at).id
        with click.progressbar(length=100, label="Solving", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            done = propose(draft_id, actor=actor, tell=lambda progress, _step: bar.update(progress - bar.pos))
    except (Refusal, JobFailed) as failure:
        click.echo(f"Nothing was proposed: {failure}", err=True)
        sys.exit(1)
    _tell(done)


def _tell(done: Proposed) -> None:
    problem, answer = done.board.problem, done.answer
    now = figures(problem, answer.draft)
    click.echo(
        f"{now.placed} of {_count(len(problem.girls), 'girl')} with a place, in {_count(now.groups, 'group')}, at most "
        f"{answer.gap:.1%} from the best possible, after {answer.seconds:.1f} seconds."
    )
    moves = _count(moved(problem.now, answer.draft), "girl")
    click.echo(
        f"Still waiting: {_count(now.waiting, 'girl')}, the longest for {now.longest_wait} days. Moved: {moves}."
    )


def _count(number: int, noun: str) -> str:
    """A number with its noun: "1 girl", "2 girls"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
