"""Rows of assessments: the instrument of the project, and sittings that ask it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from config import ROOT
from curriculum_app.assessments import queries
from curriculum_app.assessments.models import InstrumentVersion, Sitting
from curriculum_app.assessments.rules import Form, Instrument, Wave
from curriculum_app.assessments.service import load_instruments, read_instruments
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.access import command_line
from tests.factories import Make


def our_instruments() -> dict[str, Instrument]:
    """The project's own instruments by key."""
    return {each.key: each for each in read_instruments(ROOT / "lessons/instruments")}


def version(make: Make, key: str = "main") -> InstrumentVersion:
    """The current version of one of them, loaded when it is not there."""
    found = queries.current_version(key)
    if found is None:
        (loaded,) = load_instruments([our_instruments()[key]], actor=command_line(make.today), at=make.at)
        found = loaded.version
    return found


def sitting(make: Make, enrolment: Enrolment, session_id: UUID | None = None, **values: Any) -> Sitting:  # noqa: ANN401
    """A girl's open sitting with the main instrument at pre, in English and form A unless told otherwise."""
    asked = values.pop("version", None) or version(make)
    defaults: dict[str, Any] = {"wave": Wave.PRE, "form": Form.A, "language": "en", "opened_at": make.at}
    fresh = Sitting(
        enrolment=enrolment,
        session_id=session_id,
        instrument_version=asked,
        instrument=asked.instrument,
        **defaults | values,
    )
    row: Sitting = make.add(fresh)
    return row
