"""A file on the web: a dry run row by row, then the import, then the refused rows; nothing of it in plain anywhere."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from curriculum_app.core.db import db
from curriculum_app.participants.models import PendingImport, Referral
from tests.clients import Client
from tests.factories import Make
from tests.participants.conftest import FORTY_ROWS

ClientAs = Callable[..., Client]


def upload(client: Client, content: bytes, name: str = "list.csv") -> TestResponse:
    """Send a file as the form does."""
    data = {"file": (io.BytesIO(content), name)}
    return client.post("/referrals/import", data=data, content_type="multipart/form-data", follow_redirects=True)


def referrals() -> int:
    """How many referrals there are."""
    return db.session.scalar(select(func.count()).select_from(Referral)) or 0


def test_a_file_is_looked_at_row_by_row_before_anything_is_saved(client_as: ClientAs) -> None:
    page = upload(client_as("coordinator"), FORTY_ROWS.read_bytes())
    assert "Import 34 rows" in page.text
    assert "Case Worker Mood" in page.text
    assert "There is no such day as “2/31/2011”." in page.text
    assert referrals() == 0


def test_the_good_rows_come_in_together_and_the_others_are_named(client_as: ClientAs) -> None:
    client = client_as("coordinator")
    address = upload(client, FORTY_ROWS.read_bytes()).request.path
    done = client.post(address, follow_redirects=True)
    assert "<h1>Imported</h1>" in done.text
    assert "<dt>imported</dt><dd>34</dd>" in done.text
    assert "<dt>refused</dt><dd>6</dd>" in done.text
    assert referrals() == 34
    client.post(address)
    assert referrals() == 34


def test_the_same_file_again_offers_nothing_to_import(client_as: ClientAs) -> None:
    client = client_as("coordinator")
    client.post(upload(client, FORTY_ROWS.read_bytes()).request.path)
    again = upload(client, FORTY_ROWS.read_bytes())
    assert "<dt>already here</dt><dd>34</dd>" in again.text
    assert "Import 34" not in again.text


def test_refused_rows_can_be_fetched_mended_and_sent_again(client_as: ClientAs) -> None:
    client = client_as("coordinator")
    address = upload(client, FORTY_ROWS.read_bytes()).request.path
    client.post(address)
    file = client.get(f"{address}/refused.csv")
    assert file.headers["Content-Disposition"] == 'attachment; filename="refused-rows.csv"'
    mended = upload(client, file.data.replace(b"2/31/2011", b"3/31/2011"))
    assert "Import 1 row" in mended.text


def test_an_upload_is_sealed_its_owners_and_gone_after_an_hour(make: Make, client_as: ClientAs) -> None:
    client = client_as("coordinator")
    address = upload(client, FORTY_ROWS.read_bytes()).request.path
    row = db.session.scalars(select(PendingImport)).one()
    assert b"Brianna" not in row.body_sealed
    assert client_as("coordinator").get(address).status_code == 404
    row.created_at -= timedelta(minutes=61)
    make.commit()
    assert client.get(address).status_code == 404


def test_a_new_upload_replaces_the_persons_earlier_one(client_as: ClientAs) -> None:
    client = client_as("coordinator")
    upload(client, FORTY_ROWS.read_bytes())
    upload(client, FORTY_ROWS.read_bytes())
    assert db.session.scalar(select(func.count()).select_from(PendingImport)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty."),
        (b"%PDF-1.7", "This is not a CSV or Excel (.xlsx) file."),
        (b"name,colour\nMaya,red\n", "This file has no column for: first_name"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field(client_as: ClientAs, content: bytes, words: str) -> None:
    answer = upload(client_as("coordinator"), content)
    assert answer.status_code == 422
    assert words in answer.text
    assert "There is a problem" in answer.text


def test_no_file_at_all_is_said_too(client_as: ClientAs) -> None:
    assert client_as("coordinator").post("/referrals/import").status_code == 422


@pytest.mark.parametrize("role", ["facilitator", "administrator", "analyst"])
def test_who_decides_nothing_imports_nothing(client_as: ClientAs, role: str) -> None:
    assert client_as(role).get("/referrals/import").status_code == 403
