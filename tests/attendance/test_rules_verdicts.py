"""What becomes of an operation."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.attendance.rules.values import Value
from curriculum_app.attendance.rules.verdicts import (
    Current,
    Earlier,
    Operation,
    decide,
    second_id,
)
from curriculum_app.attendance.rules.words import Reason, Status, Verdict

SESSION = UUID(int=3)
GIRL = UUID(int=7)
PRESENT = Value(Status.PRESENT)
LATE = Value(Status.LATE, minutes=70)
VALUES = st.sampled_from([None, PRESENT, LATE, Value(Status.EXCUSED, Reason.COURT), Value(Status.UNEXCUSED)])


def operation(value: Value | None, base: int = 0) -> Operation:
    return Operation(uuid4(), GIRL, value, base)


def test_a_first_mark_applies() -> None:
    decision = decide(operation(PRESENT), Current())
    assert decision.verdict is Verdict.APPLIED
    assert decision.current == Current(PRESENT, 1)


def test_a_change_built_on_the_mark_as_it_stands_applies() -> None:
    assert decide(operation(LATE, 3), Current(PRESENT, 3)).current == Current(LATE, 4)


def test_taking_a_mark_away_is_a_change_too() -> None:
    assert decide(operation(None, 1), Current(PRESENT, 1)).current == Current(None, 2)


def test_the_same_answer_changes_nothing() -> None:
    decision = decide(operation(PRESENT, 1), Current(PRESENT, 1))
    assert (decision.verdict, decision.current.version) == (Verdict.SAME, 1)


def test_the_same_answer_from_an_old_page_is_no_conflict() -> None:
    assert decide(operation(LATE, 0), Current(LATE, 2)).verdict is Verdict.SAME


def test_two_answers_on_one_base_conflict_and_the_first_stays() -> None:
    first = decide(operation(LATE), Current())
    second = decide(operation(PRESENT), first.current)
    assert second.verdict is Verdict.CONFLICT
    assert second.current == Current(LATE, 1, is_disputed=True)


def test_a_base_from_the_future_is_never_trusted_to_overwrite() -> None:
    assert decide(operation(PRESENT, 9), Current(LATE, 2)).verdict is Verdict.CONFLICT


def test_a_dispute_is_settled_by_either_value() -> None:
    disputed = Current(LATE, 1, is_disputed=True)
    for value in (LATE, PRESENT):
        decision = decide(operation(value, 1), disputed)
        assert (decision.verdict, decision.current) == (Verdict.APPLIED, Current(value, 2))


def test_a_repeated_operation_changes_nothing_and_says_what_it_was() -> None:
    again = operation(PRESENT)
    decision = decide(again, Current(LATE, 4), Earlier(SESSION, GIRL, PRESENT, Verdict.CONFLICT))
    assert decision.verdict is Verdict.DUPLICATE
    assert decision.earlier is Verdict.CONFLICT
    assert decision.current == Current(LATE, 4)


def test_an_id_used_for_something_else_becomes_another_operation_with_a_steady_id() -> None:
    page = operation(PRESENT)
    earlier = Earlier(SESSION, GIRL, PRESENT, Verdict.APPLIED)
    changed = Operation(page.op_id, GIRL, LATE, 0)
    assert earlier.is_repeated_by(page, SESSION)
    assert not earlier.is_repeated_by(page, UUID(int=4))
    assert not earlier.is_repeated_by(changed, SESSION)
    assert second_id(changed, SESSION) not in (page.op_id, second_id(page, SESSION))
    assert second_id(changed, SESSION) == second_id(Operation(page.op_id, GIRL, LATE, 0), SESSION)


def test_a_girl_left_as_her_page_showed_her_is_nobodys_answer() -> None:
    decision = decide(operation(PRESENT, 1), Current(LATE, 2), is_untouched=True)
    assert (decision.verdict, decision.current) == (Verdict.SAME, Current(LATE, 2))


def test_a_first_mark_applies_whatever_its_base_says() -> None:
    assert decide(operation(PRESENT, 4), Current()).current == Current(PRESENT, 1)


@given(st.lists(st.tuples(VALUES, st.integers(0, 6)), max_size=25))
def test_no_history_ever_loses_a_value_silently(steps: list[tuple[Value | None, int]]) -> None:
    """Every accepted change was built on what it replaced; every other one is told to somebody."""
    current = Current()
    for value, base in steps:
        decision = decide(operation(value, base), current)
        if decision.current.value != current.value:
            assert current.version in (0, base)
            assert decision.current.version == current.version + 1
        if decision.verdict is Verdict.CONFLICT:
            assert decision.current.is_disputed
            assert decision.current.value == current.value != value
        if decision.verdict is Verdict.SAME:
            assert decision.current == current
            assert value == current.value
        current = decision.current


@given(st.lists(VALUES, min_size=1, max_size=6), st.randoms())
def test_answers_on_one_base_end_disputed_in_any_order_unless_all_agree(
    values: list[Value | None], random: object
) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis hands out a random.Random
    current = Current(Value(Status.NOT_EXPECTED), 1)
    for value in shuffled:
        current = decide(operation(value, 1), current).current
    assert current.is_disputed is (len(set(values)) > 1)
