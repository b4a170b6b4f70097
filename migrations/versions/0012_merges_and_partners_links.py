"""Merges of records that can be taken back, partners' links, remembered columns"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("participants") as batch:
        batch.add_column(sa.Column("merged_into_id", Identifier(), nullable=True))
        batch.create_foreign_key(op.f("fk_participants_merged_into_id"), "participants", ["merged_into_id"], ["id"])
    _likeness()
    _merges()
    _partners()
    op.create_table(
        "column_mappings",
        sa.Column("fingerprint", sa.LargeBinary(32), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.Column("saved_by_id", Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["saved_by_id"], ["users.id"], name=op.f("fk_column_mappings_saved_by_id")),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_column_mappings")),
    )


def _likeness() -> None:
    op.create_table(
        "told_apart",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("first_id", Identifier(), nullable=False),
        sa.Column("second_id", Identifier(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("decided_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_told_apart_order")),
        sa.ForeignKeyConstraint(["first_id"], ["participants.id"], name=op.f("fk_told_apart_first_id")),
        sa.ForeignKeyConstraint(["second_id"], ["participants.id"], name=op.f("fk_told_apart_second_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["users.id"], name=op.f("fk_told_apart_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_apart")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_told_apart_first_id_second_id")),
    )
    op.create_index("ix_told_apart_second_id", "told_apart", ["second_id"])


def _merges() -> None:
    op.create_table(
        "participant_merges",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("kept_id", Identifier(), nullable=False),
        sa.Column("absorbed_id", Identifier(), nullable=False),
        sa.Column("merged_at", Instant(), nullable=False),
        sa.Column("merged_by_id", Identifier(), nullable=True),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by_id", Identifier(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kept_id <> absorbed_id", name=op.f("ck_participant_merges_two")),
        sa.ForeignKeyConstraint(["kept_id"], ["participants.id"], name=op.f("fk_participant_merges_kept_id")),
        sa.ForeignKeyConstraint(["absorbed_id"], ["participants.id"], name=op.f("fk_participant_merges_absorbed_id")),
        sa.ForeignKeyConstraint(["merged_by_id"], ["users.id"], name=op.f("fk_participant_merges_merged_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["users.id"], name=op.f("fk_participant_merges_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_merges")),
    )
    op.create_index(
        "uq_participant_merges_absorbed_id",
        "participant_merges",
        ["absorbed_id"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
    op.create_index("ix_participant_merges_kept_id", "participant_merges", ["kept_id"])
    op.create_table(
        "participant_merge_rows",
        sa.Column("merge_id", Identifier(), nullable=False),
        sa.Column("table_name", sa.String(40), nullable=False),
        sa.Column("row_id", Identifier(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["participant_merges.id"], name=op.f("fk_participant_merge_rows_merge_id")
        ),
        sa.PrimaryKeyConstraint("merge_id", "table_name", "row_id", name=op.f("pk_participant_merge_rows")),
    )


def _partners() -> None:
    op.create_table(
        "partner_links",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by_id", Identifier(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("most_a_day > 0", name=op.f("ck_partner_links_most_a_day")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_partner_links_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["users.id"], name=op.f("fk_partner_links_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_partner_links_token_hash")),
    )
    op.create_table(
        "partner_receipts",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("link_id", Identifier(), nullable=False),
        sa.Column("referral_id", Identifier(), nullable=False),
        sa.Column("reference", sa.String(5), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["partner_links.id"], name=op.f("fk_partner_receipts_link_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_partner_receipts_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_receipts")),
        sa.UniqueConstraint("reference", name=op.f("uq_partner_receipts_reference")),
    )
    op.create_index("ix_partner_receipts_link_id_received_at", "partner_receipts", ["link_id", "received_at"])
    op.create_index("ix_partner_receipts_referral_id", "partner_receipts", ["referral_id"])


def downgrade() -> None:
    """Take it back."""
    for table in (
        "column_mappings", "partner_receipts", "partner_links", "participant_merge_rows", "participant_merges",
        "told_apart",
    ):  # fmt: skip
        op.drop_table(table)
    with op.batch_alter_table("participants") as batch:
        batch.drop_constraint(op.f("fk_participants_merged_into_id"), type_="foreignkey")
        batch.drop_column("merged_into_id")
