"""How hard the read-aloud text of a lesson is: the Flesch-Kincaid grade, with our own small syllable count.

The count takes runs of vowel letters as syllables, drops a silent final "e" and the "e" of "-es" and "-ed",
and never goes below one. Its limits: it is for English only; vowels that stand together but are spoken
apart ("being", "quiet") are counted once; names and borrowed words ("cafe") can be one off. On running text
such errors run both ways and mostly cancel.
"""

import re

_SENTENCE_END = re.compile(r"[.!?]+(?=\W|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_ENDING = re.compile(r"(?<=[aeiouy][^aeiouy])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxzhg])es$")
_SAID = re.compile(r"^>[ ]?(.*)$", re.MULTILINE)


def say_text(body: str) -> str:
    """The text of a lesson's Markdown that is read aloud: every line that begins with `>`."""
    return "\n".join(_SAID.findall(body))


def syllables(word: str) -> int:
    """The syllables of an English `word`, by runs of vowel letters; at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    return max(len(_VOWELS.findall(_SILENT_ENDING.sub("", plain))), 1)


def flesch_kincaid(text: str) -> float:
    """The Flesch-Kincaid grade of `text`: 0.39 words/sentence + 11.8 syllables/word - 15.59.

    Source: Kincaid and others, Derivation of New Readability Formulas, Naval Technical Training, 1975. Raises
    ValueError for a text without a word.
    """
    words = _WORD.findall(text)
    if not words:
        raise ValueError("A text without words has no reading level.")
    sentences = max(len(_SENTENCE_END.findall(text)), 1)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
