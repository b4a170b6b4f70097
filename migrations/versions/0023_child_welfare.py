"""Whether a girl has an open child-welfare case, for the year's picture"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("participants", sa.Column("has_child_welfare_case", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Take the step back."""
    op.drop_column("participants", "has_child_welfare_case")
