"""Reports that count read from a replica as far as it can be trusted; who may read them is asked of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, insert

from config import Settings
from curriculum_app.core import clock
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from tests import databases
from tests.clients import Client, sign_in
from tests.conftest import settings_for
from tests.databases import new_address
from tests.factories import Make

REPORT, GROUPS = "/reports/completion", "/cohorts"
NOBODY = "Nobody is enrolled here."
Ask = Callable[..., str]


@pytest.fixture
def replica_url(template_url: str, shared_folder: Path) -> Iterator[str]:
    """A copy from before anybody came."""
    url = new_address(shared_folder)
    databases.copy(template_url, url)
    yield url
    databases.remove(url)


@pytest.fixture
def ask(make: Make, database_url: str, open_site: Callable[[Settings], Flask], shared_folder: Path) -> Ask:
    """Asks a site with a replica for a page, as a manager of a programme with three girls and a line of just now."""
    make.group(girls=3, name="Group A, Tuesday")
    manager = make.user("program_manager")
    make.commit()
    add_line(database_url, minutes_ago=0)

    def page(address: str, replica: str) -> str:
        site = open_site(settings_for(database_url, shared_folder, READ_DATABASE_URL=replica))
        site.test_client_class = Client
        browser: Client = site.test_client()  # type: ignore[assignment]
        sign_in(browser, manager)
        answer = browser.get(address)
        assert answer.status_code == 200
        return answer.text

    return page


def add_line(url: str, *, minutes_ago: int) -> None:
    """A line of the audit, as every page that shows a girl writes one."""
    db.session.rollback()
    at = clock.now() - timedelta(minutes=minutes_ago)
    line = insert(AuditEvent).values(id=new_id(), at=at, actor_kind="user", action="sheet:read", outcome="ok")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(line)
    engine.dispose()


def test_figures_come_from_a_replica_that_keeps_up(ask: Ask, replica_url: str) -> None:
    add_line(replica_url, minutes_ago=0)
    assert NOBODY in ask(REPORT, replica_url)
    assert "Group A, Tuesday" in ask(GROUPS, replica_url), "What names a group comes from the database itself."


def test_a_replica_that_lags_behind_is_not_asked(ask: Ask, replica_url: str) -> None:
    assert NOBODY not in ask(REPORT, replica_url)
    add_line(replica_url, minutes_ago=5)
    assert NOBODY not in ask(REPORT, replica_url)


def test_a_replica_that_is_gone_costs_no_report(ask: Ask, replica_url: str) -> None:
    databases.remove(replica_url)
    gone = replica_url.replace("sqlite:///", "sqlite:////nowhere/")
    assert NOBODY not in ask(REPORT, gone)
