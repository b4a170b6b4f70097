"""Counts of the completion report, moved by the database with every girl's tally

Whoever recreates `participant_tallies` (a batch operation on SQLite does) has to create these triggers again.
"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.db import Identifier

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FIGURES = ("enrolled", "started", "exited", "completed", "exited_completed")
KEY = ("period", "edition_id", "site_id", "cohort_service_area", "home_service_area")
# What of a tally is counted, or says where.
COUNTED = ("cohort_id", "site_id", "cohort_service_area", "home_service_area", "first_enrolled_on", "is_started",
           "is_exited", "is_completed")  # fmt: skip


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "completion_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("edition_id", Identifier(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=True),
        sa.Column("cohort_service_area", sa.Integer(), nullable=False),
        sa.Column("home_service_area", sa.Integer(), nullable=False),
        *(sa.Column(figure, sa.Integer(), nullable=False) for figure in FIGURES),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_completion_counts_edition_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_completion_counts_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_counts")),
    )
    op.create_index("ix_completion_counts_key", "completion_counts", list(KEY))
    op.drop_index("ix_participant_tallies_report", table_name="participant_tallies")
    op.create_index(op.f("ix_participant_tallies_first_enrolled_on"), "participant_tallies", ["first_enrolled_on"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for level in _levels("t", is_postgresql=is_postgresql):
        op.execute(_count_all(*level, is_postgresql=is_postgresql))
    for statement in _on_postgresql() if is_postgresql else _on_sqlite():
        op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER participant_tallies_counted ON participant_tallies")
        op.execute("DROP FUNCTION participant_tallies_counted()")
        op.execute("DROP FUNCTION count_girl(participant_tallies, integer)")
    else:
        for verb in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER participant_tallies_counted_{verb}")
    op.drop_index(op.f("ix_participant_tallies_first_enrolled_on"), table_name="participant_tallies")
    op.create_index("ix_participant_tallies_report", "participant_tallies", ["curriculum", "first_enrolled_on"])
    op.drop_table("completion_counts")


def _levels(girl: str, *, is_postgresql: bool) -> tuple[tuple[str, str], ...]:
    """The three counts in which a girl stands, as period and site: of all time, of her site, of her site's month."""
    site = f"{girl}.site_id"
    nowhere = "NULL::uuid" if is_postgresql else "NULL"
    return ("0", nowhere), ("0", site), (_month(girl, is_postgresql=is_postgresql), site)


def _month(girl: str, *, is_postgresql: bool) -> str:
    """The month of her first enrolment as a number: months since the year 0."""
    day = f"{girl}.first_enrolled_on"
    if is_postgresql:
        return f"(extract(year FROM {day})::integer * 12 + extract(month FROM {day})::integer - 1)"
    return f"(CAST(substr({day}, 1, 4) AS INTEGER) * 12 + CAST(substr({day}, 6, 2) AS INTEGER) - 1)"


def _values(girl: str, *, is_postgresql: bool) -> tuple[str, ...]:
    """What one girl adds to the five figures."""
    flags = (f"{girl}.is_started", f"{girl}.is_exited", f"{girl}.is_completed")
    if is_postgresql:
        return ("1", *(f"{flag}::integer" for flag in flags), f"({flags[1]} AND {flags[2]})::integer")
    return ("1", *flags, f"({flags[1]} AND {flags[2]})")


def _count_all(period: str, site: str, *, is_postgresql: bool) -> str:
    sums = ", ".join(f"sum({value})" for value in _values("t", is_postgresql=is_postgresql))
    return (
        f"INSERT INTO completion_counts ({', '.join((*KEY, *FIGURES))}) "  # noqa: S608 - our own names
        f"SELECT {period}, c.edition_id, {site}, t.cohort_service_area, coalesce(t.home_service_area, 0), {sums} "
        "FROM participant_tallies t JOIN cohorts c ON c.id = t.cohort_id GROUP BY 1, 2, 3, 4, 5"
    )


def _on_sqlite() -> list[str]:
    """One writer at a time: the one row of a key is made when it is not there, then moved."""
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in COUNTED)
    bodies = {
        "insert": ("INSERT ON participant_tallies", _steps("NEW", "+")),
        "update": (
            f"UPDATE OF {', '.join(COUNTED)} ON participant_tallies WHEN {changed}",
            _steps("OLD", "-") + _steps("NEW", "+"),
        ),
        "delete": ("DELETE ON participant_tallies", _steps("OLD", "-")),
    }
    return [
        f"CREATE TRIGGER participant_tallies_counted_{verb} AFTER {event} BEGIN {body} END"
        for verb, (event, body) in bodies.items()
    ]


def _steps(girl: str, sign: str) -> str:
    return "".join(_step(girl, sign, *level) for level in _levels(girl, is_postgresql=False))


def _step(girl: str, sign: str, period: str, site: str) -> str:
    edition = f"(SELECT edition_id FROM cohorts WHERE id = {girl}.cohort_id)"  # noqa: S608 - as above
    where = (period, edition, site, f"{girl}.cohort_service_area", f"coalesce({girl}.home_service_area, 0)")
    row = " AND ".join(f"{name} IS {value}" for name, value in zip(KEY, where, strict=True))
    moves = zip(FIGURES, _values(girl, is_postgresql=False), strict=True)
    moved = ", ".join(f"{figure} = {figure} {sign} {value}" for figure, value in moves)
    return (
        f"INSERT INTO completion_counts ({', '.join((*KEY, *FIGURES))}) SELECT {', '.join(where)}, 0, 0, 0, 0, 0 "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM completion_counts WHERE {row}); "
        f"UPDATE completion_counts SET {moved} WHERE id = (SELECT min(id) FROM completion_counts WHERE {row}); "
    )


def _on_postgresql() -> list[str]:
    """Nobody waits: a row that somebody else holds is passed over, and with none free a further row is made beside it.

    So two people never block each other here, in whatever order they count; the sum over a key's rows is its count.
    """
    where = ("month", "edition", "site", "girl.cohort_service_area", "coalesce(girl.home_service_area, 0)")
    row = " AND ".join(f"{name} IS NOT DISTINCT FROM {value}" for name, value in zip(KEY, where, strict=True))
    row = row.replace(" IS NOT DISTINCT FROM ", " = ", 2)  # by these two an index finds the few rows to look at
    values = _values("girl", is_postgresql=True)
    moved = ", ".join(f"{figure} = {figure} + step * {value}" for figure, value in zip(FIGURES, values, strict=True))
    added = ", ".join((*where, *(f"step * {value}" for value in values)))
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in COUNTED)
    levels = _levels("girl", is_postgresql=True)
    return [
        f"""
        CREATE FUNCTION count_girl(girl participant_tallies, step integer) RETURNS void LANGUAGE plpgsql AS $$
        DECLARE edition uuid; month integer; site uuid; free integer;
        BEGIN
          SELECT edition_id INTO STRICT edition FROM cohorts WHERE id = girl.cohort_id;
          FOR month, site IN VALUES {", ".join(f"({period}, {site})" for period, site in levels)} LOOP
            SELECT id INTO free FROM completion_counts WHERE {row} LIMIT 1 FOR UPDATE SKIP LOCKED;
            IF FOUND THEN
              UPDATE completion_counts SET {moved} WHERE id = free;
            ELSE
              INSERT INTO completion_counts ({", ".join((*KEY, *FIGURES))}) VALUES ({added});
            END IF;
          END LOOP;
        END $$
        """,  # noqa: S608 - as above
        f"""
        CREATE FUNCTION participant_tallies_counted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND NOT ({changed}) THEN RETURN NULL; END IF;
          IF TG_OP <> 'INSERT' THEN PERFORM count_girl(OLD, -1); END IF;
          IF TG_OP <> 'DELETE' THEN PERFORM count_girl(NEW, 1); END IF;
          RETURN NULL;
        END $$
        """,
        "CREATE TRIGGER participant_tallies_counted AFTER INSERT OR UPDATE OR DELETE ON participant_tallies "
        "FOR EACH ROW EXECUTE FUNCTION participant_tallies_counted()",
    ]
