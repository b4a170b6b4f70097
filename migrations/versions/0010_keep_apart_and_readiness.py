"""Keep-apart pairs, staff's trainings and readiness"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    """Checked text."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    _pairs()
    _trainings()
    _exceptions()


def _pairs() -> None:
    reasons = ("conflict", "safety", "her_request", "family_request", "placement_request", "court_order")
    op.create_table(
        "keep_apart_pairs",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("first_id", Identifier(), nullable=False),
        sa.Column("second_id", Identifier(), nullable=False),
        sa.Column("reason", words("apartreason", *reasons), nullable=False),
        sa.Column("state", words("apartstate", "proposed", "in_force", "ended"), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_id", Identifier(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=True),
        sa.Column("set_by_id", Identifier(), nullable=True),
        sa.Column("set_at", Instant(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by_id", Identifier(), nullable=True),
        sa.Column("ended_by_id", Identifier(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_keep_apart_pairs_order")),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_keep_apart_pairs_dates")),
        sa.CheckConstraint("review_on >= from_on", name=op.f("ck_keep_apart_pairs_review")),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f("ck_keep_apart_pairs_ended")),
        sa.CheckConstraint("state <> 'in_force' OR set_at IS NOT NULL", name=op.f("ck_keep_apart_pairs_set")),
        sa.ForeignKeyConstraint(["first_id"], ["participants.id"], name=op.f("fk_keep_apart_pairs_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["participants.id"], name=op.f("fk_keep_apart_pairs_second_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["users.id"], name=op.f("fk_keep_apart_pairs_proposed_by_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["users.id"], name=op.f("fk_keep_apart_pairs_set_by_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["users.id"], name=op.f("fk_keep_apart_pairs_reviewed_by_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["users.id"], name=op.f("fk_keep_apart_pairs_ended_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keep_apart_pairs")),
    )
    op.create_index(
        "uq_keep_apart_pairs_in_force",
        "keep_apart_pairs",
        ["first_id", "second_id"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_index("ix_keep_apart_pairs_first_id", "keep_apart_pairs", ["first_id"])
    op.create_index("ix_keep_apart_pairs_second_id", "keep_apart_pairs", ["second_id"])
    op.create_index("ix_keep_apart_pairs_state_review_on", "keep_apart_pairs", ["state", "review_on"])


def _trainings() -> None:
    op.create_table(
        "staff_trainings",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=False),
        sa.Column("kind", words("trainingkind", "clinical", "facilitator"), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name=op.f("ck_staff_trainings_dates")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_staff_trainings_user_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_staff_trainings_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_trainings")),
        sa.UniqueConstraint("user_id", "kind", "valid_from", name=op.f("uq_staff_trainings_user_id_kind_valid_from")),
    )
    op.create_index("ix_staff_trainings_recorded_by_id", "staff_trainings", ["recorded_by_id"])


def _exceptions() -> None:
    gaps = ("no_leader", "no_co_facilitator", "leader_not_clinical", "no_facilitator_training")
    reasons = ("staff_to_follow", "training_booked", "supervisor_present", "staff_away")
    op.create_table(
        "readiness_exceptions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("cohort_id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=True),
        sa.Column("gap", words("readinessgap", *gaps), nullable=False),
        sa.Column("reason", words("readinessreason", *reasons), nullable=False),
        sa.Column("allowed_by_id", Identifier(), nullable=True),
        sa.Column("allowed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_readiness_exceptions_cohort_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_readiness_exceptions_session_id")),
        sa.ForeignKeyConstraint(["allowed_by_id"], ["users.id"], name=op.f("fk_readiness_exceptions_allowed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readiness_exceptions")),
        sa.UniqueConstraint(
            "cohort_id", "session_id", "gap", name=op.f("uq_readiness_exceptions_cohort_id_session_id_gap")
        ),
    )
    op.create_index(
        "uq_readiness_exceptions_whole_cohort",
        "readiness_exceptions",
        ["cohort_id", "gap"],
        unique=True,
        sqlite_where=sa.text("session_id IS NULL"),
        postgresql_where=sa.text("session_id IS NULL"),
    )
    op.create_index("ix_readiness_exceptions_session_id", "readiness_exceptions", ["session_id"])


def downgrade() -> None:
    """Take it back."""
    for table in ("readiness_exceptions", "staff_trainings", "keep_apart_pairs"):
        op.drop_table(table)
