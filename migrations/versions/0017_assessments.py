"""Assessments: versions of instruments, sittings, sealed answers, scores"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "instrument_versions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("loaded_at", Instant(), nullable=False),
        sa.Column("current_from", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_versions")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_instrument_versions_content_hash")),
    )
    op.create_index(
        "ix_instrument_versions_instrument_current_from",
        "instrument_versions",
        ["instrument", "current_from"],
        unique=False,
    )
    op.create_table(
        "sittings",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=True),
        sa.Column("version_id", Identifier(), nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column(
            "wave",
            sa.Enum("pre", "post", "follow_up", name="wave", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "form", sa.Enum("A", "B", name="form", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "medium",
            sa.Enum("tablet", "paper", name="medium", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "opened",
                "started",
                "done",
                "stopped",
                "cancelled",
                name="sittingstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("code_expires_at", Instant(), nullable=True),
        sa.Column("tablet_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("opened_by_id", Identifier(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('opened', 'started')) = (finished_at IS NULL)", name=op.f("ck_sittings_finished")
        ),
        sa.CheckConstraint(
            "state IN ('opened', 'cancelled') OR started_at IS NOT NULL", name=op.f("ck_sittings_started")
        ),
        sa.CheckConstraint(
            "state IN ('opened', 'started') OR (code_hash IS NULL AND tablet_hash IS NULL)",
            name=op.f("ck_sittings_code_ends"),
        ),
        sa.CheckConstraint("(code_hash IS NULL) = (code_expires_at IS NULL)", name=op.f("ck_sittings_code_expires")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_sittings_enrolment_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["users.id"], name=op.f("fk_sittings_opened_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_sittings_session_id")),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_versions.id"], name=op.f("fk_sittings_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_sittings_code_hash")),
        sa.UniqueConstraint("tablet_hash", name=op.f("uq_sittings_tablet_hash")),
    )
    op.create_index(op.f("ix_sittings_enrolment_id"), "sittings", ["enrolment_id"], unique=False)
    op.create_index("ix_sittings_instrument_wave_state", "sittings", ["instrument", "wave", "state"], unique=False)
    op.create_index("ix_sittings_session_id_wave", "sittings", ["session_id", "wave"], unique=False)
    op.create_index(
        "uq_sittings_wave",
        "sittings",
        ["enrolment_id", "instrument", "wave"],
        unique=True,
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_table(
        "answer_sets",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("sitting_id", Identifier(), nullable=False),
        sa.Column(
            "entry",
            sa.Enum("given", "first", "second", name="entry", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("entered_by_id", Identifier(), nullable=True),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("entry = 'given' OR entered_by_id IS NOT NULL", name=op.f("ck_answer_sets_entered_by")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["users.id"], name=op.f("fk_answer_sets_entered_by_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_answer_sets_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sets")),
        sa.UniqueConstraint("sitting_id", "entry", name=op.f("uq_answer_sets_sitting_id_entry")),
    )
    op.create_table(
        "sitting_scores",
        sa.Column("sitting_id", Identifier(), nullable=False),
        sa.Column("scale", sa.String(length=60), nullable=False),
        sa.Column("points", sa.Float(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.CheckConstraint("answered BETWEEN 0 AND asked", name=op.f("ck_sitting_scores_answered")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sittings.id"], name=op.f("fk_sitting_scores_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", "scale", name=op.f("pk_sitting_scores")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("sitting_scores")
    op.drop_table("answer_sets")
    op.drop_index(
        "uq_sittings_wave",
        table_name="sittings",
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.drop_index("ix_sittings_session_id_wave", table_name="sittings")
    op.drop_index("ix_sittings_instrument_wave_state", table_name="sittings")
    op.drop_index(op.f("ix_sittings_enrolment_id"), table_name="sittings")
    op.drop_table("sittings")
    op.drop_index("ix_instrument_versions_instrument_current_from", table_name="instrument_versions")
    op.drop_table("instrument_versions")
