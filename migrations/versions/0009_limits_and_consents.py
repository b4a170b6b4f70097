"""Limits and consents"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LIMITS = (
    "minimum_age",
    "maximum_age",
    "service_areas",
    "smallest_group",
    "largest_group",
    "default_seats",
    "last_entry_session",
    "consent_months",
    "consent_form",
)
KINDS = ("participation", "assessments", "evaluation", "follow_up_contact", "media")
PARTS = ("permission", "assent")
ANSWERS = ("given", "refused", "revoked")
BASES = ("guardian", "court_order", "minor_consent", "agency")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Text checked against a closed list."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "programme_limits",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("name", words("limitname", LIMITS), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("set_by_id", Identifier(), nullable=True),
        sa.Column("set_by_name", sa.String(length=200), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_limits")),
    )
    op.create_index(
        "ix_programme_limits_name_in_force_from", "programme_limits", ["name", "in_force_from"], unique=False
    )
    op.create_table(
        "consents",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("paper_id", Identifier(), nullable=False),
        sa.Column("kind", words("consentkind", KINDS), nullable=False),
        sa.Column("part", words("consentpart", PARTS), nullable=False),
        sa.Column("answer", words("consentanswer", ANSWERS), nullable=False),
        sa.Column("basis", words("consentbasis", BASES), nullable=True),
        sa.Column("form_version", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("given_by_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("safe_contact_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.CheckConstraint(
            "(part = 'permission' AND answer = 'given') = (basis IS NOT NULL)", name=op.f("ck_consents_basis")
        ),
        sa.CheckConstraint(
            "expires_on IS NULL OR (answer = 'given' AND expires_on >= signed_on)", name=op.f("ck_consents_expires_on")
        ),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_consents_participant_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_consents_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("paper_id", "kind", "part", name=op.f("uq_consents_paper_id_kind_part")),
    )
    op.create_index("ix_consents_participant_id_signed_on", "consents", ["participant_id", "signed_on"], unique=False)
    op.add_column("enrolments", sa.Column("exceptions", sa.String(length=200), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("enrolments", "exceptions")
    op.drop_index("ix_consents_participant_id_signed_on", table_name="consents")
    op.drop_table("consents")
    op.drop_index("ix_programme_limits_name_in_force_from", table_name="programme_limits")
    op.drop_table("programme_limits")
