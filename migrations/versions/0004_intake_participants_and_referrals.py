"""Intake: participants and referrals"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "participants",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("key_id", Identifier(), nullable=False),
        sa.Column("first_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("last_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("chosen_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("display_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("birth_date_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("street_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("city_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("zip_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("school_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("placement_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("guardian_name_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("guardian_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("safe_contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("availability_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("area_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("service_area", sa.Integer(), nullable=True),
        sa.Column(
            "area_state",
            sa.Enum(
                "decided",
                "outside",
                "undecided",
                name="areastate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "area_basis",
            sa.Enum(
                "zip",
                "address",
                "override",
                name="areabasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("boundary_version", sa.String(length=80), nullable=True),
        sa.Column("area_decided_on", sa.Date(), nullable=True),
        sa.Column("area_decided_by_id", Identifier(), nullable=True),
        sa.Column("identity_fingerprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("possible_duplicate_of_id", Identifier(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(area_state = 'undecided') = (area_basis IS NULL)", name=op.f("ck_participants_area_basis")
        ),
        sa.CheckConstraint(
            "area_state <> 'decided' OR service_area IS NOT NULL", name=op.f("ck_participants_area_decided")
        ),
        sa.CheckConstraint(
            "service_area IS NULL OR service_area BETWEEN 1 AND 8", name=op.f("ck_participants_service_area")
        ),
        sa.ForeignKeyConstraint(["area_decided_by_id"], ["users.id"], name=op.f("fk_participants_area_decided_by_id")),
        sa.ForeignKeyConstraint(["key_id"], ["vault_keys.id"], name=op.f("fk_participants_key_id")),
        sa.ForeignKeyConstraint(
            ["possible_duplicate_of_id"],
            ["participants.id"],
            name=op.f("fk_participants_possible_duplicate_of_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("code", name=op.f("uq_participants_code")),
    )
    op.create_index(
        op.f("ix_participants_identity_fingerprint"), "participants", ["identity_fingerprint"], unique=False
    )
    op.create_index("ix_participants_service_area_code", "participants", ["service_area", "code"], unique=False)
    op.create_table(
        "pending_imports",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_pending_imports_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_imports")),
    )
    op.create_index(op.f("ix_pending_imports_created_at"), "pending_imports", ["created_at"], unique=False)
    op.create_table(
        "participant_races",
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column(
            "race",
            sa.Enum(
                "american_indian",
                "asian",
                "black",
                "hispanic",
                "middle_eastern",
                "pacific_islander",
                "white",
                name="race",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_participant_races_participant_id")
        ),
        sa.PrimaryKeyConstraint("participant_id", "race", name=op.f("pk_participant_races")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("external_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("external_fingerprint", sa.LargeBinary(length=32), nullable=True),
        sa.Column("content_fingerprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("received_by_id", Identifier(), nullable=True),
        sa.Column("is_proposal", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "screened",
                "waitlisted",
                "enrolled",
                "ineligible",
                "declined",
                "referred_on",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("state_since", Instant(), nullable=False),
        sa.Column("waitlisted_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_referrals_participant_id")),
        sa.ForeignKeyConstraint(["received_by_id"], ["users.id"], name=op.f("fk_referrals_received_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
        sa.UniqueConstraint("external_fingerprint", name=op.f("uq_referrals_external_fingerprint")),
    )
    op.create_index(op.f("ix_referrals_content_fingerprint"), "referrals", ["content_fingerprint"], unique=False)
    op.create_index(op.f("ix_referrals_participant_id"), "referrals", ["participant_id"], unique=False)
    op.create_index("ix_referrals_state_received_at", "referrals", ["state", "received_at"], unique=False)
    op.create_index(
        "uq_referrals_content_fingerprint",
        "referrals",
        ["content_fingerprint"],
        unique=True,
        sqlite_where=sa.text("external_fingerprint IS NULL"),
        postgresql_where=sa.text("external_fingerprint IS NULL"),
    )
    op.create_table(
        "referral_steps",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("referral_id", Identifier(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "screened",
                "waitlisted",
                "enrolled",
                "ineligible",
                "declined",
                "referred_on",
                name="referralstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "reason",
            sa.Enum(
                "age",
                "outside_area",
                "already_served",
                "she_declined",
                "guardian_declined",
                "no_contact",
                "moved_away",
                "other_service",
                "other",
                name="referralreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_referral_steps_referral_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_referral_steps_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_steps")),
    )
    op.create_index(op.f("ix_referral_steps_referral_id"), "referral_steps", ["referral_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_referral_steps_referral_id"), table_name="referral_steps")
    op.drop_table("referral_steps")
    op.drop_index(
        "uq_referrals_content_fingerprint",
        table_name="referrals",
        sqlite_where=sa.text("external_fingerprint IS NULL"),
        postgresql_where=sa.text("external_fingerprint IS NULL"),
    )
    op.drop_index("ix_referrals_state_received_at", table_name="referrals")
    op.drop_index(op.f("ix_referrals_participant_id"), table_name="referrals")
    op.drop_index(op.f("ix_referrals_content_fingerprint"), table_name="referrals")
    op.drop_table("referrals")
    op.drop_table("participant_races")
    op.drop_index(op.f("ix_pending_imports_created_at"), table_name="pending_imports")
    op.drop_table("pending_imports")
    op.drop_index("ix_participants_service_area_code", table_name="participants")
    op.drop_index(op.f("ix_participants_identity_fingerprint"), table_name="participants")
    op.drop_table("participants")
