"""What a ZIP code says, held against the facts of the county's table."""

from __future__ import annotations

import pytest

from curriculum_app.places.rules import TABLE, LocationKind, locate, plain_zip, service_area_name

PROGRAMME = (6, 8)


@pytest.mark.parametrize(("zip_code", "area"), [("90002", 6), ("90003", 6), ("90262", 6), ("90301", 8)])
def test_a_zip_in_one_area_decides(zip_code: str, area: int) -> None:
    found = locate(zip_code, PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.WHOLE, area, True)


@pytest.mark.parametrize(
    "zip_code", ["90001", "90007", "90011", "90016", "90056", "90058", "90255", "90302", "90755", "90044", "90047"]
)
def test_a_split_zip_is_never_guessed(zip_code: str) -> None:
    found = locate(zip_code, PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.SPLIT, None, False)
    assert len(found.shares) >= 2


@pytest.mark.parametrize("zip_code", ["90044", "90047"])
def test_about_a_third_of_these_lies_in_area_8(zip_code: str) -> None:
    shares = {share.service_area: share.people or 0 for share in locate(zip_code, PROGRAMME).shares}
    assert 25 <= shares[8] <= 45


def test_a_zip_split_between_other_areas_is_outside() -> None:
    found = locate("90210", PROGRAMME)
    assert (found.kind, found.is_decided) == (LocationKind.OUTSIDE, True)


def test_a_box_or_an_institution_asks_for_the_street() -> None:
    found = locate("90009", PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.ADDRESS, None, False)


def test_the_whole_table_is_read_as_the_county_wrote_it() -> None:
    """Every line against the rule in plain words: whole decides, no share in 6 or 8 is outside, the rest asks."""
    lines = [line.split(",") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(lines) == 362
    decided = {"ask": 0, "6": 0, "8": 0, "outside": 0}
    for zip_code, area, basis, people, land, *_rest in lines:
        shares = {pair.split(":")[0] for pair in f"{people} {land}".split()}
        ours = ({area} if basis == "whole" else shares) & {"6", "8"}
        asks = basis == "address" or (basis == "split" and bool(ours))
        expected = "ask" if asks else area if ours else "outside"
        found = locate(zip_code, PROGRAMME)
        said = (
            "ask" if not found.is_decided else str(found.service_area) if found.service_area in PROGRAMME else "outside"
        )
        assert said == expected, f"{zip_code} is read as {said}, and the table says {expected}"
        decided[said] += 1
    assert all(decided.values())


@pytest.mark.parametrize("zip_code", ["10001", "00000", "nowhere", ""])
def test_what_is_not_in_the_county_is_unknown(zip_code: str) -> None:
    assert locate(zip_code, PROGRAMME).kind is LocationKind.UNKNOWN


@pytest.mark.parametrize(
    ("text", "plain"),
    [(" 90002 ", "90002"), ("90002-1234", "90002"), ("900021234", "90002"), ("9000", None), ("", None)],
)
def test_a_zip_is_read_as_people_write_it(text: str, plain: str | None) -> None:
    assert plain_zip(text) == plain


def test_areas_have_words() -> None:
    assert service_area_name(6) == "SPA 6 South"
