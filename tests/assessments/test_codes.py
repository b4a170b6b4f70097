"""Codes on slips, and which questions a girl gets."""

from __future__ import annotations

from uuid import UUID

import pytest

from curriculum_app.assessments.rules import (
    CODE_LENGTH,
    LETTERS,
    Form,
    NoAnswer,
    Wave,
    asked_language,
    code_as_printed,
    code_from,
    first_form,
    next_number,
    typed_code,
    usual_wave,
)

from .instruments import small


def test_a_code_follows_from_its_hash_and_spells_nothing() -> None:
    code = code_from(bytes(range(32)))
    assert code == code_from(bytes(range(32)))
    assert len(code) == CODE_LENGTH
    assert not set(code) & set("AEIOUY0123456789LS")
    assert code_from(b"\0" * 32) == LETTERS[0] * CODE_LENGTH


@pytest.mark.parametrize("typed", ["BCD FGHJ", "bcdfghj", " b-c-d f.g.h j "])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert typed_code(typed) == "BCDFGHJ"
    assert code_as_printed("BCDFGHJ") == "BCD FGHJ"


@pytest.mark.parametrize("typed", ["", "BCDFGH", "BCDFGHJK", "BCDFGHA", "BCDFGH1", "ß" * 7])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert typed_code(typed) is None


def test_half_of_the_girls_begin_with_each_form() -> None:
    seats = [UUID(int=number) for number in range(100)]
    assert sum(first_form(seat) is Form.A for seat in seats) == 50


def test_she_is_asked_in_her_language_where_we_have_it() -> None:
    assert [asked_language("es", ""), asked_language("ko", "es en"), asked_language("ko", "")] == ["es", "es", "en"]


def test_the_first_half_of_the_sessions_asks_before_the_second_after() -> None:
    assert [usual_wave(number, 10) for number in (1, 5, 6, 10)] == [Wave.PRE, Wave.PRE, Wave.POST, Wave.POST]


def test_she_goes_on_at_the_first_question_that_was_not_reached() -> None:
    items = small().asked(Wave.PRE, Form.A)
    answers: dict[str, int | NoAnswer] = {items[0].key: 1, items[1].key: NoAnswer.SKIPPED, items[3].key: 2}
    assert next_number(items, answers) == 3
    answers |= {item.key: 1 for item in items}
    assert next_number(items, answers) is None
