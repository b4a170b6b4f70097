"""What a connection to PostgreSQL goes through: a server that starts anew, and statements that it has prepared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from curriculum_app.core.db import db
from tests import databases
from tests.clients import Client
from tests.factories import Make

pytestmark = pytest.mark.postgresql_only
PREPARED = text("SELECT count(*) FROM pg_prepared_statements")


def test_a_server_that_started_anew_is_not_noticed(
    database_url: str, make: Make, client_as: Callable[..., Client]
) -> None:
    facilitator = client_as("facilitator")
    cohort = make.cohort(staff=(facilitator.user,))
    make.commit()
    assert facilitator.get(f"/cohorts/{cohort.id}").status_code == 200
    db.session.rollback()
    databases.end_connections(database_url)
    assert facilitator.get(f"/cohorts/{cohort.id}").status_code == 200


def test_what_the_server_prepared_outlives_a_request(client_as: Callable[..., Client]) -> None:
    facilitator = client_as("facilitator")
    db.session.rollback()
    for _ in range(20):
        facilitator.get("/lessons")
    assert db.session.execute(PREPARED).scalar_one() > 0
