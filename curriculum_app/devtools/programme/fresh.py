"""An empty database for the demonstration, and how old the one in it is."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from flask import current_app
from sqlalchemy import exists, func, select

from curriculum_app.accounts.models import User
from curriculum_app.cohorts.models import CohortStaff, GroupSession
from curriculum_app.core import clock
from curriculum_app.core.cli import alembic_config, anchor_file
from curriculum_app.core.db import WRITING, command_transaction, db
from curriculum_app.core.vault import make_system_keys
from curriculum_app.devtools.programme.staff import ACCOUNTS
from curriculum_app.participants.models import Participant

INVENTED = "%@example.com"


class NotADemonstration(Exception):
    """The database holds staff who are not invented; nothing in it is touched."""


def holds_people() -> bool:
    """Whether there is anybody here yet, staff or girl."""
    anybody = select(exists(select(User.id)) | exists(select(Participant.id)))
    return bool(db.session.scalar(anybody))


def make_empty() -> None:
    """Take the database down and build it again, empty. Raises NotADemonstration when real people may be in it.

    Taken down whole, because the history of marks and the audit can only grow.
    """
    from alembic import command  # noqa: PLC0415 - no web worker needs it

    emails = {account.email for account in ACCOUNTS}
    known = db.session.scalar(select(func.count()).select_from(User).where(User.email.in_(emails)))
    real = db.session.scalar(select(func.count()).select_from(User).where(User.email.not_like(INVENTED)))
    if real or known != len(emails):
        raise NotADemonstration
    db.session.close()
    for engine in db.engines.values():
        engine.dispose()
    config = alembic_config(current_app.config["SETTINGS"].database_url)
    command.downgrade(config, "base")
    if db.engine.dialect.name == "sqlite":
        with closing(db.get_engine(WRITING).raw_connection()) as connection:
            connection.cursor().execute("VACUUM")  # or the file stays as large as its largest load
    command.upgrade(config, "head")
    anchor_file().unlink(missing_ok=True)
    with command_transaction():
        make_system_keys(clock.now())


def is_out_of_date(today: date) -> bool:
    """Whether the first demonstration facilitator has no group any more that meets on `today`."""
    meets = (
        select(GroupSession.id)
        .join(CohortStaff, CohortStaff.cohort_id == GroupSession.cohort_id)
        .join(User, User.id == CohortStaff.user_id)
        .where(User.email == ACCOUNTS[0].email, GroupSession.held_on == today)
        .limit(1)
    )
    return db.session.scalar(meets) is None
