"""The crawl for readings that leave no row, and the proof that it notices one."""

from __future__ import annotations

import pytest

from curriculum_app.core.access import gate
from tests.drills.reading import reading
from tests.drills.sites import Site
from tests.drills.sizes import REDUCED


def test_nobody_sees_a_name_without_leaving_a_row(site: Site) -> None:
    figure = reading(site, REDUCED, people=("facilitator", "coordinator", "manager"))
    assert figure.held, figure


def test_a_gate_that_forgets_to_write_readings_down_is_caught(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "_log_read", lambda *_args, **_how: None)
    figure = reading(site, REDUCED, people=("facilitator",))
    assert any("notes.show_notes" in fault for fault in figure.faults)
