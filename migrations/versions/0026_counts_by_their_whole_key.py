"""Counts of the completion report found by their whole key, and moved once for a girl who stays where she is

On PostgreSQL no index serves `IS NOT DISTINCT FROM`: at 300,000 girls each count that moved was looked for among 760. A
girl who starts or completes was taken out of four counts and put into the same four again.
"""

from migrations import counting

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LEVELS = (counting.ALL_TIME, counting.OF_SITE, counting.OF_SITE_AND_MONTH, counting.OF_MONTH)


def upgrade() -> None:
    """Take the step."""
    counting.drop_triggers()
    counting.create_triggers(*LEVELS)


def downgrade() -> None:
    """Take it back: nothing to do, for both ways count the same."""
