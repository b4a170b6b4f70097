"""How far apart the ages in a group may lie becomes a limit with a history"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAME = "ck_programme_limits_limitname"
BEFORE = (
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


def upgrade() -> None:
    """Take the step."""
    _names(*BEFORE, "age_span")


def downgrade() -> None:
    """Take it back, and with it what was said of the new limit."""
    op.execute("DELETE FROM programme_limits WHERE name = 'age_span'")
    _names(*BEFORE)


def _names(*names: str) -> None:
    with op.batch_alter_table("programme_limits") as batch:
        batch.drop_constraint(op.f(NAME), type_="check")
        batch.create_check_constraint(op.f(NAME), sa.column("name").in_(names))
