"""Holding a cohort while its seats, dates or staff change.

On PostgreSQL the row is locked until the transaction ends; on SQLite the writing transaction already is the lock. The
columns are read again, because they may have changed while we waited.
"""

from flask_babel import lazy_gettext as _l
from sqlalchemy import inspect

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.rules.states import OPEN_STATES
from curriculum_app.core.db import db
from curriculum_app.core.errors import Conflict, Refusal


class CohortOver(Refusal):
    """The group is completed or cancelled; nothing about it changes any more."""

    message = _l("This group has ended. It cannot be changed any more.")


class CohortChanged(Conflict):
    """Somebody edited the group since the page was made."""

    message = _l("Someone else changed this group while you were working. Check the values below and save again.")


def hold(*cohorts: Cohort) -> None:
    """Lock the cohorts, in the order of their ids so that two holders never wait for each other, and read them anew."""
    columns = [attribute.key for attribute in inspect(Cohort).column_attrs]
    for cohort in sorted(cohorts, key=lambda each: each.id):
        db.session.flush()
        db.session.refresh(cohort, columns, with_for_update=True)


def hold_open(*cohorts: Cohort) -> None:
    """Hold cohorts that must still be going on. Raises CohortOver."""
    hold(*cohorts)
    if any(cohort.state not in OPEN_STATES for cohort in cohorts):
        raise CohortOver


def check_version(cohort: Cohort, version: int) -> None:
    """Compare with the version that the page was built on. Raises CohortChanged."""
    if cohort.version != version:
        raise CohortChanged
