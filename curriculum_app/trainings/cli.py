"""`flask import trainings FILE`."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask

from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.imports import RowOutcome
from curriculum_app.core.imports.commands import Importer, Progress, offer
from curriculum_app.trainings.service.importing import TrainingPlan, import_trainings, plan_import
from curriculum_app.trainings.service.row_words import reasons_of, refused_table


def init_app(_app: Flask) -> None:
    """Add the command."""
    offer(
        Importer(
            "trainings",
            help="Import the attendees of trainings in FILE (CSV or XLSX). The same file again brings nothing new.",
            plan=lambda table, today: plan_import(table, today=today),
            carry_out=_carry_out,
            complaints=_complaints,
            refused=refused_table,
        )
    )


def _carry_out(plan: TrainingPlan, actor: Actor, progress: Progress) -> None:
    import_trainings(plan, actor=actor, at=clock.now(), progress=progress)


def _complaints(plan: TrainingPlan) -> Iterator[tuple[int, str]]:
    return ((row.row.number, why) for row in plan.those(RowOutcome.REFUSED) for why in reasons_of(row))
