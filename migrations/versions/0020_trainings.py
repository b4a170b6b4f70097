"""Courses, trainings, who was at them, and their certificates for an hour"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    """Text checked against a closed list."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "courses",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audience", words("audience", ("partners", "staff")), nullable=False),
        sa.Column("expires_months", sa.Integer(), nullable=True),
        sa.Column("counts_as", words("trainingkind", ("clinical", "facilitator")), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("expires_months IS NULL OR expires_months > 0", name=op.f("ck_courses_expires_months")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_courses_minutes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courses")),
        sa.UniqueConstraint("name_key", name=op.f("uq_courses_name_key")),
    )
    op.create_table(
        "trainings",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("course_id", Identifier(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("trainer", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audience", words("audience", ("partners", "staff")), nullable=False),
        sa.Column("service_area", sa.Integer(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("link_serial", sa.Integer(), nullable=False),
        sa.Column("job_id", Identifier(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("recorded_by_id", Identifier(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("expires_on IS NULL OR expires_on >= held_on", name=op.f("ck_trainings_dates")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_trainings_minutes")),
        sa.CheckConstraint(
            "service_area IS NULL OR service_area BETWEEN 1 AND 8", name=op.f("ck_trainings_service_area")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_trainings_course_id")),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_trainings_job_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["users.id"], name=op.f("fk_trainings_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_index("ix_trainings_course_id_held_on", "trainings", ["course_id", "held_on"], unique=False)
    op.create_index(op.f("ix_trainings_held_on"), "trainings", ["held_on"], unique=False)
    op.create_index(op.f("ix_trainings_job_id"), "trainings", ["job_id"], unique=False)
    op.create_index(op.f("ix_trainings_recorded_by_id"), "trainings", ["recorded_by_id"], unique=False)
    op.create_table(
        "attendees",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("training_id", Identifier(), nullable=False),
        sa.Column("person_print", sa.LargeBinary(length=32), nullable=False),
        sa.Column("row_print", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("role_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("email_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("external_id_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("organisation", sa.String(length=160), nullable=False),
        sa.Column("organisation_key", sa.String(length=160), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("added_by", words("addedby", ("typed", "signed_in", "file")), nullable=False),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("added_by_id", Identifier(), nullable=True),
        sa.Column("user_id", Identifier(), nullable=True),
        sa.Column("staff_training_id", Identifier(), nullable=True),
        sa.Column("applied", words("applied", ("used", "not_yet")), nullable=True),
        sa.Column("applied_at", Instant(), nullable=True),
        sa.Column("applied_line_sealed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(applied IS NULL) = (applied_at IS NULL)", name=op.f("ck_attendees_answered")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_attendees_minutes")),
        sa.ForeignKeyConstraint(["added_by_id"], ["users.id"], name=op.f("fk_attendees_added_by_id")),
        sa.ForeignKeyConstraint(
            ["staff_training_id"],
            ["staff_trainings.id"],
            name=op.f("fk_attendees_staff_training_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["training_id"], ["trainings.id"], name=op.f("fk_attendees_training_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attendees_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendees")),
        sa.UniqueConstraint("row_print", name=op.f("uq_attendees_row_print")),
        sa.UniqueConstraint("staff_training_id", name=op.f("uq_attendees_staff_training_id")),
    )
    op.create_index(op.f("ix_attendees_added_by_id"), "attendees", ["added_by_id"], unique=False)
    op.create_index(op.f("ix_attendees_person_print"), "attendees", ["person_print"], unique=False)
    op.create_index("ix_attendees_training_id_added_at", "attendees", ["training_id", "added_at"], unique=False)
    op.create_index(op.f("ix_attendees_user_id"), "attendees", ["user_id"], unique=False)
    op.create_table(
        "certificate_files",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("training_id", Identifier(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["training_id"], ["trainings.id"], name=op.f("fk_certificate_files_training_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_files")),
        sa.UniqueConstraint("training_id", name=op.f("uq_certificate_files_training_id")),
    )
    op.create_index(op.f("ix_certificate_files_made_at"), "certificate_files", ["made_at"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_certificate_files_made_at"), table_name="certificate_files")
    op.drop_table("certificate_files")
    op.drop_index(op.f("ix_attendees_user_id"), table_name="attendees")
    op.drop_index("ix_attendees_training_id_added_at", table_name="attendees")
    op.drop_index(op.f("ix_attendees_person_print"), table_name="attendees")
    op.drop_index(op.f("ix_attendees_added_by_id"), table_name="attendees")
    op.drop_table("attendees")
    op.drop_index(op.f("ix_trainings_recorded_by_id"), table_name="trainings")
    op.drop_index(op.f("ix_trainings_job_id"), table_name="trainings")
    op.drop_index(op.f("ix_trainings_held_on"), table_name="trainings")
    op.drop_index("ix_trainings_course_id_held_on", table_name="trainings")
    op.drop_table("trainings")
    op.drop_table("courses")
