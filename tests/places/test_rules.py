"""What a ZIP code says, checked against the facts that the field's rules name."""

import pytest

from curriculum_app.places.rules import SERVICE_AREAS, LocationKind, Share, locate, plain_zip, service_area_name

PROGRAMME = (6, 8)


def test_a_zip_in_one_service_area_decides() -> None:
    found = locate("90002", PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.WHOLE, 6, True)
    assert found.communities == ("Watts", "Florence-Firestone", "Green Meadows")


@pytest.mark.parametrize("zip_code", ["90044", "90047"])
def test_the_two_zips_that_are_a_third_south_bay_are_never_guessed(zip_code: str) -> None:
    found = locate(zip_code, PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.SPLIT, None, False)
    south, south_bay = found.shares
    assert (south.service_area, south_bay.service_area) == (6, 8)
    assert south_bay.people is not None
    assert 29 <= south_bay.people <= 36


@pytest.mark.parametrize("zip_code", ["90001", "90007", "90011", "90016", "90056", "90058", "90255", "90302", "90755"])
def test_where_eligibility_hangs_on_the_street_nobody_guesses(zip_code: str) -> None:
    found = locate(zip_code, PROGRAMME)
    assert (found.kind, found.service_area) == (LocationKind.SPLIT, None)
    areas = {share.service_area for share in found.shares}
    assert areas & set(PROGRAMME)
    assert areas - set(PROGRAMME)


def test_a_split_zip_without_a_share_in_the_programmes_areas_is_outside() -> None:
    found = locate("90210", PROGRAMME)
    assert (found.kind, found.service_area, found.is_decided) == (LocationKind.OUTSIDE, None, True)
    assert found.shares == (Share(5, 100, 94), Share(2, None, 6))


def test_a_zip_wholly_elsewhere_is_outside_and_keeps_its_area() -> None:
    assert locate("90012", PROGRAMME).kind is LocationKind.OUTSIDE
    assert locate("90012", PROGRAMME).service_area == 4


def test_the_programmes_areas_are_a_setting() -> None:
    assert locate("90012", (4,)).kind is LocationKind.WHOLE
    assert locate("90210", (5,)).kind is LocationKind.SPLIT


def test_a_post_office_box_needs_an_address() -> None:
    found = locate("90009", PROGRAMME)
    assert (found.kind, found.is_decided) == (LocationKind.ADDRESS, False)


@pytest.mark.parametrize("text", ["10001", "00000", "", "9004", "abcde", "９００４４"])
def test_what_is_not_in_the_countys_table_is_unknown(text: str) -> None:
    assert locate(text, PROGRAMME).kind is LocationKind.UNKNOWN


@pytest.mark.parametrize("text", ["90044", " 90044 ", "90044-1234", "900441234"])
def test_a_zip_plus_four_is_its_zip(text: str) -> None:
    assert plain_zip(text) == "90044"
    assert locate(text, PROGRAMME).zip_code == "90044"


def test_only_whole_zips_are_ever_decided_for_the_programme() -> None:
    for number in range(90001, 93600):
        found = locate(str(number), PROGRAMME)
        if found.service_area in PROGRAMME:
            assert found.kind is LocationKind.WHOLE
            assert not found.shares


def test_the_eight_areas_have_names() -> None:
    assert service_area_name(6) == "SPA 6 South"
    assert service_area_name(8) == "SPA 8 South Bay"
    assert sorted(SERVICE_AREAS) == list(range(1, 9))
