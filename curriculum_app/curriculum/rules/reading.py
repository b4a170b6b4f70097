"""How hard a text for girls is to read or follow: English by Flesch-Kincaid, Spanish by Fernández-Huerta and Crawford.

Syllables are counted in English by runs of vowel letters and by pyphen, and the higher count is taken; in Spanish by
the rules of the language alone, which are regular. pyphen by itself would flatter a text: its patterns say where a
printer may break a word, and a printer leaves no letter alone at an end ("any", "open", "about": one syllable; "amiga",
"abuela": two; "día": one). What stays uncertain in English: a few words are one off either way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pyphen

HIGHEST_GRADE = 5
LOWEST_EASE = 80

_SENTENCE_END = re.compile(r"[.!?…]+(?=\W|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENGLISH_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"(?<=[aeiouy][^aeiouy])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzhg])es$")
_SPANISH_VOWELS = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóúü]))+")
# Two strong vowels, or a stressed weak one beside a strong one, are spoken apart: le-er, dí-a, pa-ís.
_HIATUS = re.compile(r"(?<=[aeoáéó])(?=[aeoáéóíú])|(?<=[íú])(?=[aeoáéó])")
_LIST_MARK = re.compile(r"^\s*(?:[-*]|\d+\.|#+)\s+")
_UNREAD = re.compile(r"\*+|\[help-lines[^\]]*\]")


@dataclass(frozen=True)
class Level:
    """How hard a text is, in words with its figures, and whether that is easy enough for girls."""

    words: str
    is_easy: bool


def read_text(markdown: str) -> str:
    """The running text of a block's `markdown`: a heading or an item of a list ends a sentence, as the eye reads it."""
    parts = [""]
    for line in markdown.split("\n"):
        if not line.strip() or _LIST_MARK.match(line):
            parts.append("")
        parts[-1] += " " + _UNREAD.sub("", _LIST_MARK.sub("", line)).strip()
    ended = (part.strip().rstrip(":") for part in parts)
    return "\n".join(part if _SENTENCE_END.search(part[-2:]) else f"{part}." for part in ended if _WORD.search(part))


def level(text: str, language: str) -> Level:
    """How hard `text` is in `language` (en, else Spanish). Raises ValueError for a text without a word."""
    if language == "en":
        grade = flesch_kincaid(text)
        return Level(f"Flesch-Kincaid grade {grade:.1f}, at most {HIGHEST_GRADE}", grade <= HIGHEST_GRADE)
    ease, grade = fernandez_huerta(text), crawford(text)
    said = f"Fernández-Huerta {ease:.0f}, at least {LOWEST_EASE}; Crawford grade {grade:.1f}, at most {HIGHEST_GRADE}"
    return Level(said, ease >= LOWEST_EASE and grade <= HIGHEST_GRADE)


def flesch_kincaid(text: str) -> float:
    """The Flesch-Kincaid grade of an English `text`: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid and others, Derivation of New Readability Formulas, Naval Technical Training, 1975. Raises
    ValueError for a text without a word.
    """
    words, sentences, spoken = _counts(text, english_syllables)
    return 0.39 * words / sentences + 11.8 * spoken / words - 15.59


def fernandez_huerta(text: str) -> float:
    """The reading ease of a Spanish `text`, about 0 to 100 (80-90: fifth grade, "easy"; higher is easier):
    206.84 - 60 syllables/word - 1.02 words/sentence.

    Source: José Fernández Huerta, Medidas sencillas de lecturabilidad, Consigna 214, 1959, pages 29-32, an adaptation
    of Flesch's reading ease. Often printed with sentences per 100 words as its last term, which would make shorter
    sentences harder; corrected after Gwillim Law, LINGUIST List 22.2332, 2011. Raises ValueError without a word.
    """
    words, sentences, spoken = _counts(text, spanish_syllables)
    return 206.84 - 60 * spoken / words - 1.02 * words / sentences


def crawford(text: str) -> float:
    """The years of school that a Spanish `text` of primary level asks for:
    0.049 syllables per 100 words - 0.205 sentences per 100 words - 3.407.

    Source: Alan N. Crawford, Fórmula y gráfico para determinar la comprensibilidad de textos de nivel primario en
    castellano, Lectura y Vida 5 (4), 1984. Raises ValueError for a text without a word.
    """
    words, sentences, spoken = _counts(text, spanish_syllables)
    return 0.049 * 100 * spoken / words - 0.205 * 100 * sentences / words - 3.407


def english_syllables(word: str) -> int:
    """The syllables of an English `word`: runs of vowel letters or pyphen's parts, whichever are more; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    runs = len(_ENGLISH_VOWELS.findall(_SILENT_ENDING.sub("", plain)))
    return max(runs, len(_hyphenator().positions(plain)) + 1)


def spanish_syllables(word: str) -> int:
    """The syllables of a Spanish `word`: its runs of vowels, cut where two are spoken apart; at least one."""
    runs = _SPANISH_VOWELS.findall(word.lower())
    return max(sum(len(_HIATUS.split(run)) for run in runs), 1)


def _counts(text: str, syllables: Callable[[str], int]) -> tuple[int, int, int]:
    """Words, sentences and syllables, each at least one."""
    words = _WORD.findall(text)
    if not words:
        raise ValueError("A text without words has no reading level.")
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    return len(words), sentences, sum(syllables(word) for word in words)


@cache
def _hyphenator() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=2, right=2)
