"""The gallery exists in development and nowhere else."""

import base64
from pathlib import Path

from curriculum_app import create_app
from tests.clients import Client
from tests.conftest import settings_for


def test_the_gallery_shows_invented_people_to_developers(client: Client) -> None:
    html = client.get("/dev/components").get_data(as_text=True)
    assert "Every part of the design system" in html
    assert "There is a problem" not in html
    assert "There is a problem" in client.get("/dev/components?state=error").get_data(as_text=True)


def test_production_has_no_gallery(database_url: str, tmp_path: Path) -> None:
    app = create_app(
        settings_for(
            database_url,
            tmp_path,
            ENVIRONMENT="production",
            SECRET_KEY="x" * 40,
            MASTER_KEY=base64.b64encode(bytes(32)).decode(),
            BASE_URL="https://groups.example.com",
        )
    )
    assert [rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/dev")] == []
