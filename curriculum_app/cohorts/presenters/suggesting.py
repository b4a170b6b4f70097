"""A free seat, and the waiting girls who fit: said on the page of a group, never done by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import ngettext

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.rules.entry import seats_free
from curriculum_app.participants.queries import Placeable

MOST_SHOWN = 3


@dataclass(frozen=True)
class Fitting:
    """One girl who fits, and the way to her card on the page of enrolling."""

    name: str
    code: str
    waiting: str
    url: str


@dataclass(frozen=True)
class Suggestion:
    """What stands beside a free seat; without girls nothing is said."""

    title: str = ""
    girls: tuple[Fitting, ...] = ()


NO_SUGGESTION = Suggestion()


def suggestion(cohort: Cohort, rows: Sequence[Placeable]) -> Suggestion:
    """The sentence about the free seats of `cohort`, and the three girls who have waited longest."""
    if not rows:
        return NO_SUGGESTION
    free = seats_free(cohort.capacity, cohort.seats_taken)
    seats = ngettext("%(num)s seat is free", "%(num)s seats are free", free)
    girls = ngettext("%(num)s waiting girl fits", "%(num)s waiting girls fit", len(rows))
    return Suggestion(f"{seats}: {girls}", tuple(_fitting(cohort, row) for row in rows[:MOST_SHOWN]))


def _fitting(cohort: Cohort, row: Placeable) -> Fitting:
    url = url_for("cohorts.new_enrolment", cohort_id=cohort.id, _anchor=f"girl-{row.participant_id}")
    waiting = ngettext("waiting for %(num)s day", "waiting for %(num)s days", row.waiting_days)
    return Fitting(row.display_name, row.code, waiting, url)
