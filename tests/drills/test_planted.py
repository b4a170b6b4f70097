"""Planted names: what is typed about a girl lies nowhere in the clear, in no file and in no log."""

from __future__ import annotations

import base64
import html
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import make_url, select, text

from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.db import Base, db
from curriculum_app.core.ids import new_id
from curriculum_app.participants.models import Referral
from tests.clients import Client
from tests.conftest import DATABASE
from tests.factories import Make

PLANTED = {
    "first_name": "Zephyrine", "last_name": "Quillonaire", "chosen_name": "Zuzubelle", "street": "9917 Plumbago Ter",
    "guardian_name": "Marguerita Quillonaire", "guardian_phone": "323 555 0188", "school": "Larkspur Continuation",
    "placement": "Hummingbird House", "phone": "310 555 0177", "safe_contact": "Ring twice at the bakery",
}  # fmt: skip
GIVER, SAFE_TIMES = "Wilhelmina Brackenridge", "Only by the blue mailbox"
NOTE = "Zephyrine hummed a lullaby about tangerines."


def spellings(planted: str) -> Iterator[bytes]:
    """A planted text as it could stand in a file: six encodings."""
    raw = planted.encode()
    yield from (raw, planted.encode("utf-16-le"), base64.b64encode(raw).rstrip(b"="), raw.hex().encode())
    yield from (quote(planted).encode(), html.escape(planted).encode())


def files(folder: Path) -> bytes:
    """Everything that lies in the files below `folder`."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def rows() -> bytes:
    """Every row of every table as PostgreSQL spells it."""
    found = []
    for table in Base.metadata.sorted_tables:
        lines = db.session.scalars(text(f"SELECT row_to_json(t)::text FROM {table.name} AS t")).all()  # noqa: S608
        found += [line.encode() for line in lines]
    return b"\n".join(found)


def test_what_is_typed_about_a_girl_lies_nowhere_in_the_clear(
    client_as: Callable[..., Client],
    make: Make,
    database_url: str,
    shared_folder: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    user = make.user()
    cohort = make.group(user, girls=2)
    session = db.session.scalars(
        select(GroupSession.id).where(GroupSession.cohort_id == cohort.id, GroupSession.number == 1)
    ).one()
    here = f"/cohorts/{cohort.id}/sessions/{session}"
    coordinator, facilitator = client_as("coordinator"), client_as(user=user)
    form = PLANTED | {
        "id": str(new_id()), "birth_date": "2012-03-04", "zip": "90002", "language": "en",
        "referral_source": "School", "referred_on": "2026-02-03",
    }  # fmt: skip
    assert coordinator.post("/referrals/new", data=form).status_code == 303
    girl = db.session.scalars(select(Referral.participant_id)).one()
    paper = {
        "id": str(new_id()), "signed_on": make.today.isoformat(), "language": "en", "form_version": "2026-1",
        "follow_up_contact-permission": "given", "follow_up_contact-assent": "given", "basis": "guardian",
        "given_by": GIVER, "safe_contact": SAFE_TIMES,
    }  # fmt: skip
    assert coordinator.post(f"/participants/{girl}/consents", data=paper).status_code == 303
    assert coordinator.post("/participants", data={"words": PLANTED["last_name"]}).status_code == 200
    assert coordinator.get(f"/nowhere/{PLANTED['last_name']}").status_code == 404
    walk_in = {"id": str(new_id()), "first_name": PLANTED["first_name"], "last_initial": "Q", "age": "14"}
    assert facilitator.post(f"{here}/attendance/walk-ins", data=walk_in).status_code in {303, 404}
    assert facilitator.post(f"{here}/notes", data={"id": str(new_id()), "version": "0", "body": NOTE}).status_code < 400
    said = capfd.readouterr()
    db.session.rollback()
    on_disk = Path(str(make_url(database_url).database)).parent
    stored = rows() if DATABASE == "postgresql" else files(on_disk)
    everything = stored + files(shared_folder) + said.out.encode() + said.err.encode()
    assert len(stored) > 10_000
    for planted in (*PLANTED.values(), GIVER, SAFE_TIMES, NOTE):
        for spelled in spellings(planted):
            assert spelled not in everything, f"{planted!r} lies in the clear as {spelled!r}."
