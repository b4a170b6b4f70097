"""Saving what belongs to a session: how long it may be changed, and what a save does to what is there already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Generic, TypeVar
from uuid import UUID

# Source: domain.md, Notes: "Editable by the author for 72 h, then only dated addenda."
CHANGEABLE_FOR = timedelta(hours=72)
LONGEST_TEXT = 20_000

Text = TypeVar("Text")


class Verdict(StrEnum):
    """What a save does."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class NoteText:
    """What somebody wrote: `body` about the session, `about` single girls by enrolment id (never an empty text)."""

    body: str
    about: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.body and not self.about


@dataclass(frozen=True)
class Stored(Generic[Text]):
    """A note or a log as it stands: its text, its version (from 1), and when it was first written."""

    text: Text
    version: int
    written_at: datetime


def changeable_until(written_at: datetime) -> datetime:
    """The instant from which a note can no longer be changed: 72 hours after it was first written."""
    return written_at + CHANGEABLE_FOR


def decide(stored: Stored[Text] | None, text: Text, *, base_version: int, at: datetime) -> Verdict:
    """What saving `text`, typed on `base_version` (0: on no note), does to the note as it stands.

    The same text is no change, however late and on whatever version: the same post twice makes one note.
    """
    if stored is None:
        return Verdict.CREATED
    if stored.text == text:
        return Verdict.SAME
    if at >= changeable_until(stored.written_at):
        return Verdict.TOO_LATE
    return Verdict.CHANGED if base_version == stored.version else Verdict.CONFLICT
