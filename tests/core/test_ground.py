"""Small parts of the ground: clock, ids, column types, forms, logs, languages and headers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask import Flask, request
from sqlalchemy.exc import StatementError
from werkzeug.datastructures import MultiDict
from wtforms import StringField

from curriculum_app.accounts.models import User
from curriculum_app.core import clock, logging
from curriculum_app.core.db import db
from curriculum_app.core.errors import Refusal
from curriculum_app.core.forms import Form, IdField
from curriculum_app.core.ids import CODE_ALPHABET, new_code, new_id
from curriculum_app.core.text import hidden_characters
from tests.clients import Client
from tests.factories import Make


class ExampleForm(Form):
    """A form with two fields."""

    id = IdField()
    name = StringField()


class NameTaken(Refusal):
    """An example of a refusal at a field."""

    message = "%(name)s is taken."
    field = "name"


def test_ids_are_ordered_by_time_and_codes_have_five_plain_characters() -> None:
    made = [new_id() for _ in range(100)]
    assert made == sorted(made)
    assert {each.version for each in made} == {7}
    assert all(len(code) == 5 and set(code) <= set(CODE_ALPHABET) for code in (new_code() for _ in range(100)))


def test_today_is_decided_in_the_programmes_time_zone(app_context: Flask) -> None:
    assert clock.today(datetime(2026, 11, 24, 7, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert clock.today(datetime(2026, 11, 24, 8, 0, tzinfo=UTC)) == date(2026, 11, 24)


def test_a_wall_time_stays_where_it_is_when_summer_ends(app_context: Flask) -> None:
    before = clock.instant(date(2026, 10, 31), time(16, 0))
    after = clock.instant(date(2026, 11, 1), time(16, 0))
    assert after - before == timedelta(hours=25)
    assert clock.local(before).time() == clock.local(after).time() == time(16, 0)


def test_instants_and_ids_come_back_as_they_went(make: Make) -> None:
    user = make.user()
    user.last_seen_at = datetime(2026, 11, 1, 9, 30, 0, 123000, tzinfo=UTC)
    make.commit()
    db.session.expire_all()
    again = db.session.get_one(User, user.id)
    assert again.last_seen_at == datetime(2026, 11, 1, 9, 30, 0, 123000, tzinfo=UTC)
    assert isinstance(again.id, UUID)


def test_a_naive_instant_is_refused(make: Make) -> None:
    user = make.user()
    user.last_seen_at = datetime(2026, 11, 1)  # noqa: DTZ001 - the mistake itself
    with pytest.raises((StatementError, ValueError)):
        db.session.flush()


def test_a_form_tidies_text_and_refuses_what_cannot_be_seen(app: Flask) -> None:
    with app.test_request_context():
        form = ExampleForm(MultiDict({"name": "  Pen\u0303a\r\n ", "id": str(uuid4())}))
        assert form.validate()
        assert form.name.data == "Pe\u00f1a"
        form = ExampleForm(MultiDict({"name": "Maya\u202e\0", "id": "7"}))
        assert not form.validate()
        assert "U+0000, U+202E" in dict(form.summary())["name"]
        assert "id" in dict(form.summary())


def test_a_refusal_stands_at_its_field_with_its_words_filled_in(app: Flask) -> None:
    with app.test_request_context():
        form = ExampleForm()
        form.refuse(NameTaken(name="100 % Group A"))
        assert form.summary() == (("name", "100 % Group A is taken."),)


@pytest.mark.parametrize("text", ["O'Neill-Peña", "李", "👩🏽‍🦱", "two\nlines\tand a tab"])
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert hidden_characters(text) == []


@pytest.mark.parametrize("value", ["Maya Reyes", {"name": "Maya"}, ["Maya"], b"Maya", "a" * 121])
def test_a_log_takes_scalars_and_words_only(value: object) -> None:
    with pytest.raises(logging.NotAScalar):
        logging.log("example", value=value)  # type: ignore[arg-type]


def test_the_language_asked_for_is_remembered(client: Client) -> None:
    assert 'lang="es"' in client.get("/report-now?lang=es").text
    assert 'lang="es"' in client.get("/report-now").text
    assert 'lang="en"' in client.get("/report-now?lang=en").text


def test_every_answer_carries_the_headers(client: Client) -> None:
    for path in ("/report-now", "/healthz", "/nowhere"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_long_file_that_is_sent_never_touches_the_disk(app: Flask) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    sent, kind = head + b"x" * 2_000_000 + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"
    with app.test_request_context(method="POST", data=sent, content_type=kind):
        assert isinstance(request.files["file"].stream, BytesIO)
