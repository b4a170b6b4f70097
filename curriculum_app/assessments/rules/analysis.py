"""The figures of the outcomes page again, from a table of scores or answers that somebody exported.

Two layouts: `id,pre,post`, a score a girl and wave; or `id,wave` and a column for each item of one scale, in points as
the export writes them (reversed where due, knowledge 1 or 0). An empty cell is no answer.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from curriculum_app.core.tables import TableRow

from .change import Alpha, Why, alpha_listwise, alpha_pairwise, compare, pair
from .scoring import prorated
from .words import NoAnswer, Wave

ID, WAVE = "id", "wave"
SCORE_COLUMNS = (ID, "pre", "post")
# What stands where there is no answer: nothing, R's word for it, or what she said in its place.
MISSING = ("", "na", *NoAnswer)
LARGEST = 1e9
# The order in which the figures are printed.
FIGURES = (
    "n_pairs", "n_unpaired", "mean_pre", "mean_post", "mean_difference", "ci_low", "ci_high", "t", "df", "p",
    "wilcoxon_w", "wilcoxon_p", "d_z", "d_av", "hedges_g_av", "alpha_pairwise", "alpha_listwise",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)

Scores = dict[str, float | None]


class CannotAnalyse(ValueError):
    """The table is not one of the two layouts, or a cell of it is wrong; says where and what to do."""


def is_known_column(name: str) -> bool:
    """Whether a header name is one of those that both layouts are told by."""
    return name in (*SCORE_COLUMNS, WAVE)


def analyse(
    columns: Sequence[str], rows: Iterable[TableRow], later: Wave = Wave.POST
) -> tuple[dict[str, Any], dict[str, Why]]:
    """The figures by name, None for one that does not exist, and beside them why it does not.

    `later` is the wave that is compared with pre; with scores it is the column `post`, whatever wave that holds.
    Raises CannotAnalyse.
    """
    if set(columns) >= set(SCORE_COLUMNS):
        pre, post = _scores(rows)
        pairwise = listwise = Alpha(0, why=Why.NO_ITEMS)
    elif {ID, WAVE} <= set(columns) and len(columns) > 2:
        waves = _answers(rows, [name for name in columns if name not in (ID, WAVE)])
        pre, post = _prorated(waves[Wave.PRE]), _prorated(waves[later])
        points = list(waves[Wave.PRE].values())
        pairwise, listwise = alpha_pairwise(points), alpha_listwise(points)
    else:
        raise CannotAnalyse("The first row must be id,pre,post or id,wave and a column for each item.")
    paired = pair(pre, post)
    change = compare(paired.pre, paired.post)
    found = asdict(change) | {
        "n_unpaired": paired.n_unpaired,
        "alpha_pairwise": pairwise.value,
        "alpha_listwise": listwise.value,
    }
    notes = dict(change.notes)
    for name, alpha in (("alpha_pairwise", pairwise), ("alpha_listwise", listwise)):
        notes |= {name: alpha.why} if alpha.why else {}
    return {name: found[name] for name in FIGURES}, notes


def _scores(rows: Iterable[TableRow]) -> tuple[Scores, Scores]:
    pre: Scores = {}
    post: Scores = {}
    for row in rows:
        girl = _girl(row)
        if girl in pre:
            raise CannotAnalyse(f"Row {row.number}: {girl} stands here twice. Keep one row for each id.")
        pre[girl], post[girl] = _number(row, "pre"), _number(row, "post")
    return pre, post


def _answers(rows: Iterable[TableRow], items: Sequence[str]) -> Mapping[Wave, dict[str, list[float | None]]]:
    """The points of each girl in each wave, in the order of `items`."""
    waves: dict[Wave, dict[str, list[float | None]]] = {wave: {} for wave in Wave}
    for row in rows:
        girl, wave = _girl(row), _wave(row)
        if girl in waves[wave]:
            raise CannotAnalyse(f"Row {row.number}: {girl} has two rows for the wave {wave}. Keep one.")
        waves[wave][girl] = [_number(row, item) for item in items]
    return waves


def _prorated(wave: Mapping[str, list[float | None]]) -> Scores:
    return {girl: prorated(points) for girl, points in wave.items()}


def _girl(row: TableRow) -> str:
    if row.faults:
        where = row.faults[0].column
        raise CannotAnalyse(f"Row {row.number}{f', {where}' if where else ''}: a cell cannot be read. Write its value.")
    girl = row.cells[ID].strip()
    if not girl:
        raise CannotAnalyse(f"Row {row.number}: give the id.")
    return girl


def _wave(row: TableRow) -> Wave:
    word = re.sub(r"[\s-]+", "_", row.cells[WAVE].strip().casefold())
    if word not in list(Wave):
        raise CannotAnalyse(f"Row {row.number}: the wave must be {', '.join(Wave)}.")
    return Wave(word)


def _number(row: TableRow, column: str) -> float | None:
    cell = row.cells[column].strip()
    if cell.casefold() in MISSING:
        return None
    if not _NUMBER.fullmatch(cell) or not math.fabs(float(cell)) <= LARGEST:
        raise CannotAnalyse(f"Row {row.number}, {column}: write a number such as 3 or 3.5, or leave it empty.")
    return float(cell)
