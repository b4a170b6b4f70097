"""Proving the counts of the completion report: what they say against the tallies that they count.

One statement compares or mends, so that both are seen at one moment, whoever saves meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import product
from typing import Any

from sqlalchemy import (
    Integer,
    and_,
    case,
    cast,
    extract,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from curriculum_app.cohorts.models import Cohort, CompletionCount, ParticipantTally
from curriculum_app.core.db import db
from curriculum_app.core.schema import Identifier

KEY = ("period", "edition_id", "site_id", "cohort_service_area", "home_service_area")
FIGURES = ("enrolled", "started", "exited", "completed", "exited_completed")
MONTHS = 12


def wrong_counts() -> int:
    """How many counts (of one key each) differ from the tallies."""
    return db.session.scalar(select(func.count()).select_from(_differences().subquery())) or 0


def mend_counts() -> None:
    """Make the counts what the tallies say: what is missing is added, what is too much is taken off, in rows beside."""
    db.session.execute(insert(CompletionCount).from_select([*KEY, *FIGURES], _differences()))


@contextmanager
def counted_at_the_end() -> Iterator[None]:
    """Count the girls of a large load once, when it is written. PostgreSQL alone needs it, and the table's owner.

    There each step of a count leaves a version of its row until the transaction ends, and the next step looks through
    all of them: at 300,000 girls that took longer than everything else together.
    """
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        yield
        return
    table, trigger = ParticipantTally.__tablename__, "participant_tallies_counted"
    connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
    yield
    connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")
    mend_counts()


@cache
def _differences() -> Any:  # noqa: ANN401 - a statement of ten columns
    """For each key that is wrong, what its count lacks (below zero: what it has too much)."""
    tally, kept = ParticipantTally, CompletionCount
    month = cast(extract("year", tally.first_enrolled_on), Integer) * MONTHS
    month += cast(extract("month", tally.first_enrolled_on), Integer) - 1
    all_time = literal_column("0", Integer)
    values = (
        literal(1),
        *(case((flag, 1), else_=0) for flag in (tally.is_started, tally.is_exited, tally.is_completed)),
        case((and_(tally.is_exited, tally.is_completed), 1), else_=0),
    )
    counted = [
        select(
            period.label("period"), Cohort.edition_id, site.label("site_id"), tally.cohort_service_area,
            func.coalesce(tally.home_service_area, 0).label("home_service_area"),
            *(value.label(figure) for figure, value in zip(FIGURES, values, strict=True)),
        ).join(Cohort, Cohort.id == tally.cohort_id)
        for period, site in product((all_time, month), (cast(null(), Identifier), tally.site_id))
    ]  # fmt: skip
    taken = select(*(getattr(kept, name) for name in KEY), *((-getattr(kept, name)).label(name) for name in FIGURES))
    both = union_all(*counted, taken).subquery("counted")
    sums = {figure: func.sum(both.c[figure]) for figure in FIGURES}
    key = [both.c[name] for name in KEY]
    wrong = or_(*(total != 0 for total in sums.values()))
    return select(*key, *(total.label(figure) for figure, total in sums.items())).group_by(*key).having(wrong)
