"""The fidelity report as a file: one line a lesson and edition, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from curriculum_app.core import clock
from curriculum_app.core.exports import Cell
from curriculum_app.reports.queries import LessonFigures

# Until small counts are suppressed, nothing here may leave the unit; the name of the file says so.
FILE_NAME = "fidelity-internal"
COLUMNS = (
    "lesson", "title", "edition", "sessions_held", "sessions_logged", "required_planned", "required_given",
    "optional_planned", "optional_given", "minutes_planned", "minutes_given", "adherence", "dosage",
    "engagement_mean", "engagement_n", "as_of",
)  # fmt: skip


def lines(lessons: tuple[LessonFigures, ...], at: datetime) -> Iterator[tuple[Cell, ...]]:
    """The lines under COLUMNS; `at` is local. Shares are from 0 on (four places), empty where there is no log."""
    as_of = at.isoformat(timespec="seconds")
    for each in lessons:
        found = each.figures
        yield (
            each.number, each.title, f"{each.edition}, {clock.local(each.loaded_at).date()}", found.held, found.logged,
            found.required_planned, found.required_given, found.optional_planned, found.optional_given,
            found.minutes_planned, found.minutes_given, _rounded(found.adherence), _rounded(found.dosage),
            _rounded(found.engagement), found.engagement_n, as_of,
        )  # fmt: skip


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
