"""Loading instruments: the files beside the lessons become versions, once for each different text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from curriculum_app.assessments import queries
from curriculum_app.assessments.events import INSTRUMENT_LOADED, INSTRUMENT_MADE_CURRENT
from curriculum_app.assessments.models import InstrumentVersion
from curriculum_app.assessments.rules import INSTRUMENT_FILE, Instrument, parse_instruments
from curriculum_app.core.access import Actor
from curriculum_app.core.audit import record
from curriculum_app.core.db import db
from curriculum_app.curriculum.rules import LessonsError, Problem


@dataclass(frozen=True)
class Loaded:
    """What loading one instrument did: its version, whether its text is new here, whether it became current."""

    version: InstrumentVersion
    is_new: bool
    became_current: bool


def read_instruments(folder: Path) -> tuple[Instrument, ...]:
    """The instruments in `folder` (`instruments/` of LESSONS_DIR), by key. Raises LessonsError with every problem."""
    if not folder.is_dir():
        raise LessonsError([Problem(str(folder), 0, "", "there is no such folder; check LESSONS_DIR")])
    paths = [path for path in sorted(folder.iterdir()) if path.is_file() and INSTRUMENT_FILE.fullmatch(path.name)]
    return parse_instruments({path.name: path.read_bytes() for path in paths})


def load_instruments(instruments: Iterable[Instrument], *, actor: Actor, at: datetime) -> list[Loaded]:
    """Make each text the current version of its instrument; the same again changes nothing.

    Sittings keep the version with which they were opened. An instrument that has no file any more stays as it is.
    """
    return [_load(each, actor, at) for each in instruments]


def _load(instrument: Instrument, actor: Actor, at: datetime) -> Loaded:
    known = queries.version_of_content(instrument.content_hash)
    current = queries.current_version(instrument.key)
    if known is not None and current is not None and known.id == current.id:
        return Loaded(known, is_new=False, became_current=False)
    if known is not None:
        known.current_from = at
        record(INSTRUMENT_MADE_CURRENT, actor=actor, at=at, subject=known)
        return Loaded(known, is_new=False, became_current=True)
    version = InstrumentVersion(
        instrument=instrument.key,
        content_hash=instrument.content_hash,
        content=instrument.content,
        loaded_at=at,
        current_from=at,
    )
    db.session.add(version)
    db.session.flush()
    record(INSTRUMENT_LOADED, actor=actor, at=at, subject=version, items=len(instrument.items))
    return Loaded(version, is_new=True, became_current=True)
