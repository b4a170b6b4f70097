"""Cohorts, sessions and enrolments"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "cohorts",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("service_area", sa.Integer(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=False),
        sa.Column("edition_id", Identifier(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "planned",
                "running",
                "completed",
                "cancelled",
                name="cohortstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("seats_taken", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("entry_closes_after", sa.Integer(), nullable=False),
        sa.Column("key_id", Identifier(), nullable=False),
        sa.Column("venue_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column(
            "cancel_reason",
            sa.Enum(
                "too_few",
                "staffing",
                "site_closed",
                "other",
                name="cancelreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("seats_taken >= 0 AND seats_taken <= capacity", name=op.f("ck_cohorts_seats")),
        sa.CheckConstraint("service_area BETWEEN 1 AND 8", name=op.f("ck_cohorts_service_area")),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_cohorts_weekdays")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_cohorts_edition_id")),
        sa.ForeignKeyConstraint(["key_id"], ["vault_keys.id"], name=op.f("fk_cohorts_key_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_cohorts_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
        sa.UniqueConstraint("code", name=op.f("uq_cohorts_code")),
    )
    op.create_index(op.f("ix_cohorts_site_id"), "cohorts", ["site_id"], unique=False)
    op.create_index("ix_cohorts_state_first_on", "cohorts", ["state", "first_on"], unique=False)
    op.create_table(
        "enrolments",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("cohort_id", Identifier(), nullable=False),
        sa.Column("referral_id", Identifier(), nullable=True),
        sa.Column("key_id", Identifier(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "active",
                "exited",
                name="enrolmentstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("age_at_enrolment", sa.Integer(), nullable=True),
        sa.Column("home_service_area", sa.Integer(), nullable=True),
        sa.Column("late_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("eligibility_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column(
            "exit_reason",
            sa.Enum(
                "completed",
                "moved",
                "released",
                "aged_out",
                "withdrew_assent",
                "parent_withdrew",
                "safety_separation",
                "lost_contact",
                "referred_on",
                name="exitreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tally_present", sa.Integer(), nullable=False),
        sa.Column("tally_late", sa.Integer(), nullable=False),
        sa.Column("tally_left_early", sa.Integer(), nullable=False),
        sa.Column("tally_excused", sa.Integer(), nullable=False),
        sa.Column("tally_unexcused", sa.Integer(), nullable=False),
        sa.Column("tally_not_expected", sa.Integer(), nullable=False),
        sa.Column("tally_credited", sa.Integer(), nullable=False),
        sa.Column("tally_minutes_attended", sa.Integer(), nullable=False),
        sa.Column("tally_minutes_offered", sa.Integer(), nullable=False),
        sa.Column("tally_make_ups", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'exited') = (exit_reason IS NOT NULL AND exited_on IS NOT NULL)",
            name=op.f("ck_enrolments_exit"),
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_enrolments_cohort_id")),
        sa.ForeignKeyConstraint(["key_id"], ["vault_keys.id"], name=op.f("fk_enrolments_key_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_enrolments_participant_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_enrolments_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
    )
    op.create_index("ix_enrolments_cohort_id", "enrolments", ["cohort_id"], unique=False)
    op.create_index("ix_enrolments_participant_id", "enrolments", ["participant_id"], unique=False)
    op.create_index(op.f("ix_enrolments_referral_id"), "enrolments", ["referral_id"], unique=False)
    op.create_index(
        "uq_enrolments_active_participant_id",
        "enrolments",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("cohort_id", Identifier(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=60), nullable=False),
        sa.Column("lesson_number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "not_held",
                name="sessionstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "not_held_reason",
            sa.Enum(
                "lockdown",
                "transport",
                "staffing",
                "holiday",
                "site_closed",
                "other",
                name="notheldreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("replaces_id", Identifier(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'not_held') = (not_held_reason IS NOT NULL)", name=op.f("ck_sessions_not_held_reason")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_sessions_minutes")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_sessions_cohort_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["sessions.id"], name=op.f("fk_sessions_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_sessions_cohort_id_number")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_sessions_replaces_id")),
    )
    op.create_index(op.f("ix_sessions_held_on"), "sessions", ["held_on"], unique=False)
    op.create_table(
        "cohort_staff",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("cohort_id", Identifier(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "lead",
                "co",
                "substitute",
                name="staffpart",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("session_id", Identifier(), nullable=True),
        sa.Column("assigned_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("(part = 'substitute') = (session_id IS NOT NULL)", name=op.f("ck_cohort_staff_substitute")),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_cohort_staff_dates")),
        sa.ForeignKeyConstraint(["assigned_by_id"], ["users.id"], name=op.f("fk_cohort_staff_assigned_by_id")),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_cohort_staff_cohort_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_cohort_staff_session_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_cohort_staff_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_staff")),
    )
    op.create_index(op.f("ix_cohort_staff_cohort_id"), "cohort_staff", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_cohort_staff_session_id"), "cohort_staff", ["session_id"], unique=False)
    op.create_index("ix_cohort_staff_user_id_cohort_id", "cohort_staff", ["user_id", "cohort_id"], unique=False)
    op.create_table(
        "participant_tallies",
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("curriculum", sa.String(length=40), nullable=False),
        sa.Column("first_enrolled_on", sa.Date(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column("cohort_id", Identifier(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=False),
        sa.Column("home_service_area", sa.Integer(), nullable=True),
        sa.Column("cohort_service_area", sa.Integer(), nullable=False),
        sa.Column("is_started", sa.Boolean(), nullable=False),
        sa.Column("is_exited", sa.Boolean(), nullable=False),
        sa.Column("is_completed", sa.Boolean(), nullable=False),
        sa.Column(
            "exit_reason",
            sa.Enum(
                "completed",
                "moved",
                "released",
                "aged_out",
                "withdrew_assent",
                "parent_withdrew",
                "safety_separation",
                "lost_contact",
                "referred_on",
                name="exitreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("sessions_attended", sa.Integer(), nullable=False),
        sa.Column("minutes_attended", sa.Integer(), nullable=False),
        sa.Column("minutes_offered", sa.Integer(), nullable=False),
        sa.Column("lessons_attended", sa.Integer(), nullable=False),
        sa.Column("lessons_made_up", sa.Integer(), nullable=False),
        sa.Column("make_ups_credited", sa.Integer(), nullable=False),
        sa.Column("lessons_credited", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_participant_tallies_cohort_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_participant_tallies_enrolment_id")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_participant_tallies_participant_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_participant_tallies_site_id")),
        sa.PrimaryKeyConstraint("participant_id", "curriculum", name=op.f("pk_participant_tallies")),
    )
    op.create_index("ix_participant_tallies_cohort_id", "participant_tallies", ["cohort_id"], unique=False)
    op.create_index(op.f("ix_participant_tallies_enrolment_id"), "participant_tallies", ["enrolment_id"], unique=False)
    op.create_index(
        "ix_participant_tallies_report",
        "participant_tallies",
        ["curriculum", "first_enrolled_on"],
        unique=False,
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_participant_tallies_report", table_name="participant_tallies")
    op.drop_index(op.f("ix_participant_tallies_enrolment_id"), table_name="participant_tallies")
    op.drop_index("ix_participant_tallies_cohort_id", table_name="participant_tallies")
    op.drop_table("participant_tallies")
    op.drop_index("ix_cohort_staff_user_id_cohort_id", table_name="cohort_staff")
    op.drop_index(op.f("ix_cohort_staff_session_id"), table_name="cohort_staff")
    op.drop_index(op.f("ix_cohort_staff_cohort_id"), table_name="cohort_staff")
    op.drop_table("cohort_staff")
    op.drop_index(op.f("ix_sessions_held_on"), table_name="sessions")
    op.drop_table("sessions")
    op.drop_index(
        "uq_enrolments_active_participant_id",
        table_name="enrolments",
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.drop_index(op.f("ix_enrolments_referral_id"), table_name="enrolments")
    op.drop_index("ix_enrolments_participant_id", table_name="enrolments")
    op.drop_index("ix_enrolments_cohort_id", table_name="enrolments")
    op.drop_table("enrolments")
    op.drop_index("ix_cohorts_state_first_on", table_name="cohorts")
    op.drop_index(op.f("ix_cohorts_site_id"), table_name="cohorts")
    op.drop_table("cohorts")
