"""A plain entity is, column by column, the one that would be mapped; what may be changed is mapped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import inspect

from curriculum_app.cohorts import loaders
from curriculum_app.core.access import Actor, Permission
from curriculum_app.core.db import begin_reading, begin_writing, db, end_reading
from tests.factories import Make

RELATIONS = {"cohort", "site", "edition", "key"}


def everything_in(entity: object) -> dict[str, Any]:
    """Every column of an entity and of those that come along."""
    mapper = inspect(type(entity))
    own = {attribute.key: getattr(entity, attribute.key) for attribute in mapper.column_attrs}
    along = RELATIONS & set(mapper.relationships.keys())
    return own | {name: everything_in(getattr(entity, name)) for name in along}


def test_what_is_shown_is_what_would_be_mapped(make: Make) -> None:
    actor = make.actor(make.user("program_manager"), "program_manager")
    cohort = make.cohort()
    session = make.session(cohort, 11, make.today)
    make.commit()
    shown = _found(actor, cohort.id, session.id, plain=True)
    mapped = _found(actor, cohort.id, session.id, plain=False)
    assert [everything_in(each) for each in shown] == [everything_in(each) for each in mapped]
    assert [each in db.session for each in (*shown, *mapped)] == [False, False, True, True]


def test_what_may_not_be_known_of_is_not_made(make: Make) -> None:
    actor, cohort = make.actor(make.user("facilitator")), make.cohort()
    session = make.session(cohort, 11, make.today)
    make.commit()
    assert _found(actor, cohort.id, session.id, plain=True) == [None, None]


def test_whoever_writes_after_all_gets_mapped_entities(make: Make) -> None:
    actor = make.actor(make.user("program_manager"), "program_manager")
    cohort = make.cohort()
    make.commit()
    end_reading()
    begin_reading(plain=True)
    begin_writing()
    found = loaders.cohort(actor, actor.scopes(Permission.COHORT_VIEW), cohort_id=cohort.id)
    assert found in db.session


def _found(actor: Actor, cohort_id: UUID, session_id: UUID, *, plain: bool) -> list[object | None]:
    end_reading()
    begin_reading(plain=plain)
    scopes = actor.scopes(Permission.COHORT_VIEW)
    session = loaders.session(actor, scopes, session_id=session_id, cohort_id=cohort_id)
    return [session, loaders.cohort(actor, scopes, cohort_id=cohort_id)]
