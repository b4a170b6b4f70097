"""Tallies: the sum of changes equals the fold over the marks, in any order."""

from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.attendance.rules.lessons import (
    Lessons,
    Standing,
    lesson_change,
    lessons_of,
    lessons_of_one,
)
from curriculum_app.attendance.rules.tallies import Tally, counted, is_start, tally_change, tally_of
from curriculum_app.attendance.rules.values import Meeting, Value, value_of
from curriculum_app.attendance.rules.words import Reason, Status

MINUTES = 90
MARKS = st.none() | st.builds(value_of, st.sampled_from(Status), st.just(Reason.OTHER), st.integers(1, MINUTES))
MEETINGS = st.builds(Meeting, st.just(MINUTES), st.booleans(), st.sampled_from([0.5, 0.75]))


def test_unmarked_is_never_present() -> None:
    assert tally_of({1: None}, {1: Meeting(90)}).is_zero


def test_a_session_that_was_not_held_counts_for_nobody() -> None:
    assert counted(Value(Status.UNEXCUSED), Meeting(90, is_held=False)).is_zero


def test_a_girl_who_was_not_expected_is_offered_no_minutes() -> None:
    assert counted(Value(Status.NOT_EXPECTED), Meeting(90)) == Tally(not_expected=1)


def test_a_hand_count_of_one_enrolment() -> None:
    marks = {
        1: Value(Status.PRESENT),
        2: Value(Status.LATE, minutes=44),
        3: Value(Status.LEFT_EARLY, minutes=45),
        4: Value(Status.EXCUSED, Reason.COURT),
        5: Value(Status.UNEXCUSED),
        6: None,
    }
    tally = tally_of(marks, dict.fromkeys(marks, Meeting(90)))
    assert tally == Tally(1, 1, 1, 1, 1, 0, credited=2, minutes_attended=179, minutes_offered=450)
    assert tally.attended == 3


def test_being_there_at_all_is_a_start() -> None:
    assert is_start(Value(Status.LATE, minutes=1))
    assert not is_start(Value(Status.EXCUSED, Reason.COURT))
    assert not is_start(None)


@given(
    st.dictionaries(st.integers(0, 9), MEETINGS, min_size=1),
    st.lists(st.tuples(st.integers(0, 9), MARKS), max_size=40),
    st.randoms(),
)
def test_the_sum_of_changes_is_the_fold_in_any_order(
    sessions: dict[int, Meeting], changes: list[tuple[int, Value | None]], random: object
) -> None:
    marks: dict[int, Value | None] = {}
    moves: list[Tally] = []
    for session, value in changes:
        if session in sessions:
            moves.append(tally_change(marks.get(session), value, sessions[session]))
            marks[session] = value
    random.shuffle(moves)  # type: ignore[attr-defined]  # Hypothesis hands out a random.Random
    assert sum(moves, Tally()) == tally_of(marks, sessions)


STEP = st.tuples(st.sampled_from("abcd"), st.sampled_from(["attend", "forget", "make up", "void"]))


def stepped(before: Standing, step: str) -> Standing:
    """Her standing to a lesson after a session was credited or withdrawn, or a make-up made or voided."""
    more = {"attend": 1, "forget": -1}.get(step, 0)
    made_up = {"make up": True, "void": False}.get(step, before.is_made_up)
    return Standing(max(before.credited_sessions + more, 0), made_up)


@given(st.lists(STEP, max_size=40))
def test_the_sum_of_lesson_changes_is_the_fold(steps: list[tuple[str, str]]) -> None:
    standings: dict[str, Standing] = {}
    total = Lessons()
    for lesson, step in steps:
        before = standings.get(lesson, Standing())
        after = stepped(before, step)
        standings[lesson] = after
        total += lesson_change(before, after)
    attended = [key for key, each in standings.items() for _ in range(each.credited_sessions)]
    assert total == lessons_of(attended, [key for key, each in standings.items() if each.is_made_up])


def test_a_lesson_attended_in_two_cohorts_counts_once() -> None:
    assert lessons_of(["trust", "trust", "body"], []) == Lessons(attended=2)


def test_a_lesson_attended_and_made_up_counts_as_attended() -> None:
    assert lessons_of(["trust"], ["trust", "body"]) == Lessons(attended=1, made_up=1)
    assert lessons_of_one(Standing(1, is_made_up=True)) == Lessons(attended=1)
