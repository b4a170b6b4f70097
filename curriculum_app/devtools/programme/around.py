"""What stands around the marks: notes, what they say about one girl, and walk-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from curriculum_app.attendance.models import Visit
from curriculum_app.attendance.rules.words import DeclineReason, VisitState
from curriculum_app.core.vault import DataKey
from curriculum_app.devtools.people.families import lists
from curriculum_app.devtools.programme.meetings import Meeting
from curriculum_app.devtools.programme.plan import Group, Stage
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.notes.models import Note, NoteAboutGirl

OF_THE_GROUP = (
    "Everyone spoke at least once in the opening round. The second activity ran long, so we left out the last.",
    "Quiet start. After the break they worked in pairs and the room was lively until the end.",
    "We read the page aloud in English and Spanish. Good questions about secrets among friends.",
    "Two were tired after a court morning and still stayed. The card activity worked well.",
    "They remembered last week's words without help. We began five minutes late because of the gate.",
)
OF_ONE_GIRL = (
    "Took the lead in the pair activity and helped another girl find her words.",
    "Sat apart at first, joined after the break.",
    "Asked for the handout to take along.",
    "Said that she would like to go first next time.",
)
WHY_NO = (
    DeclineReason.ANOTHER_GROUP, DeclineReason.GROUP_FULL, DeclineReason.GROUP_CLOSED, DeclineReason.DID_NOT_WANT,
)  # fmt: skip


def add_notes(
    rows: Rows, group: Group, key: DataKey, meetings: Sequence[Meeting], seats: Sequence[tuple[UUID, DataKey]]
) -> None:
    """Notes of the leader on some of the held sessions, each under the cohort's key; a word on a girl under hers."""
    dice = rows.dice
    for meeting in meetings:
        if not meeting.is_held or not dice.happens(0.75 if group.is_shown else 0.2):
            continue
        at = meeting.begins + timedelta(minutes=meeting.minutes + dice.number(5, 90))
        note_id = dice.id(at)
        body = key.seal(Note.body_sealed, note_id, dice.pick(OF_THE_GROUP))
        rows.add(
            Note, id=note_id, session_id=meeting.id, author_id=group.lead, body_sealed=body, written_at=at, version=1
        )
        for enrolment_id, own in dice.some(seats, 1) if dice.happens(0.4) else ():
            about = dice.id(at)
            said = own.seal(NoteAboutGirl.body_sealed, about, dice.pick(OF_ONE_GIRL))
            rows.add(
                NoteAboutGirl, id=about, note_id=note_id, enrolment_id=enrolment_id, body_sealed=said, written_at=at
            )


def add_walk_ins(rows: Rows, group: Group, key: DataKey, meetings: Sequence[Meeting]) -> None:
    """Somebody who came without a seat: to the shown groups' last meeting, and to one here and there."""
    held = [each for each in meetings if each.is_held]
    if group.is_shown and group.stage is Stage.RUNNING:
        _add_walk_in(rows, group, key, held[-1], waits=group.ordinal != 1)
    elif held and rows.dice.happens(0.05):
        _add_walk_in(rows, group, key, rows.dice.pick(held), waits=False)


def _add_walk_in(rows: Rows, group: Group, key: DataKey, meeting: Meeting, *, waits: bool) -> None:
    """She waits for a coordinator, or was told no."""
    dice, at = rows.dice, meeting.begins + timedelta(minutes=10)
    visit, family = dice.id(at), dice.pick(lists().families)
    named: dict[str, bytes | None] = {
        "first_name_sealed": key.seal(Visit.first_name_sealed, visit, dice.pick(family.girls)),
        "last_initial_sealed": key.seal(Visit.last_initial_sealed, visit, dice.pick(family.names)[0]),
    }
    decided: dict[str, object] = {"state": VisitState.WAITING, "decline_reason": None, "decided_at": None}
    if not waits:
        named = dict.fromkeys(named)
        decided = {
            "state": VisitState.DECLINED,
            "decline_reason": dice.pick(WHY_NO),
            "decided_at": at + timedelta(hours=3),
        }
    rows.add(
        Visit, id=visit, session_id=meeting.id, age=dice.number(12, 17), recorded_by_id=group.lead, recorded_at=at,
        **named, **decided,
    )  # fmt: skip
