"""`flask import referrals FILE`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Flask

from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.imports.commands import Importer, Progress, offer
from curriculum_app.core.limits import limits_on
from curriculum_app.core.tables import Table
from curriculum_app.participants.rules.headers import is_known
from curriculum_app.participants.service import ReferralPlan, import_referrals, plan_import
from curriculum_app.participants.service.columns import in_our_words
from curriculum_app.participants.service.refused import reasons_of, refused_table


def init_app(_app: Flask) -> None:
    """Add the command."""
    offer(
        Importer(
            "referrals",
            help="Import the referrals in FILE (CSV or XLSX). The same file again brings nothing new.",
            plan=_plan,
            carry_out=_carry_out,
            complaints=_complaints,
            refused=refused_table,
            is_known=is_known,
        )
    )


def _plan(table: Table, today: date) -> ReferralPlan:
    return plan_import(in_our_words(table), today=today)


def _carry_out(plan: ReferralPlan, actor: Actor, progress: Progress) -> None:
    areas = limits_on(actor.today).service_areas
    import_referrals(plan, programme_areas=areas, actor=actor, at=clock.now(), progress=progress)


def _complaints(plan: ReferralPlan) -> Iterator[tuple[int, str]]:
    for row in plan.rows:
        for sentence in reasons_of(row):
            yield row.row.number, sentence
        for column in row.read.stripped:
            yield row.row.number, f"{column}: hidden characters were taken out."
