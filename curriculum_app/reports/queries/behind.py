"""The girls behind a figure: the same conditions as the count, a page at a time, with the columns the list shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from curriculum_app.cohorts.models import Cohort, ParticipantTally
from curriculum_app.cohorts.rules.states import ExitReason
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.curriculum.models import Edition
from curriculum_app.participants.models import Participant
from curriculum_app.reports.queries.completion import NOBODYS_AREA
from curriculum_app.reports.queries.reach import Selection, selected, within
from curriculum_app.reports.rules.completion import Figure, GroupBy, quarter_of


@dataclass(frozen=True, slots=True)
class Girl:
    """One girl of the list: "Maya R.", her code, the group of her latest enrolment, and where she stands."""

    participant_id: UUID
    name: str
    code: str
    cohort_id: UUID
    cohort_name: str
    lessons: int
    lessons_needed: int
    is_completed: bool
    exit_reason: ExitReason | None
    exited_on: date | None


@dataclass(frozen=True, slots=True)
class GirlList:
    """The girls of this page by code, and how many there are in all."""

    girls: tuple[Girl, ...]
    total: int


def girls_behind(
    scopes: Scopes,
    actor: Actor,
    chosen: Selection,
    figure: Figure,
    *,
    group: tuple[GroupBy, str] | None = None,
    offset: int,
    limit: int,
) -> GirlList:
    """The girls counted as `figure` among those chosen, in one group of the report or in all of them.

    Raises ValueError when `group` names none.
    """
    tally, girl = ParticipantTally, Participant
    query: Any = (
        select(
            girl.id, girl.code, girl.display_name_sealed,
            VaultKey.id.label("key_id"), VaultKey.wrapped, VaultKey.master_version,
            Cohort.id.label("cohort_id"), Cohort.name.label("cohort_name"), Edition.lessons_needed,
            tally.lessons_credited, tally.is_completed, tally.exit_reason, tally.exited_on,
            func.count().over().label("total"),
        )
        .select_from(tally)
        .join(Cohort, Cohort.id == tally.cohort_id)
        .join(Edition, Edition.id == Cohort.edition_id)
        .join(girl, girl.id == tally.participant_id)
        .join(VaultKey, VaultKey.id == girl.key_id)
        .where(within(scopes, actor), *selected(chosen), *_counted(figure), *_in_group(group))
        .order_by(girl.code, tally.curriculum)
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    return GirlList(tuple(_girl(row) for row in rows), rows[0].total if rows else 0)


def _counted(figure: Figure) -> list[ColumnElement[bool]]:
    tally = ParticipantTally
    conditions: dict[Figure, list[ColumnElement[bool]]] = {
        Figure.ENROLLED: [],
        Figure.STARTED: [tally.is_started.is_(True)],
        Figure.EXITED: [tally.is_exited.is_(True)],
        Figure.COMPLETED: [tally.is_completed.is_(True)],
        Figure.EXITED_COMPLETED: [tally.is_exited.is_(True), tally.is_completed.is_(True)],
    }
    return conditions[figure]


def _in_group(group: tuple[GroupBy, str] | None) -> list[ColumnElement[bool]]:
    if group is None:
        return []
    tally, (group_by, key) = ParticipantTally, group
    if group_by is GroupBy.PERIOD:
        quarter = quarter_of(key)
        if quarter is None:
            raise ValueError(f"{key!r} is no quarter.")
        return [tally.first_enrolled_on >= quarter.first_on, tally.first_enrolled_on < quarter.next_on]
    if group_by is GroupBy.SERVICE_AREA:
        if key == NOBODYS_AREA:
            return [tally.home_service_area.is_(None)]
        if len(key) > 1:
            raise ValueError(f"{key!r} is no service area.")
        return [tally.home_service_area == int(key)]
    return [(tally.site_id if group_by is GroupBy.SITE else tally.cohort_id) == UUID(key)]


def _girl(row: Any) -> Girl:  # noqa: ANN401 - a row of `girls_behind`
    key = open_key(_Wrap(row.key_id, row.wrapped, row.master_version))
    return Girl(
        participant_id=row.id,
        name=key.text(Participant.display_name_sealed, row.id, row.display_name_sealed),
        code=row.code,
        cohort_id=row.cohort_id,
        cohort_name=row.cohort_name,
        lessons=row.lessons_credited,
        lessons_needed=row.lessons_needed,
        is_completed=row.is_completed,
        exit_reason=row.exit_reason,
        exited_on=row.exited_on,
    )


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The columns of a girl's key, as `open_key` wants them."""

    id: UUID
    wrapped: bytes
    master_version: int
