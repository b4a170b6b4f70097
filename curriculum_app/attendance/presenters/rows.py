"""One girl on the sheet: what is in her fields, what is saved, who changed what, and answers that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from curriculum_app.attendance.presenters import words
from curriculum_app.attendance.queries.history import LAST_VERSIONS, Change
from curriculum_app.attendance.queries.sheets import SheetRow
from curriculum_app.attendance.rules.typed import Typed, typed_of
from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import Current
from curriculum_app.attendance.rules.words import Reason, Verdict
from curriculum_app.core.ids import new_id
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True)
class Choice:
    """One of the answers that differ: the words on its button, the value that it posts, and an id for the post."""

    text: str
    typed: Typed
    op: UUID


@dataclass(frozen=True)
class Dispute:
    """Two people, two answers: who said what, and the answers to choose from, the saved one first."""

    message: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Row:
    """One girl as the sheet shows her. `typed` stands in the fields, `saved` is the status that the server has.

    `history` is the latest of it, and `has_earlier` whether there is more. The ids are texts, as the page says each of
    them seven times.
    """

    id: str
    name: str
    code: str
    typed: Typed
    saved: str
    saved_text: str
    version: int
    line: str
    message: str
    history: tuple[str, ...]
    has_earlier: bool
    dispute: Dispute | None
    tells_today: bool


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and on which day."""

    user_id: UUID | None
    today: date


def make_row(
    row: SheetRow, changes: Sequence[Change], reader: Reader, *, typed: Typed | None = None, message: str = ""
) -> Row:
    """Present one girl; `typed` and `message` come from a refused form."""
    value = row.current.value
    return Row(
        id=str(row.enrolment_id),
        name=row.name,
        code=row.code,
        typed=typed or typed_of(value),
        saved=value.status.value if value else "",
        saved_text=words.said(value),
        version=row.current.version,
        line=who_and_when(row.marked_by, row.marked_at, reader.today),
        message=message,
        history=tuple(told(change, reader.today) for change in changes if change.verdict is not Verdict.SAME),
        has_earlier=row.current.version > LAST_VERSIONS,
        dispute=dispute_of(row.current, row.marked_by, row.marked_at, changes, reader),
        tells_today=value is not None and value.reason is Reason.WHEREABOUTS_UNKNOWN,
    )


def who_and_when(marked_by: str | None, marked_at: datetime | None, today: date) -> str:
    """Who marked and when, for example "Rosa, 4:12 PM"; empty for a girl whom nobody has marked."""
    if marked_at is None:
        return ""
    return str(_("%(name)s, %(when)s", name=words.first_name(marked_by), when=words.moment(marked_at, today)))


def told(change: Change, today: date) -> str:
    """One line of history: who, when, old and new, and what became of it."""
    facts = {
        "when": words.moment(change.changed_at, today),
        "name": words.first_name(change.changed_by),
        "was": words.said(change.was),
        "now": words.said(change.value),
    }
    if change.verdict is Verdict.CONFLICT:
        return str(_("%(when)s, %(name)s: %(now)s, not taken over; it stayed %(was)s", **facts))
    if change.verdict is Verdict.REJECTED:
        return str(_("%(when)s, %(name)s: %(now)s, refused", **facts))
    return str(_("%(when)s, %(name)s: %(was)s → %(now)s", **facts))


def dispute_of(
    current: Current, marked_by: str | None, marked_at: datetime | None, changes: Sequence[Change], reader: Reader
) -> Dispute | None:
    """The answers that stand against each other on one version of a mark, or None where nobody differs."""
    against = [change for change in changes if change.verdict is Verdict.CONFLICT and change.version == current.version]
    if not current.is_disputed or not against:
        return None
    last = against[-1]
    saved = {"name": words.first_name(marked_by), "status": words.said(current.value)}
    when = words.moment(marked_at, reader.today) if marked_at else ""
    if last.changed_by_id == reader.user_id and len(against) == 1:
        message = _("%(name)s marked %(status)s at %(time)s. Keep hers or use yours?", **saved, time=when)
        texts = [
            _("Keep hers: %(status)s", status=saved["status"]),
            _("Use yours: %(status)s", status=words.said(last.value)),
        ]
        return Dispute(message, (_choice(texts[0], current.value), _choice(texts[1], last.value)))
    others = " ".join(
        _("%(name)s marked %(status)s.", name=words.first_name(each.changed_by), status=words.said(each.value))
        for each in against
    )
    message = _("%(name)s marked %(status)s at %(time)s. %(others)s Which is right?", **saved, time=when, others=others)
    values = dict.fromkeys([current.value, *(each.value for each in against)])
    return Dispute(message, tuple(_choice(words.said(value), value) for value in values))


def _choice(text: str, value: Value | None) -> Choice:
    return Choice(text, typed_of(value), new_id())
