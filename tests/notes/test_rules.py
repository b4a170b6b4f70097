"""What a save does to the note that is there, and for how long a note may be changed."""

from datetime import UTC, datetime, timedelta

import pytest

from curriculum_app.notes.rules import NoteText, Stored, Verdict, changeable_until, decide

WRITTEN = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
OLD, NEW = NoteText("They liked the rings."), NoteText("They liked the rings. Two left early.")
STORED = Stored(OLD, version=2, written_at=WRITTEN)
SOON = WRITTEN + timedelta(hours=1)


@pytest.mark.parametrize(
    ("stored", "text", "base_version", "verdict"),
    [
        (None, NEW, 0, Verdict.CREATED),
        (STORED, NEW, 2, Verdict.CHANGED),
        (STORED, NEW, 1, Verdict.CONFLICT),
        (STORED, NEW, 0, Verdict.CONFLICT),
        (STORED, OLD, 0, Verdict.SAME),
        (STORED, OLD, 2, Verdict.SAME),
    ],
)
def test_a_save_creates_changes_conflicts_or_says_the_same(
    stored: Stored[NoteText] | None, text: NoteText, base_version: int, verdict: Verdict
) -> None:
    assert decide(stored, text, base_version=base_version, at=SOON) is verdict


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (timedelta(hours=72, milliseconds=-1), Verdict.CHANGED),
        (timedelta(hours=72), Verdict.TOO_LATE),
        (timedelta(days=30), Verdict.TOO_LATE),
    ],
)
def test_a_note_can_be_changed_for_72_hours(after: timedelta, verdict: Verdict) -> None:
    assert decide(STORED, NEW, base_version=2, at=WRITTEN + after) is verdict


def test_the_same_post_after_72_hours_is_still_the_same() -> None:
    assert decide(STORED, OLD, base_version=2, at=WRITTEN + timedelta(days=30)) is Verdict.SAME


def test_72_hours_are_hours_also_when_clocks_change() -> None:
    before_clocks_change = datetime(2026, 10, 31, 20, 0, tzinfo=UTC)
    assert changeable_until(before_clocks_change) == datetime(2026, 11, 3, 20, 0, tzinfo=UTC)
