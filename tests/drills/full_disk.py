"""A full disk: whoever posts is told that nothing was saved and keeps what she typed; later it saves once."""

from __future__ import annotations

import html
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from curriculum_app import create_app
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from curriculum_app.notes.models import Note
from curriculum_app.participants.models import Referral
from tests.drills.figures import Figure
from tests.drills.keeping import judge
from tests.drills.serving import Server
from tests.drills.sites import Sheet, Site, sheets
from tests.drills.sizes import Size
from tests.drills.small_disk import SmallDisk, small_disk
from tests.drills.tapping import Tapper
from tests.drills.visiting import Visitor
from tests.drills.warm import WARM, warmth

NOT_SAVED = ("Not saved", "Your text is still here.")
TYPED = "They laughed about the bus, & nobody wanted to go home."
GIRL = {
    "first_name": "Maya", "last_name": "Reyes Soto", "birth_date": "2012-03-04", "zip": "90002", "language": "en",
    "referral_source": "Her school", "referred_on": "2026-02-03",
}  # fmt: skip
KINDS = ("text/html", "application/json")
FORBIDDEN = "/admin/users"
SAVED_ONCE = "marks, note and referral saved once"
READS = ("/", "/lessons", "/account", "/report-now", "/reports/completion", "/reports/completion.csv")


@dataclass(frozen=True)
class People:
    """The facilitator who posts, her sheet and her note; a coordinator and her referral."""

    facilitator: Visitor
    coordinator: Visitor
    tapper: Tapper
    note: dict[str, str]
    referral: dict[str, str]

    @property
    def notes(self) -> str:
        """The address of the notes of her session."""
        return self.tapper.sheet.path.removesuffix("attendance") + "notes"

    @property
    def faults(self) -> tuple[str, ...]:
        """What went wrong for either of them."""
        return tuple(dict.fromkeys((*self.facilitator.faults, *self.coordinator.faults)))


def full_disk(site: Site, size: Size, *, app: str = WARM, may_mount: bool = True) -> Figure:
    """Fill the disk under the running program, post in every way, free it, and post the same again."""
    (sheet, warm), coordinator = sheets(site, 2, 20), _coordinator(site)
    with small_disk(site.folder, may_mount=may_mount) as disk, _copied(site, disk.folder) as copy:
        server = Server(copy, app=app, environment=warmth(warm))
        people = _people(server, sheet, coordinator)
        try:
            refused, reads = _while_full(server, disk, people, size.refused_posts)
            saved = _afterwards(people)
        finally:
            people.tapper.close()
            server.kill()
        kept = judge(copy, [people.tapper])
    faults = (*people.faults, *kept.faults)
    return Figure(
        promise="A full disk never lies (SQLite)",
        goal=f"≥ {size.refused_posts} posts refused, each with 503 “Not saved. Your text is still here.”; "
        "the same posts save once, without a restart, when there is room",
        measured=f"{refused} refused on {disk.words}, {reads}; afterwards {saved}; "
        f"{kept.acknowledged} marks acknowledged, {kept.lost} lost, {kept.doubled} doubled; {len(faults)} faults",
        held=refused >= size.refused_posts and saved == SAVED_ONCE and not faults and kept.is_right,
        faults=faults,
    )


def _while_full(server: Server, disk: SmallDisk, people: People, times: int) -> tuple[int, str]:
    """Fill the disk and post until `times` were refused; how many were, and how reading went meanwhile."""
    people.tapper.post_until_saved(people.tapper.girls)
    disk.fill(server)
    refused = 0
    # What room the write-ahead log still has may be used up honestly; each post then says that it was saved.
    for number in range(3 * times):
        if refused >= times:
            break
        people.tapper.post(people.tapper.girls)
        refused += bool(people.tapper.pending)
        accept = KINDS[number % len(KINDS)]
        refused += _is_told(people.facilitator, people.notes, people.note, accept)
        refused += _is_told(people.coordinator, "/referrals/new", people.referral, accept)
    reads = [people.facilitator.ask(path)[0] for path in (*READS, people.tapper.sheet.path)]
    people.facilitator.faults += [f"A page was answered {each}." for each in reads if each not in {200, 503}]
    denied = people.facilitator.ask(FORBIDDEN)[0]
    people.facilitator.faults += [f"A denial was answered {denied}."] * (denied not in {403, 503})
    disk.free(server)
    return refused, f"{reads.count(200)} of {len(reads)} pages still readable and the others 503"


def _is_told(visitor: Visitor, path: str, fields: dict[str, str], accept: str) -> bool:
    """Post to a full disk; whether it said so. Anything but the truth and her own text is a fault."""
    status, text = visitor.ask(path, fields, accept)
    said = f"A post to {path.rsplit('/', 1)[-1]} ({accept})"
    if status != 503:
        if status >= 400:
            visitor.faults.append(f"{said} was answered {status}.")
        return False
    visitor.faults += [f"{said} does not say {words!r}." for words in NOT_SAVED if words not in text]
    if accept == "text/html":
        missing = [value for value in fields.values() if html.escape(value) not in text.replace("&#39;", "&#x27;")]
        visitor.faults += [f"{said} does not give back {value!r}." for value in missing]
    return True


def _afterwards(people: People) -> str:
    """Post the same twice now that there is room; what was saved."""
    people.tapper.close()  # the server has ended it by now
    people.tapper.post(people.tapper.girls)
    people.tapper.post_again()
    for _ in range(2):
        people.facilitator.expect(people.notes, people.note, 303)
        people.coordinator.expect("/referrals/new", people.referral, 303)
    if people.tapper.pending:
        people.facilitator.faults.append("The marks are not saved though there is room again.")
    counted = [db.session.scalar(select(func.count()).select_from(table)) for table in (Note, Referral)]
    db.session.rollback()
    return SAVED_ONCE if counted == [1, 1] else f"{counted} notes and referrals"


def _people(server: Server, sheet: Sheet, coordinator: dict[str, str]) -> People:
    return People(
        Visitor(server.port, sheet.headers),
        Visitor(server.port, coordinator),
        Tapper(sheet, server.port, sheet.girls),
        note={"id": str(new_id()), "version": "0", "body": TYPED},
        referral=GIRL | {"id": str(new_id())},
    )


def _coordinator(site: Site) -> dict[str, str]:
    begin_writing()
    headers = site.headers(site.make.user("coordinator", service_area=6))
    db.session.rollback()
    return headers


@contextmanager
def _copied(site: Site, folder: Path) -> Iterator[Site]:
    """The same site with its database in `folder`."""
    path = folder / "copy.sqlite3"
    connection = sqlite3.connect(site.file, isolation_level=None)
    connection.execute("VACUUM INTO ?", (str(path),))
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    # Every request then wants to write down that the sign-in was used, which must spoil no answer.
    connection.execute("UPDATE sign_ins SET last_seen_at = last_seen_at - 120000")
    connection.close()
    app = create_app(replace(site.settings, database_url=f"sqlite:///{path}"))
    with app.app_context():
        yield Site(app, site.make, folder)
        db.session.close()
        for engine in db.engines.values():
            engine.dispose()
