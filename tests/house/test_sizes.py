"""Law: things stay small enough to be read at one sitting."""

from __future__ import annotations

from tests.house.sizes import measure, measure_house, table
from tests.house.tree import Source


def test_modules_functions_views_and_templates_stay_small() -> None:
    """The bounds of the style hold over the whole tree."""
    measured = measure_house()
    faults = [fault for each in measured for fault in each.faults()]
    assert not faults, "\n".join([*faults, "", table(measured)])


def test_the_law_of_sizes_bites() -> None:
    """A module of 401 lines and a function of 51 are both named."""
    body = "\n".join("    a = 1" for _ in range(50))
    long = Source("curriculum_app/places/service.py", f"def grow() -> None:\n{body}\n" + "b = 1\n" * 350)
    faults = [fault for each in measure([long], [], []) for fault in each.faults()]
    assert any("service.py has 401 lines" in fault for fault in faults)
    assert any("service.py:grow has 51 lines" in fault for fault in faults)
