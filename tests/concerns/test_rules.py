"""The clocks of a disclosure, exact to the minute whatever the night, the device or the holiday."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from curriculum_app.concerns.rules.clocks import ClockState, Facts, Step, clocks_of, stage
from curriculum_app.concerns.rules.instants import learned, wall_instant
from curriculum_app.concerns.rules.quarters import quarters_back, shown
from curriculum_app.concerns.rules.referral_number import read_number, spaced
from curriculum_app.concerns.rules.words import ClockKind, Known, NoticeKind

HERE = ZoneInfo("America/Los_Angeles")
CASES = 500
MINUTE = timedelta(minutes=1)
# Both nights of three years on which clocks here change, holidays, a leap day, and days that are nothing.
DAYS = (
    date(2025, 3, 9), date(2025, 11, 2), date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 14), date(2027, 11, 7),
    date(2026, 11, 26), date(2026, 12, 25), date(2027, 1, 1), date(2028, 2, 29), date(2026, 6, 17), date(2026, 9, 4),
)  # fmt: skip
AT = datetime(2026, 6, 17, 20, 0, tzinfo=UTC)


def first_minute_that_shows(day: date, wall: time) -> datetime:
    """Look at a wall clock here, minute by minute through two days, until it shows this day and time.

    In the hour that spring leaves out it never does: then whoever wrote it down had not turned her clock, or had turned
    it too early; the earlier of the two is an hour before the same clock shows one hour more.
    """
    wanted = datetime.combine(day, wall)
    start = int(datetime.combine(day, time(0), UTC).timestamp()) // 60 - 60
    for minute in range(start, start + 36 * 60):
        at = datetime.fromtimestamp(minute * 60, UTC)
        if at.astimezone(HERE).replace(tzinfo=None) == wanted:
            return at
    hour_before = wanted - timedelta(hours=1)
    return first_minute_that_shows(hour_before.date(), hour_before.time())


def test_five_hundred_generated_disclosures_have_exact_clocks() -> None:
    chance, nights = random.Random(11166), 0  # noqa: S311 - cases, not secrets
    for number in range(CASES):
        day = DAYS[number % len(DAYS)] + timedelta(days=chance.choice((-1, 0, 0, 0, 1)))
        wall = time(chance.choice((0, 1, 1, 2, 2, 3, 14, 23)), chance.randrange(60))
        true_at = first_minute_that_shows(day, wall)
        assert wall_instant(day, wall, HERE) == true_at, f"{day} {wall}"
        # A tablet whose clock is off by up to two days, synchronised up to a month later.
        skew = timedelta(minutes=chance.randrange(-48 * 60, 48 * 60 + 1))
        typed_at = true_at + timedelta(minutes=chance.randrange(0, 40 * 60))
        sent_at = typed_at + timedelta(minutes=chance.randrange(0, 30 * 24 * 60))
        said = learned(true_at + skew, received_at=sent_at, entered_at=typed_at + skew, device_at=sent_at + skew)
        assert (said.at, said.entered_at, said.said_at) == (true_at, typed_at, true_at + skew)
        facts = Facts(learned_at=said.at, exploited=Known.YES, cross_hours=24)
        due = {clock.kind: clock.due_at for clock in clocks_of(facts)}
        seconds = int(true_at.timestamp())
        assert due[ClockKind.PHONE].timestamp() == seconds
        assert due[ClockKind.CROSS].timestamp() == seconds + 24 * 60 * 60
        assert due[ClockKind.WRITTEN].timestamp() == seconds + 36 * 60 * 60
        shown_here = due[ClockKind.WRITTEN].astimezone(HERE)
        nights += shown_here.utcoffset() != true_at.astimezone(HERE).utcoffset()
    assert nights >= 50, "Too few cases run over a night on which clocks change."


def test_over_a_spring_night_the_wall_shows_37_hours_and_over_an_autumn_night_35() -> None:
    spring = wall_instant(date(2026, 3, 7), time(18, 0), HERE) + timedelta(hours=36)
    autumn = wall_instant(date(2026, 10, 31), time(18, 0), HERE) + timedelta(hours=36)
    assert spring.astimezone(HERE).replace(tzinfo=None) == datetime(2026, 3, 9, 7, 0)  # noqa: DTZ001 - a wall clock
    assert autumn.astimezone(HERE).replace(tzinfo=None) == datetime(2026, 11, 2, 5, 0)  # noqa: DTZ001


def test_nobody_learns_of_anything_after_she_typed_it_in_and_what_she_said_is_kept() -> None:
    said = learned(AT + timedelta(days=3), received_at=AT)
    assert (said.at, said.said_at, said.entered_at) == (AT, AT + timedelta(days=3), AT)


def test_the_cross_report_runs_only_where_it_may_apply() -> None:
    for known, hours, applies in (
        (Known.YES, 24, True), (Known.UNSURE, 24, True), (Known.NO, 24, False), (None, 24, False), (Known.YES, 0, False)
    ):  # fmt: skip
        kinds = [clock.kind for clock in clocks_of(Facts(AT, exploited=known, cross_hours=hours))]
        assert (ClockKind.CROSS in kinds) is applies
        assert kinds[0] is ClockKind.PHONE
        assert kinds[-1] is ClockKind.WRITTEN


@pytest.mark.parametrize(
    ("hours", "expected"),
    [(0, None), (23.9, None), (24, NoticeKind.FIRST), (31.9, NoticeKind.FIRST), (32, NoticeKind.LAST),
     (35.9, NoticeKind.LAST), (36, NoticeKind.OVERDUE), (900, NoticeKind.OVERDUE)],
)  # fmt: skip
def test_an_open_clock_warns_twelve_and_four_hours_before_its_end(hours: float, expected: NoticeKind | None) -> None:
    (written,) = [each for each in clocks_of(Facts(AT)) if each.kind is ClockKind.WRITTEN]
    at = AT + timedelta(hours=hours)
    assert stage(written, at, first=timedelta(hours=12), last=timedelta(hours=4)) is expected


def test_what_was_recorded_stops_a_clock_and_says_whether_it_was_late() -> None:
    late, waived = Step(done_at=AT + timedelta(hours=37)), Step(waived_at=AT)
    phone, written = clocks_of(Facts(AT, phone=waived, written=late))
    assert (phone.state, written.state) == (ClockState.NOT_REQUIRED, ClockState.DONE)
    assert written.is_late
    assert stage(written, AT + timedelta(days=9), first=MINUTE, last=MINUTE) is None
    assert written.minutes_left(AT) == 36 * 60


@pytest.mark.parametrize("text", ["1234567890123456789", "1234 5678 9012 3456 789", "1234-5678-9012-3456-789"])
def test_a_referral_number_is_nineteen_digits_however_it_is_grouped(text: str) -> None:
    assert read_number(text) == "1234567890123456789"
    assert spaced("1234567890123456789") == "1234 5678 9012 3456 789"


@pytest.mark.parametrize("text", ["", "123456789012345678", "12345678901234567890", "123456789012345678a", "١" * 19])
def test_anything_else_is_no_referral_number(text: str) -> None:
    assert read_number(text) is None


def test_quarters_go_back_over_the_year_and_small_counts_are_not_shown() -> None:
    assert quarters_back(date(2026, 2, 3), 3) == [(2026, 1), (2025, 4), (2025, 3)]
    assert [shown(count) for count in (0, 1, 10, 11)] == [0, None, None, 11]
