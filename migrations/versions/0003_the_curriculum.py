"""The curriculum"""

import sqlalchemy as sa
from alembic import op

from curriculum_app.core.schema import Identifier, Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "editions",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("curriculum", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("loaded_at", Instant(), nullable=False),
        sa.Column("current_from", Instant(), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("lessons_needed", sa.Integer(), nullable=False),
        sa.Column("lessons_offered", sa.Integer(), nullable=False),
        sa.Column("minimum_share", sa.Float(), nullable=False),
        sa.Column("make_ups_allowed", sa.Integer(), nullable=False),
        sa.CheckConstraint("lessons_needed <= lessons_offered", name=op.f("ck_editions_lessons")),
        sa.CheckConstraint("make_ups_allowed >= 0", name=op.f("ck_editions_make_ups")),
        sa.CheckConstraint("minimum_share > 0 AND minimum_share <= 1", name=op.f("ck_editions_minimum_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_editions_content_hash")),
    )
    op.create_table(
        "lessons",
        sa.Column("id", Identifier(), nullable=False),
        sa.Column("edition_id", Identifier(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lesson_key", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("objectives", sa.JSON(), nullable=False),
        sa.Column("materials", sa.JSON(), nullable=False),
        sa.Column("activities", sa.JSON(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_lessons_edition_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
        sa.UniqueConstraint(
            "edition_id", "language", "lesson_key", name=op.f("uq_lessons_edition_id_language_lesson_key")
        ),
        sa.UniqueConstraint("edition_id", "language", "number", name=op.f("uq_lessons_edition_id_language_number")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("lessons")
    op.drop_table("editions")
