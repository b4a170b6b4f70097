"""Counts of the completion report, moved by the database with every girl's tally"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier
from migrations import counting

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LEVELS = (counting.ALL_TIME, counting.OF_SITE, counting.OF_SITE_AND_MONTH)


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
        *(sa.Column(figure, sa.Integer(), nullable=False) for figure in counting.FIGURES),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_completion_counts_edition_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_completion_counts_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_counts")),
    )
    op.create_index("ix_completion_counts_key", "completion_counts", list(counting.KEY))
    op.drop_index("ix_participant_tallies_report", table_name="participant_tallies")
    op.create_index(op.f("ix_participant_tallies_first_enrolled_on"), "participant_tallies", ["first_enrolled_on"])
    counting.count_all(*LEVELS)
    counting.create_triggers(*LEVELS)


def downgrade() -> None:
    """Take it back."""
    counting.drop_triggers()
    op.drop_index(op.f("ix_participant_tallies_first_enrolled_on"), table_name="participant_tallies")
    op.create_index("ix_participant_tallies_report", "participant_tallies", ["curriculum", "first_enrolled_on"])
    op.drop_table("completion_counts")
