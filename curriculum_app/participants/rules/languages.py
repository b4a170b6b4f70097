"""Languages by their code: read from a code or from a name in English, in Spanish or in the language itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

NOT_RECORDED = "und"

# What families in the two service areas speak most; the form offers these, a file may name any language.
OFFERED = ("en", "es", "zh", "tl", "ko", "sm", "to", "vi", "km", "hy", "fa", "ar", "am", "fr", "ht", "quc", "ase")


def language_code(text: str) -> str | None:
    """The code of the language that `text` names ("es", "Spanish", "español", "es-MX"); None when it is none."""
    word = text.strip().casefold().replace("_", "-")
    if not word:
        return NOT_RECORDED
    codes = _codes()
    return codes.get(word) or codes.get(word.split("-", maxsplit=1)[0])


def language_name(code: str, locale: str = "en") -> str:
    """The name of a language for readers of `locale`; the code itself when nobody named it."""
    return str(Locale.parse(locale).languages.get(code, code))


@cache
def _codes() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for reader in ("en", "es"):
        for code, name in Locale.parse(reader).languages.items():
            if code.isalpha():
                found.setdefault(name.casefold(), code)
                found.setdefault(code, code)
    for code in OFFERED:
        own = _own_name(code)
        if own:
            found.setdefault(own.casefold(), code)
    return found


def _own_name(code: str) -> str | None:
    try:
        return Locale.parse(code).get_language_name(code)
    except UnknownLocaleError:
        return None
