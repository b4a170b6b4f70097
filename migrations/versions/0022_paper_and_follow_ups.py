"""Papers that wait for a second typing, and tries to reach girls three months later"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant
from migrations.append_only import forbid_changes, permit_changes

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OUTCOMES = ("ready", "later", "no_answer", "wrong_number", "declined", "not_safe")
PAPER_WAITS = "medium = 'paper' AND state = 'started'"


def upgrade() -> None:
    """Take the step."""
    op.create_index(
        "ix_sittings_papers",
        "sittings",
        ["opened_at"],
        sqlite_where=sa.text(PAPER_WAITS),
        postgresql_where=sa.text(PAPER_WAITS),
    )
    op.create_index("ix_cohorts_state_last_on", "cohorts", ["state", "last_on"])
    op.create_table(
        "follow_up_tries",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(*OUTCOMES, name="tryoutcome", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("tried_at", Instant(), nullable=False),
        sa.Column("tried_by_id", Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_follow_up_tries_enrolment_id")),
        sa.ForeignKeyConstraint(["tried_by_id"], ["users.id"], name=op.f("fk_follow_up_tries_tried_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_tries")),
    )
    op.create_index("ix_follow_up_tries_enrolment_id_tried_at", "follow_up_tries", ["enrolment_id", "tried_at"])
    forbid_changes("follow_up_tries")


def downgrade() -> None:
    """Take the step back."""
    permit_changes("follow_up_tries")
    op.drop_table("follow_up_tries")
    op.drop_index("ix_cohorts_state_last_on", table_name="cohorts")
    op.drop_index("ix_sittings_papers", table_name="sittings")
