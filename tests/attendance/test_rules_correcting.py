"""When a mark may be written."""

from datetime import date, timedelta

from curriculum_app.attendance.rules.correcting import is_too_early, needs_because

TUESDAY = date(2026, 11, 24)


def test_a_sheet_opens_on_the_day_of_its_session() -> None:
    assert is_too_early(TUESDAY, TUESDAY - timedelta(days=1))
    assert not is_too_early(TUESDAY, TUESDAY)


def test_after_a_week_a_change_needs_a_reason() -> None:
    assert not needs_because(TUESDAY, TUESDAY + timedelta(days=7))
    assert needs_because(TUESDAY, TUESDAY + timedelta(days=8))
