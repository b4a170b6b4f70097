"""The chain over the audit: each link hashes one event together with the link before it.

The linker works in batches in a transaction of its own; `verify` walks the whole chain and names the first bad row. The
head is also written to a file outside the database, so that a cut tail or an older copy of the database shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from curriculum_app.core.audit.models import AuditEvent, AuditLink

GENESIS = bytes(32)
BATCH = 5_000
# No transaction of the program lives longer, so no event appears behind this window of the newest link.
WINDOW = timedelta(minutes=15)
# What a value that no column of ours can hold raises when it is read.
UNREADABLE = (ValueError, TypeError, AttributeError)
FIELDS = [column.name for column in AuditEvent.__table__.columns]


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: how many links hold, and the first fault as a sentence (None when there is none)."""

    links: int
    fault: str | None


def hash_of(event: AuditEvent, before: bytes, linked_at: datetime) -> bytes:
    """SHA-256 over the previous hash and the canonical JSON of the event and of the instant that linked it."""
    values = {name: getattr(event, name) for name in FIELDS} | {"linked_at": linked_at}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=_plain, ensure_ascii=True)
    return hashlib.sha256(before + text.encode()).digest()


def _plain(value: object) -> str:
    return value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else str(value)


def link(session: Session, at: datetime) -> tuple[int, bytes] | None:
    """Append links for at most one batch of events without one. Only one linker may run.

    Returns the new head (number, hash) for `write_anchor` once the transaction is committed; None when all were linked.
    """
    head = session.execute(
        select(AuditLink.number, AuditLink.hash, AuditLink.linked_at).order_by(AuditLink.number.desc()).limit(1)
    ).first()
    number, before = (head.number, head.hash) if head else (0, GENESIS)
    rows = []
    for event in session.scalars(_unlinked(head.linked_at - WINDOW if head else None)):
        number += 1
        before = hash_of(event, before, at)
        rows.append({"number": number, "event_id": event.id, "hash": before, "linked_at": at})
    if not rows:
        return None
    session.execute(insert(AuditLink), rows)
    return number, before


def _unlinked(since: datetime | None) -> Select[AuditEvent]:
    linked = select(AuditLink.event_id).where(AuditLink.event_id == AuditEvent.id).exists()
    events = select(AuditEvent).where(~linked).order_by(AuditEvent.at, AuditEvent.id).limit(BATCH)
    return events if since is None else events.where(AuditEvent.at >= since)


def verify(session: Session, anchor: Path | None = None) -> Verdict:
    """Walk the chain from its beginning. Every linked event must hash as written, and none may be missing."""
    try:
        verdict = _last(_walk(session, anchor, at_once=1_000))
    except UNREADABLE:
        verdict = _until_unreadable(session, anchor)
    return verdict if verdict.fault else _verify_newest(session, verdict.links)


def _last(verdicts: Iterator[Verdict]) -> Verdict:
    last = Verdict(0, None)
    for each in verdicts:
        last = each
    return last


def _until_unreadable(session: Session, anchor: Path | None) -> Verdict:
    """The walk once more, row by row: what cannot be read then stops it at its own link."""
    last = Verdict(0, None)
    try:
        for each in _walk(session, anchor, at_once=1):
            last = each
    except UNREADABLE:
        return Verdict(last.links, f"Link {last.links + 1} or its event holds what cannot be read.")
    return last


def _walk(session: Session, anchor: Path | None, at_once: int) -> Iterator[Verdict]:
    """How many links hold, after each of them; the last verdict may name a fault."""
    before, links = GENESIS, 0
    known = _read_anchor(anchor)
    rows = select(AuditLink, AuditEvent).outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
    ordered = rows.order_by(AuditLink.number).execution_options(yield_per=at_once, populate_existing=True)
    with session.execute(ordered) as found:
        for each, event in found:
            fault = _fault(each, event, links + 1, before)
            if not fault and known and known[0] == links + 1 and known[1] != each.hash.hex():
                fault = f"Link {links + 1} is not the one in the anchor file."
            if fault:
                yield Verdict(links, fault)
                return
            before, links = each.hash, links + 1
            yield Verdict(links, None)
    if known and known[0] > links:
        yield Verdict(links, f"The anchor file knows {known[0]} links and the database {links}.")
    elif links and anchor is not None and known is None:
        yield Verdict(links, "The anchor file is not there, so nobody can tell whether links were cut off the end.")


def _fault(each: AuditLink, event: AuditEvent | None, expected: int, before: bytes) -> str | None:
    """What is wrong with one link, as a sentence; None when it holds."""
    if each.number != expected:
        return f"Link {expected} is missing."
    if event is None:
        return f"The event of link {expected} is missing."
    if hash_of(event, before, each.linked_at) != each.hash:
        return f"Event {event.id} (link {expected}) was changed."
    return None


def _verify_newest(session: Session, links: int) -> Verdict:
    newest = session.scalar(select(func.max(AuditLink.linked_at)))
    if newest is None:
        return Verdict(links, None)
    linked = select(AuditLink.event_id).where(AuditLink.event_id == AuditEvent.id).exists()
    stray = session.scalar(
        select(AuditEvent.id).where(~linked, AuditEvent.at < newest - WINDOW).order_by(AuditEvent.id).limit(1)
    )
    return Verdict(links, f"Event {stray} was slipped in behind the chain." if stray else None)


def write_anchor(anchor: Path, number: int, value: bytes) -> None:
    """Write the head to the file outside the database, whole or not at all."""
    anchor.parent.mkdir(parents=True, exist_ok=True)
    fresh = anchor.with_suffix(".new")
    fresh.write_text(f"{number} {value.hex()}\n", encoding="ascii")
    fresh.replace(anchor)


def _read_anchor(anchor: Path | None) -> tuple[int, str] | None:
    if anchor is None or not anchor.exists():
        return None
    number, value = anchor.read_text(encoding="ascii").split()
    return int(number), value
