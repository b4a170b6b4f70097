"""Names: how a girl is called on a screen, and when two spellings mean the same name."""

import unicodedata

# Typographic and typewriter forms of one mark; people and programs mix them freely.
_SAME_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-"})


def normalised(text: str) -> str:
    """A text for comparing: compatibility forms, case, kinds of apostrophe and runs of blanks do not count."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_SAME_MARKS)).casefold())
    return " ".join(folded.split())


def display_name(first_name: str, last_name: str, chosen_name: str = "") -> str:
    """A girl on a screen: the name she chose (else her first name) and her last initial, "Maya R."."""
    name = chosen_name or first_name
    initial = _first_letter(last_name).upper()
    return f"{name} {initial}." if initial else name


def _first_letter(text: str) -> str:
    """The first character with the marks that combine with it."""
    end = 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return text[:end]
