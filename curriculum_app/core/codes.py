"""Codes that no row has yet: five characters make 24 million, so in a county's 300,000 one draw in eighty is taken."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from curriculum_app.core.db import db
from curriculum_app.core.ids import new_code


def fresh_codes(column: InstrumentedAttribute[str], count: int, *, draw: Callable[[], str] = new_code) -> list[str]:
    """`count` different codes that no row has in `column`; a few hundred at once. What was taken is drawn again."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {draw() for _ in range(count - len(found))}
        taken = db.session.scalars(select(column).where(column.in_(drawn)))
        found |= drawn - set(taken)
    return list(found)
