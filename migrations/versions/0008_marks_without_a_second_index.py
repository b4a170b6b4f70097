"""Marks without a second index: a girl's marks are found through the sessions of her group"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.drop_index("ix_marks_enrolment_id", table_name="marks")


def downgrade() -> None:
    """Take it back."""
    op.create_index("ix_marks_enrolment_id", "marks", ["enrolment_id"], unique=False)
