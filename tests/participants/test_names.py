"""Names on a screen, and names that are the same whatever the spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum_app.participants.rules.names import display_name, normalised


@pytest.mark.parametrize(
    ("first", "last", "chosen", "shown"),
    [
        ("Maya", "Reyes", "", "Maya R."),
        ("Maya", "Reyes", "May", "May R."),
        ("Ana", "de la Cruz", "", "Ana D."),
        ("明", "李", "", "明 李."),
        ("Zoë", "Ñandú", "", "Zoë Ñ."),
        ("Sun", "🌻", "", "Sun 🌻."),
    ],
)
def test_a_girl_is_her_chosen_name_and_an_initial(first: str, last: str, chosen: str, shown: str) -> None:
    assert display_name(first, last, chosen) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("MAYA", "maya"),
        ("O’Neill", "O'NEILL"),
        ("Ana  María", "ana maría"),
        ("Ｍａｙａ", "Maya"),
        ("Straße", "STRASSE"),
    ],
)
def test_spellings_that_mean_the_same_name_compare_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


def test_an_accent_makes_another_name() -> None:
    assert normalised("Pena") != normalised("Peña")


@given(st.text(max_size=50))
def test_a_normalised_name_stays_as_it_is(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)
