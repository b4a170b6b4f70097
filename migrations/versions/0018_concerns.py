"""Concerns with their answers, who is barred and who is told; the outbox of letters; custodians"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant
from migrations.append_only import forbid_changes, permit_changes

revision = "0018"
down_revision = "0017"
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
    "age_span",
)
NEW_LIMITS = ("cross_report_hours", "first_warning_hours", "last_warning_hours")
ROLES = ("facilitator", "coordinator", "program_manager", "administrator", "analyst")
KEYS = ("person", "enrolment", "cohort", "system")


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Text checked against a closed list."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    _words_of("programme_limits", "name", "limitname", (*LIMITS, *NEW_LIMITS))
    _words_of("role_assignments", "role", "role", (*ROLES, "custodian"))
    _words_of("vault_keys", "kind", "keykind", (*KEYS, "concern"))
    op.create_table(
        "mails",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    op.create_index("ix_mails_sent_at_queued_at", "mails", ["sent_at", "queued_at"], unique=False)
    op.create_table(
        "concerns",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("code", sa.String(length=5), nullable=False),
        sa.Column("key_id", Identifier(), nullable=False),
        sa.Column("author_id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=True),
        sa.Column("service_area", sa.Integer(), nullable=True),
        sa.Column("site_id", Identifier(), nullable=True),
        sa.Column("learned_at", Instant(), nullable=False),
        sa.Column("learned_said_at", Instant(), nullable=False),
        sa.Column("entered_at", Instant(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("about_staff", words("aboutstaff", ("no", "yes", "other")), nullable=False),
        sa.Column("exploited", words("known", ("yes", "no", "unsure")), nullable=True),
        sa.Column("cross_hours", sa.Integer(), nullable=False),
        sa.Column("agency", words("agency", ("welfare", "police", "sheriff", "probation")), nullable=True),
        sa.Column("called_at", Instant(), nullable=True),
        sa.Column("call_waived_at", Instant(), nullable=True),
        sa.Column("written_at", Instant(), nullable=True),
        sa.Column("written_waived_at", Instant(), nullable=True),
        sa.Column("crossed_at", Instant(), nullable=True),
        sa.Column("cross_waived_at", Instant(), nullable=True),
        sa.CheckConstraint("called_at IS NULL OR call_waived_at IS NULL", name=op.f("ck_concerns_call")),
        sa.CheckConstraint("crossed_at IS NULL OR cross_waived_at IS NULL", name=op.f("ck_concerns_cross")),
        sa.CheckConstraint("learned_at <= entered_at AND entered_at <= received_at", name=op.f("ck_concerns_instants")),
        sa.CheckConstraint(
            "service_area IS NULL OR service_area BETWEEN 1 AND 8", name=op.f("ck_concerns_service_area")
        ),
        sa.CheckConstraint("written_at IS NULL OR written_waived_at IS NULL", name=op.f("ck_concerns_written")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_concerns_author_id")),
        sa.ForeignKeyConstraint(["key_id"], ["vault_keys.id"], name=op.f("fk_concerns_key_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_concerns_participant_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_concerns_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concerns")),
        sa.UniqueConstraint("code", name=op.f("uq_concerns_code")),
    )
    op.create_index(op.f("ix_concerns_author_id"), "concerns", ["author_id"], unique=False)
    op.create_index(op.f("ix_concerns_learned_at"), "concerns", ["learned_at"], unique=False)
    op.create_index(op.f("ix_concerns_participant_id"), "concerns", ["participant_id"], unique=False)
    op.create_table(
        "concern_answers",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("concern_id", Identifier(), nullable=False),
        sa.Column(
            "field",
            words(
                "field",
                (
                    "girl",
                    "about_staff",
                    "learned",
                    "called",
                    "agency",
                    "spoken_to",
                    "referral_number",
                    "phone_not_required",
                    "text",
                    "exploited",
                    "crossed",
                    "cross_not_required",
                    "written",
                    "written_not_required",
                    "follow_up",
                ),
            ),
            nullable=False,
        ),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("said_by_id", Identifier(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_concern_answers_concern_id")),
        sa.ForeignKeyConstraint(["said_by_id"], ["users.id"], name=op.f("fk_concern_answers_said_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_answers")),
    )
    op.create_index("ix_concern_answers_concern_id_said_at", "concern_answers", ["concern_id", "said_at"], unique=False)
    op.create_table(
        "concern_barred",
        sa.Column("concern_id", Identifier(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=False),
        sa.Column("named_by_id", Identifier(), nullable=False),
        sa.Column("named_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_concern_barred_concern_id")),
        sa.ForeignKeyConstraint(["named_by_id"], ["users.id"], name=op.f("fk_concern_barred_named_by_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_concern_barred_user_id")),
        sa.PrimaryKeyConstraint("concern_id", "user_id", name=op.f("pk_concern_barred")),
    )
    op.create_table(
        "concern_notices",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("concern_id", Identifier(), nullable=False),
        sa.Column("user_id", Identifier(), nullable=False),
        sa.Column("kind", words("noticekind", ("new", "first", "last", "overdue")), nullable=False),
        sa.Column("clock", words("clockkind", ("phone", "cross", "written")), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["concern_id"], ["concerns.id"], name=op.f("fk_concern_notices_concern_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_concern_notices_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_notices")),
        sa.UniqueConstraint(
            "concern_id", "user_id", "kind", "clock", name=op.f("uq_concern_notices_concern_id_user_id_kind_clock")
        ),
    )
    op.create_index("ix_concern_notices_user_id_seen_at", "concern_notices", ["user_id", "seen_at"], unique=False)
    for table in ("concern_answers", "concern_barred"):
        forbid_changes(table)


def downgrade() -> None:
    """Take it back, and with it every concern, its key, and the roles and limits that there were not before."""
    for table in ("concern_answers", "concern_barred"):
        permit_changes(table)
    op.drop_index("ix_concern_notices_user_id_seen_at", table_name="concern_notices")
    op.drop_table("concern_notices")
    op.drop_table("concern_barred")
    op.drop_index("ix_concern_answers_concern_id_said_at", table_name="concern_answers")
    op.drop_table("concern_answers")
    op.drop_index(op.f("ix_concerns_participant_id"), table_name="concerns")
    op.drop_index(op.f("ix_concerns_learned_at"), table_name="concerns")
    op.drop_index(op.f("ix_concerns_author_id"), table_name="concerns")
    op.drop_table("concerns")
    op.drop_index("ix_mails_sent_at_queued_at", table_name="mails")
    op.drop_table("mails")
    op.execute("DELETE FROM vault_keys WHERE kind = 'concern'")
    op.execute("DELETE FROM role_assignments WHERE role = 'custodian'")
    op.execute(sa.delete(sa.table("programme_limits")).where(sa.column("name").in_(NEW_LIMITS)))
    _words_of("vault_keys", "kind", "keykind", KEYS)
    _words_of("role_assignments", "role", "role", ROLES)
    _words_of("programme_limits", "name", "limitname", LIMITS)


def _words_of(table: str, column: str, kind: str, values: tuple[str, ...]) -> None:
    name = f"ck_{table}_{kind}"
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(name), sa.column(column).in_(values))
