"""The answers behind the scores, opened one sitting after the other: for figures by item and the de-identified export.

Nothing of it is kept: a job keeps figures, an export goes to whoever asked for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from curriculum_app.assessments import queries as assessments
from curriculum_app.assessments.models import AnswerSet, Sitting
from curriculum_app.assessments.rules import Answers, Entry, Instrument, Wave, instrument_of, item_points, read_answers
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.access import Scopes
from curriculum_app.core.db import rows
from curriculum_app.core.vault import VaultKey, open_key
from curriculum_app.reports.queries.outcomes.asked import Asked, counting, is_covered
from curriculum_app.reports.queries.outcomes.question import Question
from curriculum_app.reports.queries.reach import Filters, filters_of
from curriculum_app.reports.rules.outcomes import item_keys, packed

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Answered:
    """One sitting that counts: whose, in which wave, and the points of its items (`packed`, see `item_places`)."""

    girl: int
    wave: Wave
    points: bytes


@dataclass(frozen=True, slots=True)
class _Wrap:
    """The columns of a key, as `open_key` wants them."""

    id: UUID
    wrapped: bytes
    master_version: int


def item_places(asked: Asked) -> dict[str, slice]:
    """Where the items of each scale stand in the points of `Answered`."""
    found, start = {}, 0
    for key in asked.scales:
        count = len(item_keys(asked.instrument, asked.instrument.scale(key)))
        found[key] = slice(start, start + count)
        start += count
    return found


def answers_of(
    asked: Asked, question: Question, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> Iterator[Answered]:
    """The sittings that count with the points of their items; `tell` is told how many of how many are open.

    A statement for each thousand sittings.
    """
    values = question.values | {"instrument": asked.instrument.key}
    found = rows(_counting(question.scopes, filters_of(question.chosen)), values)
    sat = [row for row in found if is_covered(row.until, row.finished_at)]
    texts = {each.id: instrument_of(each.content) for each in assessments.versions_of(asked.instrument.key)}
    for start in range(0, len(sat), AT_ONCE):
        tell(start, len(sat))
        some = sat[start : start + AT_ONCE]
        bodies = {row.sitting_id: _opened(row) for row in rows(_bodies(), {"sittings": [row.id for row in some]})}
        for row in some:
            answers = bodies.get(row.id)
            if answers is not None:
                yield Answered(row.girl.int, row.wave, packed(_points(asked, texts[row.version_id], row, answers)))


def _points(asked: Asked, text: Instrument, row: Any, answers: Answers) -> Sequence[int | None]:  # noqa: ANN401
    """The points of every item in order; none where this version scores the scale otherwise."""
    found: list[int | None] = []
    for scale, counts in zip(asked.scales, asked.mask[row.version_id], strict=True):
        keys = item_keys(asked.instrument, asked.instrument.scale(scale))
        items = {item.key: item for item in text.items_of(scale, row.form)} if counts else {}
        found += [item_points(text, items[key], answers.get(key)) if key in items else None for key in keys]
    return found


def _opened(row: Any) -> Answers:  # noqa: ANN401 - a row of `_bodies`
    key = open_key(_Wrap(row.key_id, row.wrapped, row.master_version))
    return read_answers(key.text(AnswerSet.body_sealed, row.id, row.body_sealed))


@lru_cache(maxsize=128)
def _counting(scopes: Scopes, filters: Filters) -> Select[*tuple[Any, ...]]:
    counted = counting(scopes, filters).c
    columns = (counted.id, counted.girl, counted.wave, counted.version_id, counted.form, counted.finished_at)
    return select(*columns, counted.until).where(counted.place == 1).order_by(counted.id)


@lru_cache(maxsize=1)
def _bodies() -> Select[*tuple[Any, ...]]:
    key = (VaultKey.id.label("key_id"), VaultKey.wrapped, VaultKey.master_version)
    return (
        select(AnswerSet.id, AnswerSet.sitting_id, AnswerSet.body_sealed, *key)
        .join(Sitting, Sitting.id == AnswerSet.sitting_id)
        .join(Enrolment, Enrolment.id == Sitting.enrolment_id)
        .join(VaultKey, VaultKey.id == Enrolment.key_id)
        .where(AnswerSet.sitting_id.in_(bindparam("sittings", expanding=True)), AnswerSet.entry == Entry.GIVEN)
        .order_by(AnswerSet.sitting_id)
    )
