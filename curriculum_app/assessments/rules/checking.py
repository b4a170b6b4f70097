"""What only shows when the parts of an instrument are held against each other, and how hard its words are.

Lines are found by the path of a field ("items.3.scale"), as the reader of the file has noted them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curriculum_app.curriculum.rules.problems import Problem
from curriculum_app.curriculum.rules.reading import level

from .instrument import LANGUAGES, Instrument, Item, Scale
from .words import Form, ScaleKind, Wave

_ONE_ITEM = (ScaleKind.COUNT, ScaleKind.YES_NO)


@dataclass(frozen=True)
class _Place:
    """Says what is wrong at a path of the file."""

    file: str
    lines: Mapping[str, int]

    def problem(self, path: str, what: str) -> Problem:
        line = self.lines.get(path) or self.lines.get(path.rpartition(".")[0], 1)
        return Problem(self.file, line, f"field {path}", what)


def faults_in(file: str, instrument: Instrument, lines: Mapping[str, int]) -> list[Problem]:
    """The problems between the parts of an instrument whose fields are each well formed."""
    place = _Place(file, lines)
    found = [*_key(place, instrument), *_twice(place, instrument), *_items(place, instrument)]
    # Scales are judged by their items, so only once each item is known to belong where it says.
    return found or [*_scales(place, instrument), *_hard(place, instrument)]


def _key(place: _Place, instrument: Instrument) -> Iterator[Problem]:
    if place.file != f"{instrument.key}.yaml":
        yield place.problem("key", f"name the file {instrument.key}.yaml, after its key, or change the key")


def _twice(place: _Place, instrument: Instrument) -> Iterator[Problem]:
    scales = [scale.key for scale in instrument.scales]
    for at, key in enumerate(scales):
        if key in scales[:at]:
            yield place.problem(f"scales.{at}.key", "give each scale a key of its own")
    for form in Form:
        seen: set[str] = set()
        for at, item in enumerate(instrument.items):
            if item.form in (None, form) and item.key in seen:
                yield place.problem(f"items.{at}.key", f"form {form} has this key already; give the item its own")
            seen |= {item.key} if item.form in (None, form) else set()


def _items(place: _Place, instrument: Instrument) -> Iterator[Problem]:
    scales = {scale.key: scale for scale in instrument.scales}
    for at, item in enumerate(instrument.items):
        scale = scales.get(item.scale)
        if scale is None:
            yield place.problem(f"items.{at}.scale", f"there is no such scale; write one of {', '.join(scales)}")
            continue
        is_knowledge = scale.kind is ScaleKind.KNOWLEDGE
        if is_knowledge and item.right is None:
            yield place.problem(f"items.{at}.right", "give the answers, and the number of the right one")
        if not is_knowledge and item.right is not None:
            yield place.problem(f"items.{at}.answers", f"take answers and right out; those of {scale.key} are used")
        if item.is_reversed and scale.kind is not ScaleKind.RATING:
            yield place.problem(f"items.{at}.reversed", "only an item with four steps can be reversed; take it out")
        yield from _twin(place, instrument, at, item)


def _twin(place: _Place, instrument: Instrument, at: int, item: Item) -> Iterator[Problem]:
    """An item of one form has a parallel one in the other: same key, same scale, as many answers, same direction."""
    if item.form is None:
        return
    twin = next((each for each in instrument.items if each.key == item.key and each.form is item.form.other), None)
    if twin is None:
        yield place.problem(f"items.{at}.form", f"add the parallel item of form {item.form.other}, with the same key")
    elif (twin.scale, len(twin.answers), twin.is_reversed) != (item.scale, len(item.answers), item.is_reversed):
        what = "its parallel item has another scale, number of answers or direction; make them agree"
        yield place.problem(f"items.{at}.key", what)


def _scales(place: _Place, instrument: Instrument) -> Iterator[Problem]:
    for at, scale in enumerate(instrument.scales):
        items = instrument.items_of(scale.key, Form.A)
        if not items:
            yield place.problem(f"scales.{at}.key", "no item belongs to this scale; add some, or take it out")
        if scale.kind in _ONE_ITEM and len(items) > 1:
            yield place.problem(f"scales.{at}.kind", f"a scale of this kind has one item, not {len(items)}")
        if scale.equating and not _has_forms(instrument, scale):
            yield place.problem(f"scales.{at}.equating", "its items are the same in both forms; take it out")
    for wave in Wave:
        if not instrument.scales_at(wave):
            yield place.problem("scales", f"nothing is asked in the wave {wave}; add a scale")


def _has_forms(instrument: Instrument, scale: Scale) -> bool:
    return any(item.form for item in instrument.items if item.scale == scale.key)


def _hard(place: _Place, instrument: Instrument) -> Iterator[Problem]:
    """Each question with its answers, and the answers of each scale: whatever a girl has before her at once."""
    for language in LANGUAGES:
        for at, item in enumerate(instrument.items):
            parts = (item.words, *item.answers)
            yield from _too_hard(place, f"items.{at}", language, [each[language] for each in parts])
        for at, scale in enumerate(instrument.scales):
            if scale.answers:
                yield from _too_hard(
                    place, f"scales.{at}.answers", language, [each[language] for each in scale.answers]
                )


def _too_hard(place: _Place, path: str, language: str, lines: list[str]) -> Iterator[Problem]:
    if not any(letter.isalpha() for line in lines for letter in line):
        return
    found = level(" ".join(line if line.endswith((".", "?", "!")) else f"{line}." for line in lines), language)
    if not found.is_easy:
        what = f"the words in {language} are too hard ({found.words}); write shorter sentences and shorter words"
        yield place.problem(path, what)
