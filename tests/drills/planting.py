"""Planted names: what is typed about a girl lies nowhere in the clear: no database, no log, no temporary file."""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

from sqlalchemy import select, text

from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from curriculum_app.core.schema import Base
from curriculum_app.participants.models import Participant
from tests.drills.figures import Figure
from tests.drills.serving import APP, Server
from tests.drills.sites import Sheet, Site, sheets
from tests.drills.sizes import Size
from tests.drills.visiting import Visitor

FIELDS = (
    "first_name", "last_name", "chosen_name", "street", "city", "phone", "safe_contact", "guardian_name",
    "guardian_phone", "school", "placement", "external_id",
)  # fmt: skip
# Where a referral comes from is plain by plan; that the search finds it shows that the search can see.
PLAIN = "Larkspur counsellor"
REST = {
    "birth_date": "2012-03-04", "zip": "90002", "language": "en", "referral_source": PLAIN, "referred_on": "2026-02-03",
}  # fmt: skip
IN_A_FILE = ("first_name", "last_name", "birth_date", "zip", "referral_source", "referred_on")
NOTES = ("Zephyrine hummed a lullaby about tangerines.", "Quillonaire & the plumbago: nobody knows.")
GIVER, SAFE_TIMES = "Wilhelmina Brackenridge", "Only by the blue mailbox"
WALK_IN = "Tuberosa"
ENCODINGS = 6


def planted(count: int) -> list[dict[str, str]]:
    """Referrals with at least `count` texts in all that occur nowhere else."""
    girls = -(-count // len(FIELDS))
    return [
        {
            name: f"323 555 {girl:02}{place:02}" if "phone" in name else f"Zeph{name[:3]}ñ Quill{girl}onaire{place}"
            for place, name in enumerate(FIELDS)
        }
        for girl in range(girls)
    ]


def planting(site: Site, size: Size, *, app: str = APP) -> Figure:
    """Type the texts into real pages of the served program, then look for them in everything that it left."""
    girls = planted(size.planted)
    (sheet,) = sheets(site, 1, 2)
    begin_writing()
    headers = site.headers(site.make.user("coordinator", service_area=6))
    known = db.session.scalars(select(Participant.id).order_by(Participant.id).limit(1)).one()
    db.session.rollback()
    temporary = site.folder / "temporary"
    temporary.mkdir()
    server = Server(site, app=app, environment={"TMPDIR": str(temporary)})
    coordinator, facilitator = Visitor(server.port, headers), Visitor(server.port, sheet.headers)
    try:
        uploaded = _type(coordinator, facilitator, sheet, girls, f"/participants/{known}/consents")
        everything = left_by(site)
    finally:
        server.kill()
    texts = [each for girl in girls for each in girl.values()] + [*NOTES, GIVER, SAFE_TIMES, WALK_IN, *uploaded]
    found = hits(everything, texts)
    faults = (*coordinator.faults, *facilitator.faults, *(f"{each!r} lies in the clear." for each in found))
    can_see = bool(hits(everything, [PLAIN]))
    return Figure(
        promise=f"No plaintext at rest ({site.database})",
        goal=f"≥ {size.planted} planted strings in {ENCODINGS} encodings: 0 hits",
        measured=f"{len(found)} hits for {len(texts)} strings in {ENCODINGS} encodings in "
        f"{len(everything) / 1e6:.1f} MB of database, write-ahead log, logs and temporary files"
        f"{'' if can_see else '; the search is blind'}",
        held=not faults and can_see,
        faults=faults,
    )


def _type(
    coordinator: Visitor, facilitator: Visitor, sheet: Sheet, girls: list[dict[str, str]], consents: str
) -> list[str]:
    """Use everything that takes a name; what was sent in a file comes back, for the search."""
    for girl in girls:
        coordinator.expect("/referrals/new", girl | REST | {"id": str(new_id())}, 303)
        coordinator.expect("/participants", {"words": girl["last_name"]}, 200)
        coordinator.expect("/referrals/new", girl | {"birth_date": "2012-02-31"}, 422)
        coordinator.ask(f"/nowhere/{quote(girl['last_name'])}?name={quote(girl['first_name'])}")
    coordinator.expect(consents, _paper(), 303)
    walk_in = {"id": str(new_id()), "first_name": WALK_IN, "last_initial": "Q", "age": "14"}
    facilitator.expect(f"{sheet.path}/walk-ins/new", walk_in, 303)
    notes = sheet.path.removesuffix("attendance") + "notes"
    facilitator.expect(f"{notes}/draft", {"id": str(new_id()), "version": "0", "body": NOTES[1]}, 200)
    note = {"id": str(new_id()), "version": "0", "body": NOTES[0], f"about-{sheet.girls[0]}": NOTES[1]}
    facilitator.expect(notes, note, 303)
    facilitator.expect(sheet.path, {f"mark-{sheet.girls[0]}": girls[0]["first_name"]}, 422)
    names = [f"Uploadwen Tangerine{number}" for number in range(10)]
    coordinator.expect("/referrals/import", _file(names), 303, "multipart/form-data; boundary=b")
    return names


def _paper() -> dict[str, str]:
    """A signed sheet of consent to be called in three months."""
    answers = {"follow_up_contact-permission": "given", "follow_up_contact-assent": "given", "basis": "guardian"}
    facts = {"id": str(new_id()), "signed_on": "2026-02-03", "language": "en", "form_version": "2026-1"}
    return answers | facts | {"given_by": GIVER, "safe_contact": SAFE_TIMES}


def _file(names: list[str]) -> bytes:
    """A file of referrals, long enough for a server that puts long bodies on the disk."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(IN_A_FILE)
    for number in range(4_000):
        name = names[number % len(names)]
        writer.writerow((name, f"{name} {'of the long name ' * 8}", "2012-03-04", "90002", "School", "2026-02-03"))
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    return head + made.getvalue().encode() + b"\r\n--b--\r\n"


def left_by(site: Site) -> bytes:
    """Everything in the site's files; on PostgreSQL also every row of every table."""
    folders = {site.folder, Path(site.settings.instance_dir)}
    paths = sorted({path for folder in folders for path in folder.rglob("*") if path.is_file()})
    stored = [path.read_bytes() for path in paths]
    if not site.is_sqlite:
        for table in Base.metadata.sorted_tables:
            stored += [row.encode() for row in db.session.scalars(text(f"SELECT t::text FROM {table.name} AS t"))]  # noqa: S608
        db.session.rollback()
    return b"\n".join(stored)


def hits(everything: bytes, texts: list[str]) -> list[str]:
    """Those of `texts` that occur, in whatever spelling."""
    return [each for each in texts if any(spelled in everything for spelled in spellings(each))]


def spellings(planted_text: str) -> Iterator[bytes]:
    """A text as it could stand in a file: UTF-8, UTF-16 in both orders, base64 at any offset, hex, in an address."""
    raw = planted_text.encode()
    yield from (raw, planted_text.encode("utf-16-le"), planted_text.encode("utf-16-be"))
    for shift in range(3):
        # The first letters mix with what stands before, the last with what comes after: neither is looked for.
        spelled = base64.b64encode(bytes(shift) + raw)
        yield spelled[(0, 2, 3)[shift] : 8 * (shift + len(raw)) // 6]
    yield from (raw.hex().encode(), raw.hex().upper().encode())
    yield from (quote(planted_text).encode(), quote_plus(planted_text).encode())
