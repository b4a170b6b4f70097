"""One-time codes: the app's digits once each, the printed ones however they are typed."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from curriculum_app.accounts.rules import codes

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 11, 24, 18, 0, 5, tzinfo=UTC)


def code_at(at: datetime) -> str:
    return pyotp.TOTP(SECRET).at(at)


def test_the_code_of_this_half_minute_is_found() -> None:
    assert codes.matching_step(SECRET, code_at(AT), at=AT, last_step=None) == codes.step_of(AT)


def test_spaces_in_a_code_do_not_matter() -> None:
    code = code_at(AT)
    assert codes.matching_step(SECRET, f" {code[:3]} {code[3:]} ", at=AT, last_step=None) is not None


@pytest.mark.parametrize(("seconds", "is_taken"), [(-30, True), (30, True), (-60, False), (60, False)])
def test_a_clock_may_be_half_a_minute_wrong_and_no_more(seconds: int, is_taken: bool) -> None:
    found = codes.matching_step(SECRET, code_at(AT + timedelta(seconds=seconds)), at=AT, last_step=None)
    assert (found is not None) is is_taken


def test_a_code_works_once() -> None:
    step = codes.matching_step(SECRET, code_at(AT), at=AT, last_step=None)
    assert codes.matching_step(SECRET, code_at(AT), at=AT, last_step=step) is None


def test_a_code_older_than_the_one_last_used_is_spent_too() -> None:
    earlier = code_at(AT - timedelta(seconds=30))
    assert codes.matching_step(SECRET, earlier, at=AT, last_step=codes.step_of(AT)) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６", "000000000000000000000", "李"])
def test_rubbish_is_no_code(typed: str) -> None:
    assert codes.matching_step(SECRET, typed, at=AT, last_step=None) is None


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, SHA-1, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    at = datetime.fromtimestamp(1111111109, UTC)
    assert codes.matching_step(secret, "081804", at=at, last_step=None) == 1111111109 // 30


def test_ten_different_recovery_codes_are_made() -> None:
    made = codes.new_recovery_codes()
    assert len(set(made)) == 10
    assert all(codes.is_recovery_code(code) for code in made)


def test_a_recovery_code_may_be_typed_small_and_without_dashes() -> None:
    code = codes.new_recovery_codes()[0]
    assert codes.recovery_key(f" {code.lower().replace('-', ' ')} ") == codes.recovery_key(code)


def test_six_digits_are_not_taken_for_a_recovery_code() -> None:
    assert not codes.is_recovery_code("123 456")


def test_the_key_is_shown_in_groups_of_four() -> None:
    assert codes.in_groups("ABCDEFGHIJ") == "ABCD EFGH IJ"


def test_the_address_for_the_app_names_the_account() -> None:
    address = codes.setup_address(SECRET, email="rosa@example.com", issuer="Group sessions")
    assert address.startswith("otpauth://totp/")
    assert SECRET in address
