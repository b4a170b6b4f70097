"""Passwords: long and not the first thing anyone would try; beyond that, anything goes."""

import pytest

from curriculum_app.accounts.rules.passwords import PasswordProblem, normal, problem


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "tres tristes tigres tragaban trigo",
        "ñandú-über-çok-güzel-李",
        "🌵🚲🫖 teapot cactus bicycle",
        "x9$Lq!mZ7@wTr2#",
        "               plum river kettle",
        "x" + "kettle plum river window" * 10,
    ],
)
def test_a_long_password_of_any_characters_is_good(password: str) -> None:
    assert problem(password, email="rosa.delgado@example.com", full_name="Rosa Delgado") is None


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", PasswordProblem.TOO_SHORT),
        ("fourteen chars", PasswordProblem.TOO_SHORT),
        ("plum river kettle " * 20, PasswordProblem.TOO_LONG),
        ("aaaaaaaaaaaaaaaaaa", PasswordProblem.REPEATS),
        ("kettle plumkettle plum", PasswordProblem.REPEATS),
        ("plumkettplumkettplum", PasswordProblem.REPEATS),
        ("ababcabababcababab", PasswordProblem.REPEATS),
        ("12345678901234567890", PasswordProblem.REPEATS),
        ("abcdefghijklmnopqrst", PasswordProblem.EASY),
        ("qwertyuiopasdfghjkl", PasswordProblem.EASY),
        ("poiuytrewq0987654321", PasswordProblem.EASY),
        ("1q2w3e4r5t6y7u8i9o", PasswordProblem.EASY),
        ("Password12345678!", PasswordProblem.EASY),
        ("P4$$w0rd-P4$$w0rd-1", PasswordProblem.EASY),
        ("MyLifeMyChoice2026", PasswordProblem.EASY),
        ("Probation County 26", PasswordProblem.EASY),
        ("facilitator@Welcome1", PasswordProblem.EASY),
        ("RosaDelgado-2026!!", PasswordProblem.EASY),
        ("rosa.delgado@example", PasswordProblem.EASY),
        ("r0s4 d3lg4d0 rosa 77", PasswordProblem.EASY),
        ("zzzzzzzzzqqqqqqqqqkettl", PasswordProblem.EASY),
    ],
)
def test_what_anyone_would_try_first_is_refused(password: str, expected: PasswordProblem) -> None:
    assert problem(password, email="rosa.delgado@example.com", full_name="Rosa Delgado") is expected


def test_fifteen_characters_are_counted_not_bytes() -> None:
    assert problem("éàüñçøåœßðþłđæø") is None
    assert problem("éàüñçøåœßðþłđæ") is PasswordProblem.TOO_SHORT


def test_the_same_keys_give_the_same_secret_on_every_device() -> None:
    assert normal("cafe\u0301 kettle") == normal("caf\u00e9 kettle")


def test_a_short_name_in_a_long_password_does_no_harm() -> None:
    assert problem("annual cannery manner river", email="ann@example.com", full_name="Ann Lee") is None
