"""The de-identified export: rows without a name, a code, a place or a date, under ids made for each file alone.

For each scale and later wave two files: its items in points and its scores, both as `flask assessments analyse` reads
them. Girls who sat in one of the two waves alone are left out where they are ten or fewer, and a file of ten pairs or
fewer is not made: whoever knows who left early must not find her row. The codebook says what was left out.
"""

from __future__ import annotations

import secrets
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from curriculum_app.assessments.rules import Form, Instrument, Item, Wave, possible_points
from curriculum_app.core.suppression import is_small
from curriculum_app.reports.rules.outcomes.collected import LATER, Collected
from curriculum_app.reports.rules.outcomes.items import Packed, item_keys, unpacked

ID_BYTES = 6
CODEBOOK = ("file", "column", "meaning", "kind", "lowest", "highest", "reversed", "missing", "form")
LEFT_OUT = "Left out: too few girls to show safely."
SOME_LEFT_OUT = "Girls who sat in one of the two waves alone are left out where they are ten or fewer."
Line = tuple[str | float | int | None, ...]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One table of the export; its name is neutral and has no ending."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]


def export_files(
    instrument: Instrument, collected: Collected, answers: Packed, places: Mapping[str, slice], head: Mapping[str, str]
) -> list[ExportFile]:
    """Every file of the export, the codebook first; `head` are its lines about the whole, by name."""
    told: list[Line] = [_line("", name, text) for name, text in {**head, "rows": SOME_LEFT_OUT}.items()]
    files: list[ExportFile] = []
    for scale in collected.scales:
        told += _codebook(instrument, scale)
        for later in LATER:
            ids = ids_of_shown(collected, scale, later)
            name = f"{scale}-{later.value.replace('_', '-')}"
            if not ids:
                told.append(_line(f"answers-{name}.csv", "", LEFT_OUT))
                continue
            files.append(
                _answers(instrument, scale, answers, places[scale], waves=(Wave.PRE, later), ids=ids, name=name)
            )
            files.append(_scores(collected, scale, later, ids=ids, name=name))
    return [ExportFile("codebook", CODEBOOK, tuple(told)), *files]


def ids_of_shown(collected: Collected, scale: str, later: Wave) -> dict[Hashable, str]:
    """The girls whose rows may go out, each under a new random id and in the order of these; nobody for too few."""
    before, after = set(collected.waves[Wave.PRE]), set(collected.waves[later])
    scored = [{girl for girl, score in collected.scores(scale, wave).items() if score is not None}
              for wave in (Wave.PRE, later)]  # fmt: skip
    pairs = len(scored[0] & scored[1])
    if not pairs or is_small(pairs):
        return {}
    shown = before & after
    for alone in (before - after, after - before):
        shown |= set() if is_small(len(alone)) else alone
    return random_ids(shown)


def random_ids(girls: Iterable[Hashable]) -> dict[Hashable, str]:
    """A new random id for each girl, in the order of the ids: "r" and twelve hexadecimal digits."""
    girls = list(girls)
    ids: set[str] = set()
    while len(ids) < len(girls):
        ids.add(f"r{secrets.token_hex(ID_BYTES)}")
    # The ids come out of the set in no order that the girls know of.
    return dict(sorted(zip(girls, ids, strict=True), key=lambda pair: pair[1]))


def _answers(
    instrument: Instrument,
    scale: str,
    answers: Packed,
    place: slice,
    *,
    waves: tuple[Wave, ...],
    ids: Mapping[Hashable, str],
    name: str,
) -> ExportFile:
    keys = item_keys(instrument, instrument.scale(scale))
    rows = tuple(
        (mark, wave.value, *unpacked(answers[wave][girl][place]))
        for girl, mark in ids.items()
        for wave in waves
        if girl in answers[wave]
    )
    return ExportFile(f"answers-{name}", ("id", "wave", *keys), rows)


def _scores(collected: Collected, scale: str, later: Wave, *, ids: Mapping[Hashable, str], name: str) -> ExportFile:
    before, after = collected.scores(scale, Wave.PRE), collected.scores(scale, later)
    rows = tuple((mark, before.get(girl), after.get(girl)) for girl, mark in ids.items())
    return ExportFile(f"scores-{name}", ("id", "pre", "post"), rows)


def _codebook(instrument: Instrument, scale: str) -> Iterator[Line]:
    found = instrument.scale(scale)
    low, high = possible_points(instrument, found)
    missing = "under 80 % of its items answered; with 80 % the others are taken to be like them"
    title = f"Score: {found.words['en']}. In a file named follow-up, post is that wave."
    yield _line(f"scores-{scale}-*.csv", "pre, post", title, found.kind.value, low, high, "", missing, "")
    count = len(instrument.items_of(scale, Form.A))
    for item in (each for each in instrument.items if each.scale == scale):
        yield _item(item, f"answers-{scale}-*.csv", found.kind.value, low // count, high // count)


def _item(item: Item, file: str, kind: str, low: int, high: int) -> Line:
    turned = "yes: points are already turned" if item.is_reversed else "no"
    missing = "empty: skipped, does not apply or not reached"
    form = item.form.value if item.form else "A, B"
    return _line(file, item.key, item.words["en"], kind, low, high, turned, missing, form)


def _line(*cells: str | int | None) -> Line:
    return (*cells, *[""] * (len(CODEBOOK) - len(cells)))
