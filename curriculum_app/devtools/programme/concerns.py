"""A few concerns: clocks that run and clocks that were met, one about a manager, one about a custodian herself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from curriculum_app.concerns.models import Concern, ConcernAnswer, ConcernBarred, ConcernNotice
from curriculum_app.concerns.rules.words import AboutStaff, Agency, ClockKind, Field, Known, NoticeKind
from curriculum_app.core import clock
from curriculum_app.core.vault import KeyKind
from curriculum_app.devtools.programme.apart import girls_of
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.devtools.programme.staff import BAY, SOUTH
from curriculum_app.participants.queries.names import names_for

LEADER, BESIDE, BAY_LEADER = "facilitator@example.com", "cofacilitator@example.com", "facilitator8@example.com"
MANAGER, FIRST, SECOND = "manager@example.com", "custodian@example.com", "custodian2@example.com"
NUMBER = "4471902355810046127"
CROSS_HOURS = 24


@dataclass(frozen=True)
class Told:
    """One invented concern: how many days ago and at what time, by whom, and what became of it (minutes after)."""

    days_ago: int
    wall: time
    author: str
    text: str
    called: int | None = None
    written: int | None = None
    waived: str = ""
    exploited: Known | None = None
    accused: tuple[str, ...] = ()
    area: int = SOUTH
    has_girl: bool = False
    spoken_to: str = field(default="Intake worker, badge 4471")


ALL = (
    Told(1, time(16, 25), LEADER, "She said that her cousin's friend waits after school and bought her a phone.",
         called=20, exploited=Known.UNSURE, has_girl=True),
    Told(1, time(21, 40), BAY_LEADER, "She showed a bruise on her arm and said that it happened at home.", area=BAY),
    Told(4, time(15, 10), LEADER, "She said that she was left alone with her brothers for three days.", called=15,
         written=26 * 60, exploited=Known.NO, has_girl=True),
    Told(9, time(17, 5), BESIDE, "She told the group that a grown man writes to her at night.", called=35,
         written=38 * 60, exploited=Known.NO),
    Told(12, time(16, 50), BAY_LEADER, "She spoke of a film that she had seen, as it turned out.", area=BAY,
         waived="I asked again with her counselor. It was the story of the film, and nothing of her own."),
    Told(1, time(18, 15), BESIDE, "She said that the manager shouted at her and took her by the arm.", called=25,
         accused=(MANAGER,)),
    Told(2, time(14, 30), LEADER, "She said that somebody read her papers in the office and told her aunt.", called=40,
         accused=(FIRST,)),
)  # fmt: skip


def add_concerns(rows: Rows, staff: Mapping[str, UUID], *, today: date) -> None:
    """Collect the concerns; every girl is in the database already, and `staff` are ids by e-mail."""
    girls = girls_of(staff[LEADER])
    names = {girl: f"{name.name} ({name.code})" for girl, name in names_for(girls).items()}
    for each in ALL:
        learned_at = clock.instant(today - timedelta(days=each.days_ago), each.wall)
        girl = rows.dice.pick(girls) if each.has_girl and girls else None
        _add(rows, each, staff, learned_at, girl=girl, name=names.get(girl, "") if girl else "")


def _add(
    rows: Rows, told: Told, staff: Mapping[str, UUID], learned_at: datetime, *, girl: UUID | None, name: str
) -> None:
    entered_at, author = learned_at + timedelta(minutes=12), staff[told.author]
    key_id, key = rows.key(KeyKind.CONCERN, entered_at)
    concern_id = rows.dice.id(entered_at)
    called_at, written_at = _after(learned_at, told.called), _after(learned_at, told.written)
    waived_at = entered_at + timedelta(minutes=30) if told.waived else None
    about_staff = AboutStaff.YES if told.accused else AboutStaff.NO
    rows.add(
        Concern, id=concern_id, code=rows.dice.code(), key_id=key_id, author_id=author, participant_id=girl,
        service_area=told.area, site_id=None, learned_at=learned_at, learned_said_at=learned_at, entered_at=entered_at,
        received_at=entered_at, about_staff=about_staff, exploited=told.exploited, cross_hours=CROSS_HOURS,
        agency=Agency.WELFARE if called_at else None, called_at=called_at, call_waived_at=waived_at,
        written_at=written_at, written_waived_at=waived_at, crossed_at=None, cross_waived_at=None,
    )  # fmt: skip
    answers = [
        (Field.GIRL, name, entered_at), (Field.LEARNED, learned_at.isoformat(), entered_at),
        (Field.ABOUT_STAFF, about_staff.value, entered_at), (Field.TEXT, told.text, entered_at),
        (Field.EXPLOITED, told.exploited.value if told.exploited else "", entered_at),
        *(_of_call(told, called_at) if called_at else ()),
        *([(Field.WRITTEN, written_at.isoformat(), written_at)] if written_at else ()),
        *([(kind, told.waived, waived_at) for kind in (Field.PHONE_NOT_REQUIRED, Field.WRITTEN_NOT_REQUIRED)]
          if waived_at else ()),
    ]  # fmt: skip
    for answer, text, said_at in answers:
        if text:
            row_id = rows.dice.id(said_at)
            body = key.seal(ConcernAnswer.body_sealed, row_id, text)
            rows.add(
                ConcernAnswer, id=row_id, concern_id=concern_id, field=answer, body_sealed=body, said_by_id=author,
                said_at=said_at,
            )  # fmt: skip
    accused = [staff[email] for email in told.accused]
    for user_id in accused:
        rows.add(ConcernBarred, concern_id=concern_id, user_id=user_id, named_by_id=author, named_at=entered_at)
    for user_id in (staff[FIRST], staff[SECOND]):
        if user_id not in accused:
            rows.add(
                ConcernNotice, id=rows.dice.id(entered_at), concern_id=concern_id, user_id=user_id, kind=NoticeKind.NEW,
                clock=ClockKind.PHONE, made_at=entered_at,
                seen_at=_after(entered_at, 60 if told.days_ago > 1 else None),
            )  # fmt: skip


def _of_call(told: Told, called_at: datetime) -> Sequence[tuple[Field, str, datetime]]:
    return (
        (Field.CALLED, called_at.isoformat(), called_at),
        (Field.AGENCY, Agency.WELFARE.value, called_at),
        (Field.SPOKEN_TO, told.spoken_to, called_at),
        (Field.REFERRAL_NUMBER, NUMBER, called_at),
    )


def _after(at: datetime, minutes: int | None) -> datetime | None:
    return None if minutes is None else at + timedelta(minutes=minutes)
