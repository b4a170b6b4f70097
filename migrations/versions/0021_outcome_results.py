"""Outcomes that a job worked out, and an index over consents that were refused or taken back"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "outcome_results",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("asked_by_id", Identifier(), nullable=False),
        sa.Column("question", sa.String(length=64), nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("version_id", Identifier(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("rule_version", sa.String(length=60), nullable=False),
        sa.Column("computed_at", Instant(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name="fk_outcome_results_asked_by_id_users"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["instrument_versions.id"], name="fk_outcome_results_version_id_instrument_versions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outcome_results"),
    )
    op.create_index("ix_outcome_results_question", "outcome_results", ["asked_by_id", "question", "computed_at"])
    op.create_index(
        "ix_consents_not_given",
        "consents",
        ["recorded_at"],
        sqlite_where=sa.text("answer <> 'given'"),
        postgresql_where=sa.text("answer <> 'given'"),
    )


def downgrade() -> None:
    """Take the step back."""
    op.drop_index("ix_consents_not_given", table_name="consents")
    op.drop_index("ix_outcome_results_question", table_name="outcome_results")
    op.drop_table("outcome_results")
