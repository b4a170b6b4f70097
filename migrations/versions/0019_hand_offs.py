"""Hand-offs with her releases, their steps and services, links to their packets and printed copies"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant
from migrations.append_only import forbid_changes, permit_changes

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

STATES = ("drafted", "sent", "accepted", "declined", "in_services", "closed")
PURPOSES = ("court", "supervision", "placement", "advocacy", "medical", "mental_health", "education")
BASES = ("release", "order", "agency")
CONSENT_BASES = ("guardian", "court_order", "minor_consent", "agency")
REASONS = (
    "no_place",
    "not_eligible",
    "she_declined",
    "guardian_declined",
    "services_completed",
    "moved_away",
    "lost_contact",
    "withdrawn",
    "other",
)
SERVICES = (
    "supervision",
    "placement_local",
    "placement_out_of_state",
    "advocacy",
    "medical",
    "mental_health",
    "education",
)
OUTCOMES = ("completed", "goes_on_elsewhere", "she_ended", "lost_contact", "not_available")
ONLY_GROW = ("handoff_steps", "packet_copies")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Text checked against a closed list."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "handoff_releases",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("organisation_id", Identifier(), nullable=False),
        sa.Column("purpose", words("purpose", PURPOSES), nullable=False),
        sa.Column("fields", sa.String(length=200), nullable=False),
        sa.Column("permitted_by", words("consentbasis", CONSENT_BASES), nullable=False),
        sa.Column("given_by_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("revoked_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("expires_on >= signed_on", name=op.f("ck_handoff_releases_dates")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_handoff_releases_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_handoff_releases_participant_id")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_handoff_releases_recorded_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["users.id"], name=op.f("fk_handoff_releases_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_releases")),
    )
    op.create_index(op.f("ix_handoff_releases_participant_id"), "handoff_releases", ["participant_id"], unique=False)
    op.create_table(
        "handoffs",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("referral_id", Identifier(), nullable=True),
        sa.Column("organisation_id", Identifier(), nullable=False),
        sa.Column("contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("purpose", words("purpose", PURPOSES), nullable=False),
        sa.Column("basis", words("basis", BASES), nullable=False),
        sa.Column("basis_on", sa.Date(), nullable=True),
        sa.Column("basis_reference_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("fields", sa.String(length=200), nullable=False),
        sa.Column("state", words("state", STATES), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=False),
        sa.Column("release_id", Identifier(), nullable=True),
        sa.Column("packet_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(basis = 'release') = (basis_on IS NULL)", name=op.f("ck_handoffs_basis_on")),
        sa.CheckConstraint(
            "(basis = 'release') = (basis_reference_sealed IS NULL)", name=op.f("ck_handoffs_basis_reference")
        ),
        sa.CheckConstraint("(sent_on IS NULL) = (packet_sealed IS NULL)", name=op.f("ck_handoffs_packet")),
        sa.CheckConstraint("sent_on IS NOT NULL OR state IN ('drafted', 'closed')", name=op.f("ck_handoffs_sent")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisations.id"], name=op.f("fk_handoffs_organisation_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_handoffs_participant_id")),
        sa.ForeignKeyConstraint(["referral_id"], ["referrals.id"], name=op.f("fk_handoffs_referral_id")),
        sa.ForeignKeyConstraint(["release_id"], ["handoff_releases.id"], name=op.f("fk_handoffs_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoffs")),
        sa.UniqueConstraint("code", name=op.f("uq_handoffs_code")),
    )
    op.create_index(op.f("ix_handoffs_participant_id"), "handoffs", ["participant_id"], unique=False)
    op.create_index("ix_handoffs_state_state_on", "handoffs", ["state", "state_on"], unique=False)
    op.create_index("ix_handoffs_sent_on", "handoffs", ["sent_on"], unique=False)
    op.create_table(
        "handoff_steps",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("handoff_id", Identifier(), nullable=False),
        sa.Column("state", words("state", STATES), nullable=False),
        sa.Column("reason", words("reason", REASONS), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_handoff_steps_handoff_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_handoff_steps_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_steps")),
    )
    op.create_index(op.f("ix_handoff_steps_handoff_id"), "handoff_steps", ["handoff_id"], unique=False)
    op.create_table(
        "handoff_services",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("handoff_id", Identifier(), nullable=False),
        sa.Column("kind", words("servicekind", SERVICES), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("outcome", words("outcome", OUTCOMES), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("ends_on >= begins_on", name=op.f("ck_handoff_services_dates")),
        sa.CheckConstraint("(ends_on IS NULL) = (outcome IS NULL)", name=op.f("ck_handoff_services_ended")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_handoff_services_handoff_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_handoff_services_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handoff_services")),
    )
    op.create_index(op.f("ix_handoff_services_handoff_id"), "handoff_services", ["handoff_id"], unique=False)
    op.create_table(
        "packet_links",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("handoff_id", Identifier(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by_id", Identifier(), nullable=True),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.Column("revoked_by_id", Identifier(), nullable=True),
        sa.CheckConstraint("opened_at IS NULL OR revoked_at IS NULL", name=op.f("ck_packet_links_end")),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_packet_links_handoff_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["users.id"], name=op.f("fk_packet_links_made_by_id")),
        sa.ForeignKeyConstraint(["revoked_by_id"], ["users.id"], name=op.f("fk_packet_links_revoked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_packet_links_token_hash")),
    )
    op.create_index(op.f("ix_packet_links_handoff_id"), "packet_links", ["handoff_id"], unique=False)
    op.create_table(
        "packet_copies",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("handoff_id", Identifier(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed_at", Instant(), nullable=False),
        sa.Column("printed_by_id", Identifier(), nullable=True),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoffs.id"], name=op.f("fk_packet_copies_handoff_id")),
        sa.ForeignKeyConstraint(["printed_by_id"], ["users.id"], name=op.f("fk_packet_copies_printed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_copies")),
        sa.UniqueConstraint("handoff_id", "number", name=op.f("uq_packet_copies_handoff_id_number")),
    )
    for table in ONLY_GROW:
        forbid_changes(table)


def downgrade() -> None:
    """Take it back, and with it every hand-off."""
    for table in ONLY_GROW:
        permit_changes(table)
    op.drop_table("packet_copies")
    op.drop_index(op.f("ix_packet_links_handoff_id"), table_name="packet_links")
    op.drop_table("packet_links")
    op.drop_index(op.f("ix_handoff_services_handoff_id"), table_name="handoff_services")
    op.drop_table("handoff_services")
    op.drop_index(op.f("ix_handoff_steps_handoff_id"), table_name="handoff_steps")
    op.drop_table("handoff_steps")
    op.drop_index("ix_handoffs_sent_on", table_name="handoffs")
    op.drop_index("ix_handoffs_state_state_on", table_name="handoffs")
    op.drop_index(op.f("ix_handoffs_participant_id"), table_name="handoffs")
    op.drop_table("handoffs")
    op.drop_index(op.f("ix_handoff_releases_participant_id"), table_name="handoff_releases")
    op.drop_table("handoff_releases")
