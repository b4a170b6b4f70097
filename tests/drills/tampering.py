"""Tamperings of the audit, each on a copy: `flask audit verify` finds every one and names the first bad row."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from curriculum_app.core import clock
from curriculum_app.core.access import command_line
from curriculum_app.core.audit import Event, Outcome, chain, write
from curriculum_app.core.cli import anchor_file, link_audit
from curriculum_app.core.db import begin_writing, db
from curriculum_app.core.ids import new_id
from tests.drills.attacks import ATTACKS, Book
from tests.drills.figures import Figure, share
from tests.drills.sites import Site
from tests.drills.sizes import Size

HAPPENED = Event("example:thing:happened", keys=("number", "is_odd"))
EVENTS = 60
OLDER = 40  # events in the older copy
ROLLED_BACK = "an older copy of the database"
NOT_FOUND = chain.Verdict(0, None)

Verify = Callable[[Session, Path], chain.Verdict]


def tampering(site: Site, size: Size, *, verify: Verify = chain.verify) -> Figure:
    """Tamper in random ways, every kind at least once, and let `verify` look each time."""
    dice = random.Random(20261125)  # noqa: S311 - which row, not a secret
    original, older = _book_of(site)
    kinds = [*ATTACKS, ROLLED_BACK]
    chosen = kinds + dice.choices(kinds, k=max(size.tamperings - len(kinds), 0))
    faults = [*_untouched(original, verify)]
    copy = site.folder / "tampered.sqlite3"
    for kind in chosen:
        shutil.copy(older if kind == ROLLED_BACK else original, copy)
        bad = OLDER + 1 if kind == ROLLED_BACK else _attack(copy, kind, dice)
        faults += _fault(kind, bad, _verdict(copy, verify))
    found = len(chosen) - len(faults)
    return Figure(
        promise="The log cannot be edited (SQLite, below its triggers)",
        goal=f"{size.tamperings} of {size.tamperings} tamperings found, the first bad row named",
        measured=f"{share(found, len(chosen))} found and named, in {len(kinds)} ways",
        held=not faults and len(chosen) >= size.tamperings,
        faults=tuple(faults),
    )


def _book_of(site: Site) -> tuple[Path, Path]:
    """An audit with every column filled somewhere, linked and anchored; and an older copy of it."""
    begin_writing()
    db.session.execute(text("SELECT 1"))
    for number in range(EVENTS):
        _happen(number)
        if number % 7 == 6 or number == OLDER - 1:
            db.session.commit()
            link_audit()
            if number == OLDER - 1:
                older = _copied(site, "older.sqlite3")
            begin_writing()
    db.session.commit()
    link_audit()
    return _copied(site, "original.sqlite3"), older


def _happen(number: int) -> None:
    at = clock.now()
    is_plain = number % 3 == 0
    write(
        db.session.connection(),
        HAPPENED,
        actor=None if is_plain else command_line(clock.today(at)),
        at=at,
        kind=None if is_plain else "participants",
        object_id=None if is_plain else new_id(),
        reason="moved" if number % 2 else None,
        outcome=tuple(Outcome)[number % 3],
        details={"number": number, "is_odd": number % 2 == 1},
    )


def _copied(site: Site, name: str) -> Path:
    path = site.folder / name
    connection = sqlite3.connect(site.file, isolation_level=None)
    connection.execute("VACUUM INTO ?", (str(path),))
    connection.close()
    return path


def _attack(copy: Path, kind: str, dice: random.Random) -> int | UUID:
    connection = sqlite3.connect(copy)
    bad = ATTACKS[kind](Book(connection, dice))
    connection.commit()
    connection.close()
    return bad


def _verdict(copy: Path, verify: Verify) -> chain.Verdict:
    engine = create_engine(f"sqlite:///{copy}")
    with Session(engine) as session:
        verdict = verify(session, anchor_file())
    engine.dispose()
    return verdict


def _untouched(original: Path, verify: Verify) -> list[str]:
    verdict = _verdict(original, verify)
    return [f"An untouched audit is said to be bad: {verdict.fault}"] if verdict.fault else []


def _fault(kind: str, bad: int | UUID, verdict: chain.Verdict) -> list[str]:
    """What `verify` missed or misnamed, as a sentence."""
    if verdict.fault is None:
        return [f"{kind}: not found."]
    is_named = str(bad) in verdict.fault if isinstance(bad, UUID) else verdict.links == bad - 1
    return [] if is_named else [f"{kind}: the first bad row is {bad}; verify said: {verdict.fault}"]
