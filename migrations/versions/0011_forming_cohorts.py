"""Forming cohorts: jobs, drafts of groups, and what sites and girls need for it"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    """Checked text."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    op.add_column("sites", sa.Column("seats", sa.Integer(), nullable=True))
    op.add_column("sites", sa.Column("serves", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sites", sa.Column("is_closed_setting", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("participants", sa.Column("other_languages", sa.String(60), nullable=False, server_default=""))
    op.add_column("cohorts", sa.Column("language", sa.String(12), nullable=False, server_default="en"))
    _participant_sites()
    _jobs()
    _proposals()
    _possible_groups()
    _seats_and_moves()


def _participant_sites() -> None:
    op.create_table(
        "participant_sites",
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=False),
        sa.Column("lives_there", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_participant_sites_participant_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_participant_sites_site_id")),
        sa.PrimaryKeyConstraint("participant_id", "site_id", name=op.f("pk_participant_sites")),
    )
    op.create_index(
        "uq_participant_sites_lives_there",
        "participant_sites",
        ["participant_id"],
        unique=True,
        sqlite_where=sa.text("lives_there"),
        postgresql_where=sa.text("lives_there"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", words("jobstate", "queued", "running", "done", "failed", "cancelled"), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("queued_at", Instant(), nullable=False),
        sa.Column("started_at", Instant(), nullable=True),
        sa.Column("finished_at", Instant(), nullable=True),
        sa.Column("beat_at", Instant(), nullable=True),
        sa.Column("claim", Identifier(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by_user_id", Identifier(), nullable=True),
        sa.Column("result_id", Identifier(), nullable=True),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_jobs_progress")),
        sa.CheckConstraint("(state = 'running') = (claim IS NOT NULL)", name=op.f("ck_jobs_claim")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index("ix_jobs_state_queued_at", "jobs", ["state", "queued_at"])


def _proposals() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("service_area", sa.Integer(), nullable=False),
        sa.Column("state", words("proposalstate", "open", "published", "discarded"), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("started_by_id", Identifier(), nullable=True),
        sa.Column("job_id", Identifier(), nullable=True),
        sa.Column("proposed_at", Instant(), nullable=True),
        sa.Column("gap", sa.Integer(), nullable=True),
        sa.Column("moved", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("service_area BETWEEN 1 AND 8", name=op.f("ck_proposals_service_area")),
        sa.ForeignKeyConstraint(["started_by_id"], ["users.id"], name=op.f("fk_proposals_started_by_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_proposals_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(
        "uq_proposals_open_service_area",
        "proposals",
        ["service_area"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _possible_groups() -> None:
    reasons = ("staff_to_follow", "training_booked", "supervisor_present", "staff_away")
    op.create_table(
        "possible_groups",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("proposal_id", Identifier(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=False),
        sa.Column("weekdays", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("lead_id", Identifier(), nullable=True),
        sa.Column("co_id", Identifier(), nullable=True),
        sa.Column("exception", words("readinessreason", *reasons), nullable=True),
        sa.CheckConstraint("weekdays BETWEEN 1 AND 127", name=op.f("ck_possible_groups_weekdays")),
        sa.CheckConstraint("seats BETWEEN 1 AND 30", name=op.f("ck_possible_groups_seats")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_possible_groups_proposal_id")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_possible_groups_site_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["users.id"], name=op.f("fk_possible_groups_lead_id")),
        sa.ForeignKeyConstraint(["co_id"], ["users.id"], name=op.f("fk_possible_groups_co_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_possible_groups")),
        sa.UniqueConstraint("proposal_id", "ordinal", name=op.f("uq_possible_groups_proposal_id_ordinal")),
    )
    op.create_index(op.f("ix_possible_groups_site_id"), "possible_groups", ["site_id"])


def _seats_and_moves() -> None:
    op.create_table(
        "proposed_seats",
        sa.Column("proposal_id", Identifier(), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=False),
        sa.Column("possible_group_id", Identifier(), nullable=True),
        sa.Column("cohort_id", Identifier(), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.CheckConstraint("possible_group_id IS NULL OR cohort_id IS NULL", name=op.f("ck_proposed_seats_one_place")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposed_seats_proposal_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_proposed_seats_participant_id")),
        sa.ForeignKeyConstraint(
            ["possible_group_id"], ["possible_groups.id"], name=op.f("fk_proposed_seats_possible_group_id")
        ),
        sa.ForeignKeyConstraint(["cohort_id"], ["cohorts.id"], name=op.f("fk_proposed_seats_cohort_id")),
        sa.PrimaryKeyConstraint("proposal_id", "participant_id", name=op.f("pk_proposed_seats")),
    )
    op.create_index(op.f("ix_proposed_seats_possible_group_id"), "proposed_seats", ["possible_group_id"])
    op.create_index(op.f("ix_proposed_seats_cohort_id"), "proposed_seats", ["cohort_id"])
    op.create_table(
        "proposal_moves",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("proposal_id", Identifier(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", words("draftchange", "moved", "undone", "groups", "proposed"), nullable=False),
        sa.Column("participant_id", Identifier(), nullable=True),
        sa.Column("was_in", Identifier(), nullable=True),
        sa.Column("was_pinned", sa.Boolean(), nullable=False),
        sa.Column("now_in", Identifier(), nullable=True),
        sa.Column("by_id", Identifier(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=op.f("fk_proposal_moves_proposal_id")),
        sa.ForeignKeyConstraint(["participant_id"], ["participants.id"], name=op.f("fk_proposal_moves_participant_id")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_proposal_moves_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_moves")),
        sa.UniqueConstraint("proposal_id", "version", name=op.f("uq_proposal_moves_proposal_id_version")),
    )


def downgrade() -> None:
    """Take the step back."""
    for table in ("proposal_moves", "proposed_seats", "possible_groups", "proposals", "jobs", "participant_sites"):
        op.drop_table(table)
    op.drop_column("cohorts", "language")
    op.drop_column("participants", "other_languages")
    for column in ("is_closed_setting", "serves", "seats"):
        op.drop_column("sites", column)
