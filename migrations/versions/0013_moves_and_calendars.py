"""Chairs of guests who make up a lesson in another group, and days on which a site is closed"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    """Checked text."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    _bookings()
    _closures()


def _bookings() -> None:
    states = ("booked", "attended", "missed", "cancelled")
    ends = ("lockdown", "transport", "staffing", "holiday", "site_closed", "other", "taken_back", "left")
    op.create_table(
        "make_up_bookings",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("chair", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column("missed_id", Identifier(), nullable=False),
        sa.Column("state", words("bookingstate", *states), nullable=False),
        sa.Column("end_reason", words("bookingend", *ends), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("booked_by_id", Identifier(), nullable=True),
        sa.Column("booked_at", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("chair >= 1", name=op.f("ck_make_up_bookings_chair")),
        sa.CheckConstraint(
            "(state = 'cancelled') = (end_reason IS NOT NULL)", name=op.f("ck_make_up_bookings_end_reason")
        ),
        sa.CheckConstraint("(state = 'attended') = (minutes IS NOT NULL)", name=op.f("ck_make_up_bookings_minutes")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_make_up_bookings_session_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_make_up_bookings_enrolment_id")),
        sa.ForeignKeyConstraint(["missed_id"], ["sessions.id"], name=op.f("fk_make_up_bookings_missed_id")),
        sa.ForeignKeyConstraint(["booked_by_id"], ["users.id"], name=op.f("fk_make_up_bookings_booked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_make_up_bookings")),
    )
    op.create_index(
        "uq_make_up_bookings_chair",
        "make_up_bookings",
        ["session_id", "chair"],
        unique=True,
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index(
        "uq_make_up_bookings_missed",
        "make_up_bookings",
        ["enrolment_id", "missed_id"],
        unique=True,
        sqlite_where=sa.text("state = 'booked'"),
        postgresql_where=sa.text("state = 'booked'"),
    )
    op.create_index("ix_make_up_bookings_enrolment_id", "make_up_bookings", ["enrolment_id"])
    op.create_index("ix_make_up_bookings_session_id", "make_up_bookings", ["session_id"])


def _closures() -> None:
    op.create_table(
        "site_closures",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("site_id", Identifier(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", words("closurereason", "break", "repairs", "lockdown", "event", "other"), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_site_closures_dates")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_site_closures_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_closures")),
    )
    op.create_index("ix_site_closures_site_id_until_on", "site_closures", ["site_id", "until_on"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("site_closures")
    op.drop_table("make_up_bookings")
