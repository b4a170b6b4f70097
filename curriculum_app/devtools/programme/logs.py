"""Fidelity logs of the demonstration: most held sessions have one, most went as written, a few hold words.

An exception costs a row and words cost the vault's time, so both are few where many groups are made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from curriculum_app.core.vault import DataKey
from curriculum_app.devtools.dice import Dice, chances
from curriculum_app.devtools.programme.meetings import Meeting
from curriculum_app.devtools.programme.plan import Group
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.notes.models import FidelityException, FidelityLog
from curriculum_app.notes.rules.fidelity import Given, Outcome, Planned, Why, as_written
from curriculum_app.notes.rules.figures import totals

Plans = Mapping[str, Sequence[Planned]]

REASONS = chances({
    Why.RAN_OUT_OF_TIME: 8, Why.GROUP_NOT_READY: 4, Why.MATERIALS_OR_ROOM: 3, Why.GIRLS_REQUEST: 2, Why.SAFETY: 1,
})  # fmt: skip
ENGAGEMENT = chances([(None, 1), (1, 1), (2, 4), (3, 9), (4, 5)])
REMARKS = (
    "The gate opened late, so we began ten minutes after the hour.",
    "Pairs worked better than the whole circle.",
    "We moved to the library because the day room was taken.",
)


def add_logs(rows: Rows, group: Group, key: DataKey, meetings: Sequence[Meeting], plans: Plans) -> None:
    """The logs of the held sessions of a group, its newest one still to be filled in where the group is shown."""
    held = [each for each in meetings if each.is_held]
    for meeting in held[:-1] if group.is_shown else held:
        if rows.dice.happens(0.85):
            _add_log(rows, group, key, meeting, plans[meeting.lesson.key])


def _add_log(rows: Rows, group: Group, key: DataKey, meeting: Meeting, plan: Sequence[Planned]) -> None:
    dice, at = rows.dice, meeting.begins + timedelta(minutes=meeting.minutes + rows.dice.number(5, 60))
    log_id, changed = dice.id(at), _exceptions(dice, plan)
    has_words = dice.happens(0.3 if group.is_shown else 0.01)
    remark = key.seal(FidelityLog.remark_sealed, log_id, dice.pick(REMARKS)) if has_words else None
    rows.add(
        FidelityLog, id=log_id, session_id=meeting.id, author_id=group.lead, engagement=dice.weighted(ENGAGEMENT),
        remark_sealed=remark, written_at=at, version=1, **asdict(totals(plan, as_written(plan) | changed)),
    )  # fmt: skip
    for name, given in changed.items():
        _add_exception(rows, dice.id(at), log_id, name, given)


def _exceptions(dice: Dice, plan: Sequence[Planned]) -> dict[str, Given]:
    """One activity changed or skipped in a third of the sessions, an optional one given in some."""
    found = {each.key: Given(Outcome.DONE, each.minutes) for each in plan if not each.is_required and dice.happens(0.2)}
    if dice.happens(0.33):
        each = dice.pick([each for each in plan if each.is_required])
        why = dice.weighted(REASONS)
        skipped, shorter = Given(Outcome.SKIPPED, 0, why), Given(Outcome.CHANGED, each.minutes * 2 // 3, why)
        found[each.key] = skipped if dice.happens(0.3) else shorter
    return found


def _add_exception(rows: Rows, row_id: UUID, log_id: UUID, name: str, given: Given) -> None:
    rows.add(
        FidelityException, id=row_id, log_id=log_id, activity_key=name, outcome=given.outcome,
        minutes=given.minutes, reason=given.reason,
    )  # fmt: skip
