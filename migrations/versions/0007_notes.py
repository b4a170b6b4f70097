"""Notes"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "note_drafts",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("author_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_note_drafts_author_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_note_drafts_enrolment_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_note_drafts_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_drafts")),
        sa.UniqueConstraint(
            "session_id",
            "author_id",
            "enrolment_id",
            name=op.f("uq_note_drafts_session_id_author_id_enrolment_id"),
        ),
    )
    op.create_index(op.f("ix_note_drafts_enrolment_id"), "note_drafts", ["enrolment_id"], unique=False)
    op.create_index(
        "uq_note_drafts_session",
        "note_drafts",
        ["session_id", "author_id"],
        unique=True,
        sqlite_where=sa.text("enrolment_id IS NULL"),
        postgresql_where=sa.text("enrolment_id IS NULL"),
    )
    op.create_table(
        "notes",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("session_id", Identifier(), nullable=False),
        sa.Column("author_id", Identifier(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_notes_author_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_notes_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
        sa.UniqueConstraint("session_id", "author_id", name=op.f("uq_notes_session_id_author_id")),
    )
    op.create_index(op.f("ix_notes_author_id"), "notes", ["author_id"], unique=False)
    op.create_table(
        "addenda",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("note_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_addenda_enrolment_id")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_addenda_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addenda")),
    )
    op.create_index(op.f("ix_addenda_enrolment_id"), "addenda", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_addenda_note_id"), "addenda", ["note_id"], unique=False)
    op.create_table(
        "note_revisions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("note_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("replaced_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_note_revisions_enrolment_id")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_note_revisions_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_revisions")),
    )
    op.create_index(op.f("ix_note_revisions_enrolment_id"), "note_revisions", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_note_revisions_note_id"), "note_revisions", ["note_id"], unique=False)
    op.create_table(
        "notes_about_girls",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("note_id", Identifier(), nullable=False),
        sa.Column("enrolment_id", Identifier(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolments.id"], name=op.f("fk_notes_about_girls_enrolment_id")),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name=op.f("fk_notes_about_girls_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes_about_girls")),
        sa.UniqueConstraint("note_id", "enrolment_id", name=op.f("uq_notes_about_girls_note_id_enrolment_id")),
    )
    op.create_index(op.f("ix_notes_about_girls_enrolment_id"), "notes_about_girls", ["enrolment_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_notes_about_girls_enrolment_id"), table_name="notes_about_girls")
    op.drop_table("notes_about_girls")
    op.drop_index(op.f("ix_note_revisions_note_id"), table_name="note_revisions")
    op.drop_index(op.f("ix_note_revisions_enrolment_id"), table_name="note_revisions")
    op.drop_table("note_revisions")
    op.drop_index(op.f("ix_addenda_note_id"), table_name="addenda")
    op.drop_index(op.f("ix_addenda_enrolment_id"), table_name="addenda")
    op.drop_table("addenda")
    op.drop_index(op.f("ix_notes_author_id"), table_name="notes")
    op.drop_table("notes")
    op.drop_index(
        "uq_note_drafts_session",
        table_name="note_drafts",
        sqlite_where=sa.text("enrolment_id IS NULL"),
        postgresql_where=sa.text("enrolment_id IS NULL"),
    )
    op.drop_index(op.f("ix_note_drafts_enrolment_id"), table_name="note_drafts")
    op.drop_table("note_drafts")
