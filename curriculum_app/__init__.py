"""The programme's site: referrals come in, cohorts are formed, sessions are held, and a manager reads what came of it.

`create_app` puts the rooms on the ground. Each room's folder is named for the work that it does.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings, load_settings
from curriculum_app.core import (
    assets,
    compression,
    db,
    error_pages,
    headers,
    i18n,
    logging,
    navigation,
    pages,
    stencils,
)
from curriculum_app.core import cli as core_cli
from curriculum_app.core.access import gate
from curriculum_app.core.sessions import NoSessions
from curriculum_app.core.uploads import InMemoryRequest
from curriculum_app.core.vault import master

# Ground floor first; a room's `views.bp` and `cli.init_app` are taken where it has them.
ROOMS = (
    "core.health",
    "core.report_now",
    "core.limits",
    "places",
    "accounts",
    "curriculum",
    "participants",
    "trainings",
    "cohorts",
    "attendance",
    "notes",
    "assessments",
    "concerns",
    "star_court",
    "reports",
    "records",
    "home",
)
DEVELOPMENT_ROOMS = ("devtools",)
PARTS = ("models", "loaders", "views", "cli", "jobs", "set_up")
MAXIMUM_BODY = 10 * 1024 * 1024
MAXIMUM_PARTS = 1_000


class Site(Flask):
    """Flask, knowing that nothing here is asynchronous: it would look at ten functions in each request."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application. Raises SettingsError, or LookupError when a route declares no access."""
    settings = settings or load_settings()
    app = Site(__name__, static_folder=None, template_folder="core/templates")
    app.request_class = InMemoryRequest
    app.session_interface = NoSessions()
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key or "development-only-secret-that-production-refuses",
        SIGN_IN_COOKIE="__Host-sign_in" if settings.is_production else "sign_in",
        MAX_CONTENT_LENGTH=MAXIMUM_BODY,
        MAX_FORM_PARTS=MAXIMUM_PARTS,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    _lay_ground(app, settings)
    rooms = ROOMS if settings.is_production else ROOMS + DEVELOPMENT_ROOMS
    for room in rooms:
        _open_room(app, room)
    gate.check_routes(app)
    return app


def _lay_ground(app: Flask, settings: Settings) -> None:
    logging.configure()
    compression.init_app(app)
    master.init_app(app)
    db.init_app(app, settings.database_url, settings.read_database_url)
    gate.init_app(app)
    i18n.init_app(app)
    pages.init_app(app)
    stencils.init_app(app)
    navigation.init_app(app)
    error_pages.init_app(app)
    headers.init_app(app)
    core_cli.init_app(app)
    assets.init_app(app, Path(settings.instance_dir) / "static", headers=headers.SECURITY)
    if settings.trusted_proxies:
        proxies = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]


def _open_room(app: Flask, room: str) -> None:
    """Take in what a room offers: its models and loaders by import, its routes, its commands, its own set-up."""
    module = importlib.import_module(f"{__name__}.{room}")
    offered = {each.name for each in pkgutil.iter_modules(getattr(module, "__path__", []))}
    parts = [module, *(importlib.import_module(f"{module.__name__}.{part}") for part in PARTS if part in offered)]
    for part in parts:
        if hasattr(part, "bp"):
            app.register_blueprint(part.bp)
        if part is not module and hasattr(part, "init_app"):
            part.init_app(app)
