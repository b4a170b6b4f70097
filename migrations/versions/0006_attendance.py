"""Attendance"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant
from migrations.append_only import forbid_changes, permit_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = ("mark_changes",)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "make_ups",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("curriculum", sa.String(length=40), nullable=False),
        sa.Column("lesson_key", sa.String(length=60), nullable=False),
        sa.Column("made_up_on", sa.Date(), nullable=False),
        sa.Column(
            "how",
            sa.Enum(
                "one_to_one",
                "small_group",
                "other_group",
                "video",
                name="howmadeup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("given_by_id", Identifier(), nullable=True),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("voided_at", Instant(), nullable=True),
        sa.Column("voided_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_make_ups_minutes")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_make_ups_enrolment_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["users.id"], name=op.f("fk_make_ups_given_by_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_make_ups_participant_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_make_ups_recorded_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_make_ups_session_id")),
        sa.ForeignKeyConstraint(["voided_by_id"], ["users.id"], name=op.f("fk_make_ups_voided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_ups")),
    )
    op.create_index(op.f("ix_make_ups_enrolment_id"), "make_ups", ["enrolment_id"], unique=False)
    op.create_index(
        "uq_make_ups_lesson",
        "make_ups",
        ["participant_id", "curriculum", "lesson_key"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "mark_changes",
        sa.Column("op_id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column(
            "was_status",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "excused",
                "unexcused",
                "not_expected",
                name="was_status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "was_reason",
            sa.Enum(
                "school",
                "court",
                "medical",
                "transport",
                "illness",
                "whereabouts_unknown",
                "moved_placement",
                "released",
                "facility_suspended_participation",
                "assent_withdrawn",
                "parent_withdrew",
                "safety_separation",
                "other",
                name="was_reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("was_minutes", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "excused",
                "unexcused",
                "not_expected",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "school",
                "court",
                "medical",
                "transport",
                "illness",
                "whereabouts_unknown",
                "moved_placement",
                "released",
                "facility_suspended_participation",
                "assent_withdrawn",
                "parent_withdrew",
                "safety_separation",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "applied",
                "same",
                "duplicate",
                "conflict",
                "rejected",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "source",
            sa.Enum(
                "page",
                "paper",
                "tablet",
                "file",
                "program",
                name="source",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("changed_by_id", Identifier(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("device_id", Identifier(), nullable=True),
        sa.Column("device_at", Instant(), nullable=True),
        sa.Column("paper_on", sa.Date(), nullable=True),
        sa.Column("because_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by_id"], ["users.id"], name=op.f("fk_mark_changes_changed_by_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_mark_changes_enrolment_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_mark_changes_session_id")),
        sa.PrimaryKeyConstraint("op_id", name=op.f("pk_mark_changes")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_mark_changes_cell", "mark_changes", ["session_id", "enrolment_id", "changed_at"], unique=False)
    op.create_table(
        "marks",
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "present",
                "late",
                "left_early",
                "excused",
                "unexcused",
                "not_expected",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "school",
                "court",
                "medical",
                "transport",
                "illness",
                "whereabouts_unknown",
                "moved_placement",
                "released",
                "facility_suspended_participation",
                "assent_withdrawn",
                "parent_withdrew",
                "safety_separation",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("is_credited", sa.Boolean(), nullable=False),
        sa.Column("is_disputed", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("marked_by_id", Identifier(), nullable=True),
        sa.Column("marked_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "(minutes IS NOT NULL) = (status IS NOT NULL AND status IN ('present', 'late', 'left_early'))",
            name=op.f("ck_marks_minutes"),
        ),
        sa.CheckConstraint("NOT is_credited OR minutes IS NOT NULL", name=op.f("ck_marks_credit")),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 0", name=op.f("ck_marks_minutes_range")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_marks_version")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_marks_enrolment_id")),
        sa.ForeignKeyConstraint(["marked_by_id"], ["users.id"], name=op.f("fk_marks_marked_by_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_marks_session_id")),
        sa.PrimaryKeyConstraint("session_id", "enrolment_id", name=op.f("pk_marks")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_marks_enrolment_id"), "marks", ["enrolment_id"], unique=False)
    op.create_table(
        "visits",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("first_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("last_initial_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "enrolled",
                "declined",
                name="visitstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "not_eligible",
                "group_full",
                "group_closed",
                "cannot_join",
                "another_group",
                "did_not_want",
                "mistake",
                name="declinereason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("decided_by_id", Identifier(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("enrolment_id", Identifier(), nullable=True),
        sa.Column("referral_id", Identifier(), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_visits_decided")),
        sa.CheckConstraint("age BETWEEN 5 AND 25", name=op.f("ck_visits_age")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_visits_decided_by_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_visits_enrolment_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_visits_recorded_by_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_visits_referral_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_visits_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_session_id"), "visits", ["session_id"], unique=False)
    op.create_index("ix_visits_state_session_id", "visits", ["state", "session_id"], unique=False)
    for table in APPEND_ONLY:
        forbid_changes(table)


def downgrade() -> None:
    """Take it back."""
    for table in APPEND_ONLY:
        permit_changes(table)
    op.drop_index("ix_visits_state_session_id", table_name="visits")
    op.drop_index(op.f("ix_visits_session_id"), table_name="visits")
    op.drop_table("visits")
    op.drop_index(op.f("ix_marks_enrolment_id"), table_name="marks")
    op.drop_table("marks")
    op.drop_index("ix_mark_changes_cell", table_name="mark_changes")
    op.drop_table("mark_changes")
    op.drop_index(
        "uq_make_ups_lesson",
        table_name="make_ups",
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.drop_index(op.f("ix_make_ups_enrolment_id"), table_name="make_ups")
    op.drop_table("make_ups")
