"""Settings: wrong ones stop the start with one sentence, production has no defaults."""

from __future__ import annotations

import pytest

from config import Environment, SettingsError, load_settings

PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": "x" * 32,
    "MASTER_KEY_FILE": "keys/master",
    "DATABASE_URL": "postgresql+psycopg://db/groups",
    "BASE_URL": "https://groups.example.com",
}


def test_an_empty_environment_is_a_development_site_on_sqlite() -> None:
    settings = load_settings({})
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.database_url.startswith("sqlite:///")
    assert settings.service_areas == (6, 8)


def test_a_whole_production_environment_is_accepted() -> None:
    assert load_settings(PRODUCTION).is_production


@pytest.mark.parametrize("name", ["SECRET_KEY", "MASTER_KEY_FILE", "DATABASE_URL", "BASE_URL"])
def test_production_has_no_default_for_what_matters(name: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({key: value for key, value in PRODUCTION.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("IDLE_MINUTES", "31"),
        ("IDLE_MINUTES", "soon"),
        ("PROGRAMME_SERVICE_AREAS", "6,9"),
        ("TRUSTED_PROXIES", "many"),
        ("DATABASE_URL", "a file"),
        ("DATABASE_URL", "postgresql://db/groups"),
        ("READ_DATABASE_URL", "postgresql+psycopg://replica/groups"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value})


def test_a_refused_address_does_not_tell_its_password() -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings({"DATABASE_URL": "mysql://groups:tuesday@db/groups"})
    assert "tuesday" not in str(refused.value)


def test_demonstration_accounts_are_refused_in_production() -> None:
    with pytest.raises(SettingsError, match="DEMO_PASSWORD"):
        load_settings(PRODUCTION | {"DEMO_PASSWORD": "groups on tuesday afternoon"})
