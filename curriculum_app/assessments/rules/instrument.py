"""An instrument as the program knows it: scales, items and their words in every language, and its hash.

What is stored is `content`, plain JSON; the hash is taken over it. So a comment or the layout of the file makes no new
version, a changed word, order or key of scoring does, and a stored version can be proved against its hash at any time.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .words import Form, ScaleKind, Wave

LANGUAGES = ("en", "es")
# How many answers the items of each kind have; those of knowledge are each item's own.
CHOICES = {ScaleKind.RATING: 4, ScaleKind.COUNT: 4, ScaleKind.YES_NO: 2}

Words = Mapping[str, str]


@dataclass(frozen=True)
class Equating:
    """What is added to a score of form B so that it can stand beside one of form A, in points, and where that is
    written down. Without one, scores of both forms stand as they are."""

    adds: float
    source: str


@dataclass(frozen=True)
class Scale:
    """Items that make one score. `answers` are the words of its choices, in order; knowledge items have their own."""

    key: str
    kind: ScaleKind
    words: Words
    waves: tuple[Wave, ...]
    answers: tuple[Words, ...] = ()
    equating: Equating | None = None


@dataclass(frozen=True)
class Item:
    """One question. `form` is None where both forms ask it; `right` is the number of the right answer, from 1.

    Items of form A and B that are parallel have the same key.
    """

    key: str
    scale: str
    words: Words
    form: Form | None = None
    is_reversed: bool = False
    right: int | None = None
    answers: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """One exact text of an instrument: what is asked, in the order in which it is asked."""

    key: str
    words: Words
    minutes: int
    scales: tuple[Scale, ...]
    items: tuple[Item, ...]

    def scale(self, key: str) -> Scale:
        """The scale with this key. Raises KeyError."""
        return {scale.key: scale for scale in self.scales}[key]

    def scales_at(self, wave: Wave) -> tuple[Scale, ...]:
        """The scales that are asked in `wave`."""
        return tuple(scale for scale in self.scales if wave in scale.waves)

    def items_of(self, scale: str, form: Form) -> tuple[Item, ...]:
        """The items of one scale in one form."""
        return tuple(item for item in self.items if item.scale == scale and item.form in (None, form))

    def asked(self, wave: Wave, form: Form) -> tuple[Item, ...]:
        """What a girl is asked in one sitting, in order."""
        scales = {scale.key for scale in self.scales_at(wave)}
        return tuple(item for item in self.items if item.scale in scales and item.form in (None, form))

    def choices(self, item: Item) -> tuple[Words, ...]:
        """The words of an item's answers; the first is number 1."""
        return item.answers or self.scale(item.scale).answers

    @property
    def content(self) -> dict[str, Any]:
        """Everything in it as plain JSON; `instrument_of` takes it back."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @property
    def content_hash(self) -> str:
        """SHA-256 (64 hexadecimal digits) over `content` with sorted names."""
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def form_at(wave: Wave, first: Form) -> Form:
    """The form of a wave for a girl whose first form is `first`: first, other, first.

    Half of the girls begin with each form, so that a form that is a little harder weighs on all waves alike.
    """
    return first.other if wave is Wave.POST else first


def instrument_of(content: Mapping[str, Any]) -> Instrument:
    """The instrument in a stored version's `content`."""
    return Instrument(
        key=content["key"],
        words=content["words"],
        minutes=content["minutes"],
        scales=tuple(_scale(each) for each in content["scales"]),
        items=tuple(_item(each) for each in content["items"]),
    )


def _scale(content: Mapping[str, Any]) -> Scale:
    equating = content["equating"]
    return Scale(
        key=content["key"],
        kind=ScaleKind(content["kind"]),
        words=content["words"],
        waves=tuple(Wave(each) for each in content["waves"]),
        answers=tuple(content["answers"]),
        equating=Equating(**equating) if equating else None,
    )


def _item(content: Mapping[str, Any]) -> Item:
    form = content["form"]
    return Item(
        **{
            **content,
            "form": Form(form) if form else None,
            "answers": tuple(content["answers"]),
        }
    )
