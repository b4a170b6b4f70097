"""The glossary as a page: every word in the reader's language, with the word that the other language has for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.core.pages import Page
from curriculum_app.curriculum.rules.glossary import Word
from curriculum_app.curriculum.rules.search import fold


@dataclass(frozen=True)
class Entry:
    """One word; `others` are (language, its name, the word there)."""

    word: str
    meaning: str
    others: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, kw_only=True)
class GlossaryPage(Page):
    """The words in the order of the alphabet."""

    language: str
    entries: tuple[Entry, ...]


def glossary_page(glossaries: Mapping[str, Sequence[Word]], language: str) -> GlossaryPage:
    """The glossary for a reader of `language`."""
    others = {code: {word.key: word.word for word in words} for code, words in glossaries.items() if code != language}
    words = sorted(glossaries.get(language, ()), key=lambda each: fold(each.word)[0])
    return GlossaryPage(
        title=_("Words of the lessons"), language=language, entries=tuple(_entry(word, others) for word in words)
    )


def _entry(word: Word, others: Mapping[str, Mapping[str, str]]) -> Entry:
    known = (
        (code, LANGUAGES.get(code, code), theirs[word.key]) for code, theirs in others.items() if word.key in theirs
    )
    return Entry(word.word, word.meaning, tuple(known))
