"""The words of marks and of their history checked by equalities on SQLite

For each row SQLite makes a table of the words in `IN ('present', …)` before it looks the value up: two thirds of the time
that twelve lines of history take. `status = 'present' OR …` allows the same. A check is no part of what is stored, so
only its text changes, in the way that SQLite documents (lang_altertable, 7): no row of millions is copied.
"""

import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("marks", "mark_changes")
AS_LIST = re.compile(r"(\w+) IN \(('\w+'(?:, '\w+')+)\)")
AS_EQUALITIES = re.compile(r"\((\w+) = '\w+'(?: OR \1 = '\w+')+\)")
WORD = re.compile(r"'\w+'")
Told = Callable[[re.Match[str]], str]


def upgrade() -> None:
    """Take the step."""
    _rewrite(AS_LIST, lambda found: f"({' OR '.join(f'{found[1]} = {word}' for word in WORD.findall(found[2]))})")


def downgrade() -> None:
    """Take it back."""
    _rewrite(AS_EQUALITIES, lambda found: f"{found[1]} IN ({', '.join(WORD.findall(found[0]))})")


def _rewrite(check: re.Pattern[str], told: Told) -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    for table in TABLES:
        asked = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
        before = connection.scalar(asked, {"table": table})
        after = check.sub(told, before)
        if after == before:
            raise RuntimeError(f"The checks of {table} are not as they were expected.")
        changed = sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :table")
        connection.execute(changed, {"sql": after, "table": table})
    # Everybody reads the tables' texts anew.
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")
