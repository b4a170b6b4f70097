"""The history of a mark by its versions

A sheet tells the last three versions of each mark; by the time of a change its index found every one ever made.
"""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    _index_by("version")


def downgrade() -> None:
    """Take it back."""
    _index_by("changed_at")


def _index_by(last: str) -> None:
    op.drop_index("ix_mark_changes_cell", table_name="mark_changes")
    op.create_index("ix_mark_changes_cell", "mark_changes", ["session_id", "enrolment_id", last])
