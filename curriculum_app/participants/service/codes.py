"""Codes that no girl has yet: five characters make 24 million, so among thousands two would meet by chance."""

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.core.ids import new_code
from curriculum_app.participants.models import Participant


def fresh_codes(count: int) -> list[str]:
    """`count` different codes that nobody has; a few hundred at once."""
    found: set[str] = set()
    while len(found) < count:
        drawn = {new_code() for _ in range(count - len(found))}
        taken = db.session.scalars(select(Participant.code).where(Participant.code.in_(drawn)))
        found |= drawn - set(taken)
    return list(found)
