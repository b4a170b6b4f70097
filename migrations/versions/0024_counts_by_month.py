"""Counts of the completion report by month over all sites

A span of days and the quarters of all time otherwise add up every site's months: 66,000 rows at 300,000 girls.
"""

import sqlalchemy as sa
from alembic import op

from migrations import counting

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = (counting.ALL_TIME, counting.OF_SITE, counting.OF_SITE_AND_MONTH)
EVERYWHERE = sa.text("site_id IS NULL")


def upgrade() -> None:
    """Take the step."""
    op.create_index(
        "ix_completion_counts_everywhere", "completion_counts", ["period"],
        sqlite_where=EVERYWHERE, postgresql_where=EVERYWHERE,
    )  # fmt: skip
    counting.drop_triggers()
    counting.count_all(counting.OF_MONTH)
    counting.create_triggers(*BEFORE, counting.OF_MONTH)


def downgrade() -> None:
    """Take it back."""
    counting.drop_triggers()
    op.execute("DELETE FROM completion_counts WHERE site_id IS NULL AND period > 0")
    counting.create_triggers(*BEFORE)
    op.drop_index("ix_completion_counts_everywhere", table_name="completion_counts")
