"""Settings: the environment is read once, here, and wrong or missing values stop the start with one clear sentence.

In production no secret has a default and development conveniences are refused. ``Settings`` documents itself:
docs/deploying.md is generated from the fields below.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent
DATABASES = ("sqlite", "postgresql+psycopg")


class SettingsError(ValueError):
    """A setting is missing or makes no sense; the message says which and how to mend it."""


class Environment(StrEnum):
    """Where the program runs; it decides which conveniences exist."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


T = TypeVar("T")


def setting(default: T, help_text: str) -> T:
    """Declare one setting: its default and the sentence that docs/deploying.md prints."""
    return field(default=default, metadata={"help": help_text})


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides, checked and typed."""

    environment: Environment = setting(Environment.DEVELOPMENT, "`development` or `production`.")
    database_url: str = setting("", "SQLAlchemy address; SQLite under `instance/` when empty.")
    read_database_url: str = setting(
        "", "A replica for reports that count, used while it lags behind by less than a minute; none when empty."
    )
    secret_key: str = setting("", "Signs form tokens; at least 32 characters. Required in production.")
    master_key: str = setting("", "32 bytes in base64 that wrap every data key. Or use MASTER_KEY_FILE.")
    master_key_file: str = setting("", "A file with versioned master keys, outside the database's volume.")
    audit_anchor_file: str = setting("", "Where the head of the audit chain is written, outside the database.")
    lessons_dir: str = setting(str(ROOT / "lessons"), "The folder of the curriculum.")
    instance_dir: str = setting(str(ROOT / "instance"), "Where the program keeps its own files.")
    base_url: str = setting("http://localhost:5000", "The address people type; used in one-time links.")
    trusted_proxies: int = setting(0, "How many proxies in front may set X-Forwarded-* headers.")
    time_zone: str = setting("America/Los_Angeles", "Decides dates, midnight and the word today.")
    idle_minutes: int = setting(30, "Minutes without a request until the screen locks; never more than 30.")
    demo_password: str = setting("", "Password of the demonstration accounts; random when empty.")
    programme_minimum_age: int = setting(12, "Youngest age for a place without a recorded reason.")
    programme_maximum_age: int = setting(17, "Oldest age for a place without a recorded reason.")
    programme_service_areas: str = setting("6,8", "Home service areas of the programme.")
    programme_age_span: int = setting(3, "Years that may lie between the youngest and the oldest girl of a group.")
    programme_group_size: int = setting(12, "Seats offered when a cohort is planned.")
    programme_smallest_group: int = setting(6, "Fewest girls with whom a group begins.")
    programme_largest_group: int = setting(12, "Most seats a group may be given.")
    programme_last_entry_session: int = setting(2, "The session after which a group is closed to new girls.")
    programme_consent_months: int = setting(12, "Months for which a consent holds after its signature.")
    programme_consent_form: str = setting("2026-1", "Version of the consent form in use.")
    programme_cross_report_hours: int = setting(
        24, "Hours for the agency's own report to law enforcement (Penal Code 11166(j)); 0 where it has no such duty."
    )
    programme_first_warning_hours: int = setting(12, "Hours before a clock of a concern ends: first warning.")
    programme_last_warning_hours: int = setting(4, "Hours before a clock of a concern ends: last warning.")
    mail_url: str = setting(
        "", "`smtp://` or `smtps://user:password@host:port?from=address`; nothing is sent when empty."
    )

    @property
    def is_production(self) -> bool:
        """Whether real families are in this database."""
        return self.environment is Environment.PRODUCTION

    @property
    def service_areas(self) -> tuple[int, ...]:
        """The programme's service areas as numbers, in order."""
        return tuple(sorted(int(number) for number in self.programme_service_areas.split(",")))


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (the process environment by default).

    Raises SettingsError naming the setting that is missing or wrong.
    """
    source = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    for each in fields(Settings):
        text = source.get(each.name.upper())
        if text:
            values[each.name] = _typed(each.name, each.default, text)
    settings = Settings(**values)
    _check(settings)
    if not settings.database_url:
        settings = _with_default_database(settings)
    _check_databases(settings)
    return settings


def _typed(name: str, default: object, text: str) -> object:
    kind: type[Any] = type(default)
    try:
        return kind(text)
    except ValueError:
        raise SettingsError(f"{name.upper()} cannot be {text!r}.") from None


def _with_default_database(settings: Settings) -> Settings:
    path = Path(settings.instance_dir) / "curriculum.sqlite3"
    return replace(settings, database_url=f"sqlite:///{path}")


def _check(settings: Settings) -> None:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"TIME_ZONE {settings.time_zone!r} is not a known time zone.") from None
    if not 1 <= settings.idle_minutes <= 30:
        raise SettingsError("IDLE_MINUTES must lie between 1 and 30 (CJIS 5.9.5 allows no longer).")
    areas = settings.programme_service_areas.split(",")
    if not all(number.strip() in "12345678" and number.strip() for number in areas):
        raise SettingsError("PROGRAMME_SERVICE_AREAS is a list of numbers from 1 to 8, such as 6,8.")
    if settings.is_production:
        _check_production(settings)


def _check_databases(settings: Settings) -> None:
    """Without a word of the addresses themselves, which may hold a password."""
    kinds = {name: getattr(settings, name).partition("://")[0] for name in ("database_url", "read_database_url")}
    for name, kind in kinds.items():
        if kind and kind not in DATABASES:
            raise SettingsError(f"{name.upper()} must begin with {' or '.join(f'{each}://' for each in DATABASES)}.")
    if kinds["read_database_url"] not in {"", kinds["database_url"]}:
        raise SettingsError("READ_DATABASE_URL must name the same kind of database as DATABASE_URL.")


def _check_production(settings: Settings) -> None:
    if len(settings.secret_key) < 32:
        raise SettingsError("SECRET_KEY needs at least 32 characters in production.")
    if not (settings.master_key or settings.master_key_file):
        raise SettingsError("MASTER_KEY_FILE (or MASTER_KEY) is required in production.")
    if not settings.database_url:
        raise SettingsError("DATABASE_URL is required in production.")
    if not settings.base_url.startswith("https://"):
        raise SettingsError("BASE_URL must begin with https:// in production.")
    if settings.demo_password:
        raise SettingsError("DEMO_PASSWORD is for development only; unset it in production.")
