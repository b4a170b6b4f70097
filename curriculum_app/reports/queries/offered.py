"""What stands around the figures: the sites to choose from, the name of a chosen group, the rules in use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select

from curriculum_app.cohorts import queries as cohorts
from curriculum_app.cohorts.models import Cohort, CompletionCount
from curriculum_app.core.access import Actor, Scopes
from curriculum_app.core.db import db, rows
from curriculum_app.curriculum.models import Edition
from curriculum_app.places.models import Site
from curriculum_app.reports.queries.counted import OF_ALL_TIME

MOST_SITES = 60
MOST_RULES = 20


@dataclass(frozen=True, slots=True)
class RuleText:
    """The completion rule of one or more editions; `minimum_share` is from 0 to 1."""

    version: str
    lessons_needed: int
    lessons_offered: int
    minimum_share: float
    make_ups_allowed: int


def sites_in_reach(scopes: Scopes, actor: Actor) -> Sequence[tuple[UUID, str]] | None:
    """Id and name of the sites at which a cohort in reach meets or met, by name; None for more than sixty."""
    found = rows(_sites(scopes), cohorts.asks(actor))
    return [(row.id, row.name) for row in found] if len(found) <= MOST_SITES else None


def site_in_reach(scopes: Scopes, actor: Actor, site_id: UUID) -> Sequence[tuple[UUID, str]]:
    """The site with this id as `sites_in_reach` has it; empty when no cohort in reach meets or met there."""
    found = rows(_site(scopes), {"site_id": site_id} | cohorts.asks(actor))
    return [(row.id, row.name) for row in found]


@lru_cache(maxsize=256)
def _sites(scopes: Scopes) -> Select[*tuple[Any, ...]]:
    meets = exists().where(Cohort.site_id == Site.id, cohorts.within(scopes, cohorts.ANYBODY)).correlate(Site)
    return select(Site.id, Site.name).where(meets).order_by(Site.name).limit(MOST_SITES + 1)


@lru_cache(maxsize=256)
def _site(scopes: Scopes) -> Select[*tuple[Any, ...]]:
    return _sites(scopes).where(Site.id == bindparam("site_id"))


def name_of_cohort(scopes: Scopes, actor: Actor, cohort_id: UUID) -> str | None:
    """The name of a cohort in reach; None when there is none."""
    query = select(Cohort.name).where(Cohort.id == cohort_id, cohorts.within(scopes, actor))
    return db.session.scalar(query)


def rules_in_use() -> tuple[RuleText, ...]:
    """The different completion rules by which girls are counted, oldest version first."""
    return tuple(RuleText(*row) for row in rows(_RULES_IN_USE, {}))


_RULE = (
    Edition.rule_version,
    Edition.lessons_needed,
    Edition.lessons_offered,
    Edition.minimum_share,
    Edition.make_ups_allowed,
)
_RULES_IN_USE: Any = (
    select(*_RULE)
    .where(exists().where(CompletionCount.period == OF_ALL_TIME, CompletionCount.edition_id == Edition.id))
    .distinct()
    .order_by(*_RULE)
    .limit(MOST_RULES)
)
