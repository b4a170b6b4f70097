"""Reads of assessments: which version of an instrument is asked now, and which one was."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from curriculum_app.assessments.models import InstrumentVersion
from curriculum_app.core.db import db

INSTRUMENTS_SHOWN = 50
MOST_VERSIONS = 200


def current_version(instrument: str) -> InstrumentVersion | None:
    """What new sittings ask: the version of this instrument loaded, or loaded again, last. None before the first."""
    return db.session.scalar(_newest_first().where(InstrumentVersion.instrument == instrument).limit(1))


def current_versions() -> Sequence[InstrumentVersion]:
    """The current version of each instrument, by key."""
    place = func.row_number().over(
        partition_by=InstrumentVersion.instrument,
        order_by=(InstrumentVersion.current_from.desc(), InstrumentVersion.id.desc()),
    )
    ranked = select(InstrumentVersion.id, place.label("place")).subquery()
    newest = select(InstrumentVersion).join(ranked, ranked.c.id == InstrumentVersion.id).where(ranked.c.place == 1)
    return db.session.scalars(newest.order_by(InstrumentVersion.instrument).limit(INSTRUMENTS_SHOWN)).all()


def versions_of(instrument: str) -> Sequence[InstrumentVersion]:
    """The versions of one instrument, the current one first; the newest 200."""
    return db.session.scalars(
        _newest_first().where(InstrumentVersion.instrument == instrument).limit(MOST_VERSIONS)
    ).all()


def version_of_content(content_hash: str) -> InstrumentVersion | None:
    """The version with exactly this text (64 hexadecimal digits)."""
    return db.session.scalar(select(InstrumentVersion).where(InstrumentVersion.content_hash == content_hash))


def _newest_first() -> Select[InstrumentVersion]:
    return select(InstrumentVersion).order_by(InstrumentVersion.current_from.desc(), InstrumentVersion.id.desc())
