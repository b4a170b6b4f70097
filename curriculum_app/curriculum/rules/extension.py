"""The lesson's own Markdown: an extension of the `markdown` library that makes sections of fenced blocks.

    ::: activity good-day-map        section.activity, headed by the title and minutes of that activity
    ::: say                          div.say: read aloud              ::: ask      div.ask: questions to the girls
    ::: safety                       div.safety: before harm is done  ::: watch    div.watch: signs, and what to do
    ::: adapt                        div.adapt: another group or room
    ::: handout My own page          section.handout, headed by that title: one page for a girl to keep
    :::                              ends the block

Every block but an activity says in words what it is, so that it is heard as well as seen. The words are in the
lesson's language, like the text that they stand in, whatever language the reader's screens have.
"""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString

from .blocks import ACTIVITY, CLOSING, HANDOUT, OPENING

WORDS = {
    "en": {
        "say": "Say",
        "ask": "Ask",
        "safety": "Safety",
        "adapt": "If your group or room is different",
        "watch": "Watch for",
        HANDOUT: "Page to give out",
        "needs": "What you need",
        "minutes": "{} minutes",
        "optional": "{} minutes, if there is time",
    },
    "es": {
        "say": "Diga",
        "ask": "Pregunte",
        "safety": "Seguridad",
        "adapt": "Si su grupo o su salón es diferente",
        "watch": "Ponga atención a",
        HANDOUT: "Hoja para repartir",
        "needs": "Lo que necesita",
        "minutes": "{} minutos",
        "optional": "{} minutos, si hay tiempo",
    },
}


class LessonBlocks(Extension):
    """The extension; `headings` gives the title and the length in words of each activity by its id."""

    def __init__(self, words: Mapping[str, str], headings: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.words = words
        self.headings = headings

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register both parts before everything that could take a fence for a paragraph."""
        md.preprocessors.register(_FencesApart(md), "lesson-fences", 25)
        md.parser.blockprocessors.register(_Sections(md.parser, self), "lesson-blocks", 175)


class _FencesApart(Preprocessor):
    """Puts an empty line around each fence, because the library tells blocks apart by empty lines."""

    def run(self, lines: list[str]) -> list[str]:
        apart: list[str] = []
        for line in lines:
            apart += ["", line, ""] if line.startswith(":::") else [line]
        return apart


class _Sections(BlockProcessor):
    """Takes everything between an opening fence and its closing one into an element of its own."""

    def __init__(self, parser: Any, lesson: LessonBlocks) -> None:  # noqa: ANN401 - the library leaves it open
        super().__init__(parser)
        self.lesson = lesson

    def test(self, parent: ElementTree.Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        return OPENING.fullmatch(block.strip()) is not None

    def run(self, parent: ElementTree.Element, blocks: list[str]) -> None:
        opening = OPENING.fullmatch(blocks.pop(0).strip())
        if opening is None:
            return
        kind, argument = opening[1], opening[2] or ""
        section = ElementTree.SubElement(parent, "section" if kind in (ACTIVITY, HANDOUT) else "div", {"class": kind})
        self._head(section, kind, argument)
        self.parser.parseBlocks(section, self._until_closed(blocks))

    def _head(self, section: ElementTree.Element, kind: str, argument: str) -> None:
        if kind != ACTIVITY:
            label = ElementTree.SubElement(section, "p", {"class": "block-label"})
            label.text = AtomicString(self.lesson.words.get(kind, kind))
        if kind in (ACTIVITY, HANDOUT):
            title, length = self.lesson.headings.get(argument, (argument, "")) if kind == ACTIVITY else (argument, "")
            ElementTree.SubElement(section, "h2").text = AtomicString(title)
            if length:
                ElementTree.SubElement(section, "p", {"class": "activity-minutes"}).text = AtomicString(length)

    @staticmethod
    def _until_closed(blocks: list[str]) -> list[str]:
        inner: list[str] = []
        depth = 1
        while blocks:
            block = blocks.pop(0)
            if OPENING.fullmatch(block.strip()):
                depth += 1
            elif CLOSING.fullmatch(block.strip()):
                depth -= 1
            if depth == 0:
                break
            inner.append(block)
        return inner
