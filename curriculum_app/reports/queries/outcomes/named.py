"""The rows of a table of groups: in which order they stand, and what they are called."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from curriculum_app.cohorts.models import Cohort
from curriculum_app.core.db import db
from curriculum_app.curriculum.models import Edition
from curriculum_app.reports.queries.completion import NOBODYS_AREA
from curriculum_app.reports.rules.completion import Quarter
from curriculum_app.reports.rules.outcomes import OutcomeGrouping, Table

LAST = 9


def row_keys(group_by: OutcomeGrouping, found: Iterable[Hashable]) -> list[tuple[Any, str]]:
    """The groups that were found, in order, each with its key for addresses and files.

    Groups and editions stand in the order in which they were made, which their ids tell.
    """
    if group_by is OutcomeGrouping.SERVICE_AREA:
        areas: Any = sorted(found, key=lambda area: area or LAST)
        return [(area, str(area or NOBODYS_AREA)) for area in areas]
    ordered: Any = sorted(found)
    if group_by is OutcomeGrouping.PERIOD:
        return [(quarter, Quarter(*divmod(quarter, 10)).key) for quarter in ordered]
    return [(group_id, str(group_id)) for group_id in ordered]


def row_names(table: Table) -> Mapping[str, str]:
    """What the groups or editions of a table are called; nothing for areas and periods, whose keys say it."""
    if table.group_by not in {OutcomeGrouping.EDITION, OutcomeGrouping.COHORT} or not table.rows:
        return {}
    kind: Any = Edition if table.group_by is OutcomeGrouping.EDITION else Cohort
    more = Edition.content_hash if table.group_by is OutcomeGrouping.EDITION else Cohort.code
    ids = [UUID(row.key) for row in table.rows]
    query = select(kind.id, kind.name, more.label("more")).where(kind.id.in_(ids)).order_by(kind.id)
    return {str(row.id): f"{row.name}, {row.more[:8]}" for row in db.session.execute(query)}
