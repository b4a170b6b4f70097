"""The triggers on `participant_tallies` that move `completion_counts` with every girl's tally.

What one migration created with fewer levels the next one replaces. Whoever recreates `participant_tallies` (a batch
operation on SQLite does) has to create these triggers again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alembic import op

FIGURES = ("enrolled", "started", "exited", "completed", "exited_completed")
KEY = ("period", "edition_id", "site_id", "cohort_service_area", "home_service_area")
# Where a tally is counted, and what of it.
PLACE = ("cohort_id", "site_id", "cohort_service_area", "home_service_area", "first_enrolled_on")
FLAGS = ("is_started", "is_exited", "is_completed")

# The counts in which a girl stands, by period and site: is it of her month, is it of her site?
Level = tuple[bool, bool]
ALL_TIME, OF_SITE, OF_SITE_AND_MONTH, OF_MONTH = (False, False), (False, True), (True, True), (True, False)


def count_all(*levels: Level) -> None:
    """Count every girl anew at `levels`, which hold nothing yet."""
    is_postgresql = _is_postgresql()
    sums = ", ".join(f"sum({value})" for value in _values("t", is_postgresql=is_postgresql))
    for period, site in _places(levels, "t", is_postgresql=is_postgresql):
        op.execute(
            f"INSERT INTO completion_counts ({', '.join((*KEY, *FIGURES))}) "  # noqa: S608 - our own names
            f"SELECT {period}, c.edition_id, {site}, t.cohort_service_area, coalesce(t.home_service_area, 0), {sums} "
            "FROM participant_tallies t JOIN cohorts c ON c.id = t.cohort_id GROUP BY 1, 2, 3, 4, 5"
        )


def create_triggers(*levels: Level) -> None:
    """Let the database move the counts of `levels` from here on."""
    for statement in _on_postgresql(levels) if _is_postgresql() else _on_sqlite(levels):
        op.execute(statement)


def drop_triggers() -> None:
    """Let the counts stand as they are."""
    if _is_postgresql():
        op.execute("DROP TRIGGER participant_tallies_counted ON participant_tallies")
        op.execute("DROP FUNCTION participant_tallies_counted()")
        op.execute("DROP FUNCTION count_girl")
    else:
        for verb in ("insert", "update", "move", "delete"):
            op.execute(f"DROP TRIGGER IF EXISTS participant_tallies_counted_{verb}")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _places(levels: Sequence[Level], girl: str, *, is_postgresql: bool) -> Iterator[tuple[str, str]]:
    """Period and site of each level for one girl, as SQL."""
    nowhere = "NULL::uuid" if is_postgresql else "NULL"
    for of_month, of_site in levels:
        yield _month(girl, is_postgresql=is_postgresql) if of_month else "0", f"{girl}.site_id" if of_site else nowhere


def _month(girl: str, *, is_postgresql: bool) -> str:
    """The month of her first enrolment as a number: months since the year 0."""
    day = f"{girl}.first_enrolled_on"
    if is_postgresql:
        return f"(extract(year FROM {day})::integer * 12 + extract(month FROM {day})::integer - 1)"
    return f"(CAST(substr({day}, 1, 4) AS INTEGER) * 12 + CAST(substr({day}, 6, 2) AS INTEGER) - 1)"


def _values(girl: str, *, is_postgresql: bool) -> tuple[str, ...]:
    """What one girl adds to the five figures."""
    flags = [f"{girl}.{flag}" for flag in FLAGS]
    if is_postgresql:
        return ("1", *(f"{flag}::integer" for flag in flags), f"({flags[1]} AND {flags[2]})::integer")
    return ("1", *flags, f"({flags[1]} AND {flags[2]})")


def _change(*, is_postgresql: bool) -> tuple[str, ...]:
    """What a girl who stays where she is adds to the five figures."""
    before, after = (_values(girl, is_postgresql=is_postgresql) for girl in ("OLD", "NEW"))
    return tuple(f"{new} - {old}" for new, old in zip(after, before, strict=True))


def _less(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"-{value}" for value in values)


def _on_sqlite(levels: Sequence[Level]) -> list[str]:
    """One writer at a time: the one row of a key is made when it is not there, then moved."""
    flags, place = (
        " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns) for columns in (FLAGS, PLACE)
    )
    comes = _steps(levels, "NEW", _values("NEW", is_postgresql=False))
    goes = _steps(levels, "OLD", _less(_values("OLD", is_postgresql=False)))
    changes = _steps(levels, "NEW", _change(is_postgresql=False))
    bodies = {
        "insert": ("INSERT ON participant_tallies", comes),
        "update": (f"UPDATE OF {', '.join(FLAGS)} ON participant_tallies WHEN ({flags}) AND NOT ({place})", changes),
        "move": (f"UPDATE OF {', '.join(PLACE)} ON participant_tallies WHEN {place}", goes + comes),
        "delete": ("DELETE ON participant_tallies", goes),
    }
    return [
        f"CREATE TRIGGER participant_tallies_counted_{verb} AFTER {event} BEGIN {body} END"
        for verb, (event, body) in bodies.items()
    ]


def _steps(levels: Sequence[Level], girl: str, by: Sequence[str]) -> str:
    return "".join(_step(girl, by, *place) for place in _places(levels, girl, is_postgresql=False))


def _step(girl: str, by: Sequence[str], period: str, site: str) -> str:
    edition = f"(SELECT edition_id FROM cohorts WHERE id = {girl}.cohort_id)"  # noqa: S608 - our own names
    where = (period, edition, site, f"{girl}.cohort_service_area", f"coalesce({girl}.home_service_area, 0)")
    row = " AND ".join(f"{name} IS {value}" for name, value in zip(KEY, where, strict=True))
    moved = ", ".join(f"{figure} = {figure} + ({value})" for figure, value in zip(FIGURES, by, strict=True))
    return (
        f"INSERT INTO completion_counts ({', '.join((*KEY, *FIGURES))}) SELECT {', '.join(where)}, 0, 0, 0, 0, 0 "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM completion_counts WHERE {row}); "
        f"UPDATE completion_counts SET {moved} WHERE id = (SELECT min(id) FROM completion_counts WHERE {row}); "
    )


def _on_postgresql(levels: Sequence[Level]) -> list[str]:
    """Nobody waits: a row that somebody else holds is passed over, and with none free a further row is made beside it.

    So two people never block each other here, in whatever order they count; the sum over a key's rows is its count.
    """
    where = ("month", "edition", "site", "girl.cohort_service_area", "coalesce(girl.home_service_area, 0)")
    named = tuple(f"by_{figure}" for figure in FIGURES)
    moved = ", ".join(f"{figure} = {figure} + {by}" for figure, by in zip(FIGURES, named, strict=True))
    flags, place = (
        " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns) for columns in (FLAGS, PLACE)
    )
    comes, goes = _values("NEW", is_postgresql=True), _less(_values("OLD", is_postgresql=True))
    places = _places(levels, "girl", is_postgresql=True)
    return [
        f"""
        CREATE FUNCTION count_girl(girl participant_tallies, {", ".join(f"{by} integer" for by in named)})
        RETURNS void LANGUAGE plpgsql AS $$
        DECLARE edition uuid; month integer; site uuid; free integer;
        BEGIN
          SELECT edition_id INTO STRICT edition FROM cohorts WHERE id = girl.cohort_id;
          FOR month, site IN VALUES {", ".join(f"({period}, {site})" for period, site in places)} LOOP
            IF site IS NULL THEN
              {_free_row(where, "IS NULL")}
            ELSE
              {_free_row(where, "= site")}
            END IF;
            IF free IS NOT NULL THEN
              UPDATE completion_counts SET {moved} WHERE id = free;
            ELSE
              INSERT INTO completion_counts ({", ".join((*KEY, *FIGURES))}) VALUES ({", ".join((*where, *named))});
            END IF;
          END LOOP;
        END $$
        """,  # noqa: S608 - as above
        f"""
        CREATE FUNCTION participant_tallies_counted() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND NOT ({place}) THEN
            IF {flags} THEN PERFORM count_girl(NEW, {", ".join(_change(is_postgresql=True))}); END IF;
            RETURN NULL;
          END IF;
          IF TG_OP <> 'INSERT' THEN PERFORM count_girl(OLD, {", ".join(goes)}); END IF;
          IF TG_OP <> 'DELETE' THEN PERFORM count_girl(NEW, {", ".join(comes)}); END IF;
          RETURN NULL;
        END $$
        """,
        "CREATE TRIGGER participant_tallies_counted AFTER INSERT OR UPDATE OR DELETE ON participant_tallies "
        "FOR EACH ROW EXECUTE FUNCTION participant_tallies_counted()",
    ]


def _free_row(where: Sequence[str], site: str) -> str:
    """Find one by the whole key of the index, for which a site has to be told from none: no index knows both at once."""
    row = " AND ".join(
        f"{name} {site}" if name == "site_id" else f"{name} = {value}" for name, value in zip(KEY, where, strict=True)
    )
    return f"SELECT id INTO free FROM completion_counts WHERE {row} LIMIT 1 FOR UPDATE SKIP LOCKED;"  # noqa: S608 - as above
