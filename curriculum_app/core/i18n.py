"""Languages: English and Spanish, chosen by the person, kept with her account or in a plain cookie before sign-in."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, Response, request

from curriculum_app.core.access import current_actor
from curriculum_app.core.catalogues import compile_catalogues
from curriculum_app.core.translating import Languages, forget_locale, locale_name

LANGUAGES = {"en": "English", "es": "Español"}
# Spanish of this place: a clock of twelve hours, dollars, commas in thousands.
LOCALES = {"en": "en_US", "es": "es_US"}
COOKIE = "language"
PARAMETER = "lang"


def choose_language() -> str:
    """The language of this request: asked for in the address, the account's, the cookie's, the browser's."""
    if not request:
        return "en"
    asked = request.args.get(PARAMETER, "")
    if asked in LANGUAGES:
        return asked
    kept = request.cookies.get(COOKIE, "")
    if kept in LANGUAGES:
        return kept
    actor = current_actor()
    if actor is not None:
        return actor.language
    return request.accept_languages.best_match(list(LANGUAGES)) or "en"


def current_language() -> str:
    """The language code of the page that is being made."""
    return locale_name().partition("_")[0]


def language_links(path: str | None = None) -> dict[str, str]:
    """The address of this same page, or of `path`, in each language, called `to_es` and so on."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != PARAMETER and path is None]
    here = path or request.path
    return {f"to_{code}": f"{here}?{urlencode([*kept, (PARAMETER, code)])}" for code in LANGUAGES}


def init_app(app: Flask) -> None:
    """Set up translations; a language asked for in the address is remembered by a cookie that says nothing else."""
    catalogues = Path(app.config["SETTINGS"].instance_dir) / "translations"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compile_catalogues(catalogues))
    # Parsed once: Flask-Babel would parse the name in each request.
    locales = {language: Locale.parse(name) for language, name in LOCALES.items()}
    languages = Languages(app, locale_selector=lambda: locales[choose_language()])
    with app.app_context():
        languages.speak_in(app.jinja_env)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.before_request(forget_locale)
    app.teardown_appcontext(forget_locale)

    @app.after_request
    def remember(response: Response) -> Response:
        asked = request.args.get(PARAMETER, "")
        if asked in LANGUAGES and request.cookies.get(COOKIE) != asked:
            secure = app.config["SETTINGS"].is_production
            response.set_cookie(COOKIE, asked, httponly=True, samesite="Lax", secure=secure)
        return response
