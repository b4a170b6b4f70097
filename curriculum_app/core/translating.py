"""Texts in the reader's language, each looked up once in the life of the process.

A page says a few hundred texts. Flask-Babel asks for the request's context up to nine times for each of them and the
catalogue twice; here the name of the language is kept while the request lasts, and a text, once found, by its language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import TypeVar

from babel import numbers
from flask import has_app_context
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_babel.speaklater import LazyString
from jinja2 import Environment
from markupsafe import Markup

# Twice what both catalogues hold; a text is never made of what people typed.
KEPT_TEXTS = 10_000
NO_LANGUAGE = "en_US"
Said = TypeVar("Said", str, Markup)


# Not in `g`, which Flask looks up anew for each of a few hundred texts.
_SPOKEN: ContextVar[str | None] = ContextVar("spoken", default=None)


def locale_name() -> str:
    """The locale of this request ("es_US"), found once; outside of an application, the programme's own."""
    kept = _SPOKEN.get()
    if kept is None:
        if not has_app_context():
            return NO_LANGUAGE
        kept = str(get_locale())
        _SPOKEN.set(kept)
    return kept


def forget_locale(_error: BaseException | None = None) -> None:
    """What follows is somebody else's request."""
    _SPOKEN.set(None)


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Say texts in another locale ("es_US") than that of the request or the work around, as on paper for somebody."""
    around = _SPOKEN.set(None)
    try:
        with force_locale(locale):
            yield
    finally:
        _SPOKEN.reset(around)


class Texts(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The catalogues, with what was found in them at hand."""

    @lru_cache(maxsize=KEPT_TEXTS)  # noqa: B019 - there is one, and it lives as long as the process
    def text(self, _locale: str, string: str) -> str:
        """The text for `string` in the language of this request, which `_locale` names."""
        return str(super().gettext(string))

    @lru_cache(maxsize=KEPT_TEXTS)  # noqa: B019 - as above
    def marked(self, locale: str, string: str) -> Markup:
        """The same as a template prints it: the catalogue's own signs are trusted."""
        return Markup(self.text(locale, string))  # noqa: S704 - our own texts

    def gettext(self, string: str, **variables: object) -> str:
        """`string` in the language of this request, with its variables filled in."""
        text = self.text(locale_name(), string)
        return _ended_once(text % variables) if variables else text

    def in_templates(self, string: str, **variables: object) -> Markup:
        """`string` for a template. It is a format even without variables ("%%" is one sign)."""
        text = self.marked(locale_name(), string)
        return _ended_once(text % variables) if variables or "%" in text else text


def _ended_once(said: Said) -> Said:
    """A sentence that ends with an abbreviation ("3:30 p.m.") has no second full stop."""
    return said[:-1] if said.endswith("..") and not said.endswith("...") else said


def format_number(number: float) -> str:
    """A count, or hours with their part, as the language of this request writes it ("1,275")."""
    return _number(number, locale_name())


@lru_cache(maxsize=KEPT_TEXTS)
def _number(number: float, locale: str) -> str:
    return str(numbers.format_decimal(number, locale=locale))


def format_percent(share: float) -> str:
    """A share from 0 to 1 in whole per cent, as the language of this request writes it."""
    return _percent(share, locale_name())


@lru_cache(maxsize=KEPT_TEXTS)
def _percent(share: float, locale: str) -> str:
    return numbers.format_percent(share, locale=locale)


TEXTS = Texts()
# For code that says many texts a page; `flask_babel.gettext` says the same, with a detour by the request's context.
gettext = TEXTS.gettext


def lazy_gettext(string: str, **variables: object) -> LazyString:
    """A text that is looked up when it is shown."""
    return LazyString(gettext, string, **variables)


class Languages(Babel):  # type: ignore[misc]  # as above
    """Flask-Babel over `Texts`, for code and templates alike."""

    @cached_property
    def domain_instance(self) -> Texts:
        """The catalogues; they come with the program, so they are the same for every application of a process."""
        return TEXTS

    def speak_in(self, environment: Environment) -> None:
        """Let templates say their texts without the detour through Jinja's own wrappers."""
        environment.globals.update(_=self.domain_instance.in_templates, gettext=self.domain_instance.in_templates)
