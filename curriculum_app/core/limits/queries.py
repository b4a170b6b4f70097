"""Reading limits: those of one day in one statement, and the whole history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import current_app
from sqlalchemy import bindparam, select

from config import Settings
from curriculum_app.core.db import db, rows
from curriculum_app.core.limits.models import ProgrammeLimit
from curriculum_app.core.limits.rules import Dated, Limits, limits_of

MOST_ROWS = 2_000


def limits_on(day: date) -> Limits:
    """The programme's limits on `day`, from their rows and otherwise from the settings; one statement."""
    newest_first = [Dated(*row) for row in rows(_UNTIL, {"day": day})]
    return limits_from(newest_first[::-1], day)


_UNTIL = (
    select(ProgrammeLimit.name, ProgrammeLimit.value, ProgrammeLimit.in_force_from)
    .where(ProgrammeLimit.in_force_from <= bindparam("day"))
    .order_by(ProgrammeLimit.in_force_from.desc(), ProgrammeLimit.set_at.desc(), ProgrammeLimit.id.desc())
    .limit(MOST_ROWS)
)


def limits_from(dated: Sequence[Dated], day: date) -> Limits:
    """The limits on `day` that these rows would give, in the order in which later ones take over."""
    return limits_of(of_settings(current_app.config["SETTINGS"]), dated, day)


def history() -> list[ProgrammeLimit]:
    """Every row, the one that took over last first; at most 2,000."""
    query = select(ProgrammeLimit).order_by(
        ProgrammeLimit.in_force_from.desc(), ProgrammeLimit.set_at.desc(), ProgrammeLimit.id.desc()
    )
    return list(db.session.scalars(query.limit(MOST_ROWS)))


def of_settings(settings: Settings) -> Limits:
    """The limits as the environment has them."""
    return Limits(
        minimum_age=settings.programme_minimum_age,
        maximum_age=settings.programme_maximum_age,
        service_areas=settings.service_areas,
        smallest_group=settings.programme_smallest_group,
        largest_group=settings.programme_largest_group,
        age_span=settings.programme_age_span,
        default_seats=settings.programme_group_size,
        last_entry_session=settings.programme_last_entry_session,
        consent_months=settings.programme_consent_months,
        consent_form=settings.programme_consent_form,
        cross_report_hours=settings.programme_cross_report_hours,
        first_warning_hours=settings.programme_first_warning_hours,
        last_warning_hours=settings.programme_last_warning_hours,
    )
