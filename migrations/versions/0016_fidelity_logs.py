"""Fidelity logs: how each session went beside its lesson"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "fidelity_logs",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("author_id", Identifier(), nullable=False),
        sa.Column("engagement", sa.Integer(), nullable=True),
        sa.Column("remark_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("required_planned", sa.Integer(), nullable=False),
        sa.Column("required_given", sa.Integer(), nullable=False),
        sa.Column("optional_planned", sa.Integer(), nullable=False),
        sa.Column("optional_given", sa.Integer(), nullable=False),
        sa.Column("minutes_planned", sa.Integer(), nullable=False),
        sa.Column("minutes_given", sa.Integer(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("engagement BETWEEN 1 AND 4", name=op.f("ck_fidelity_logs_engagement")),
        sa.CheckConstraint("minutes_planned >= 0 AND minutes_given >= 0", name=op.f("ck_fidelity_logs_minutes")),
        sa.CheckConstraint("optional_given BETWEEN 0 AND optional_planned", name=op.f("ck_fidelity_logs_optional")),
        sa.CheckConstraint("required_given BETWEEN 0 AND required_planned", name=op.f("ck_fidelity_logs_required")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_fidelity_logs_author_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_fidelity_logs_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fidelity_logs")),
        sa.UniqueConstraint("session_id", name=op.f("uq_fidelity_logs_session_id")),
    )
    op.create_index(op.f("ix_fidelity_logs_author_id"), "fidelity_logs", ["author_id"], unique=False)
    op.create_table(
        "fidelity_exceptions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("log_id", Identifier(), nullable=False),
        sa.Column("activity_key", sa.String(length=60), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("done", "changed", "skipped", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "ran_out_of_time",
                "group_not_ready",
                "safety",
                "materials_or_room",
                "girls_request",
                "other",
                name="why",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("detail_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(reason IS NOT NULL AND reason = 'other') = (detail_sealed IS NOT NULL)",
            name=op.f("ck_fidelity_exceptions_detail"),
        ),
        sa.CheckConstraint("outcome <> 'changed' OR reason IS NOT NULL", name=op.f("ck_fidelity_exceptions_changed")),
        sa.CheckConstraint("outcome <> 'done' OR reason IS NULL", name=op.f("ck_fidelity_exceptions_done")),
        sa.CheckConstraint("outcome <> 'skipped' OR minutes = 0", name=op.f("ck_fidelity_exceptions_skipped")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 480", name=op.f("ck_fidelity_exceptions_minutes")),
        sa.ForeignKeyConstraint(["log_id"], ["fidelity_logs.id"], name=op.f("fk_fidelity_exceptions_log_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fidelity_exceptions")),
        sa.UniqueConstraint("log_id", "activity_key", name=op.f("uq_fidelity_exceptions_log_id_activity_key")),
    )
    op.create_table(
        "fidelity_revisions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("log_id", Identifier(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("replaced_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["fidelity_logs.id"], name=op.f("fk_fidelity_revisions_log_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fidelity_revisions")),
        sa.UniqueConstraint("log_id", "version", name=op.f("uq_fidelity_revisions_log_id_version")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("fidelity_revisions")
    op.drop_table("fidelity_exceptions")
    op.drop_index(op.f("ix_fidelity_logs_author_id"), table_name="fidelity_logs")
    op.drop_table("fidelity_logs")
