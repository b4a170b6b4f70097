"""Sites: who sees and sets them up, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.places.models import Organisation, Site
from tests.clients import Client
from tests.factories import Make

Sign = Callable[..., Client]


def fields(**changes: object) -> dict[str, object]:
    """A filled-in form."""
    filled = {"id": str(new_id()), "name": "Watts Youth House", "organisation": "Southside Families",
              "kind": "community", "service_area": "6"}  # fmt: skip
    return filled | changes


def count() -> int:
    """How many sites there are now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Site)) or 0


def test_a_coordinator_sees_the_sites_of_her_area(client_as: Sign, make: Make) -> None:
    make.site(6, name="Compton Avenue Center")
    make.site(8, name="Harbor House")
    page = client_as("coordinator", service_area=6).get("/sites").text
    assert "Compton Avenue Center" in page
    assert "Harbor House" not in page
    assert "Harbor House" in client_as("program_manager").get("/sites").text


def test_setting_up_a_site_twice_makes_one(client_as: Sign) -> None:
    browser, form = client_as("coordinator"), fields()
    for _ in range(2):
        assert browser.post("/sites/new", data=form).status_code == 303
    assert count() == 1
    assert db.session.scalars(select(Organisation.name)).all() == ["Southside Families"]
    actions = db.session.scalars(select(AuditEvent.action).where(AuditEvent.action.like("places:%"))).all()
    assert actions == ["places:site:opened"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "  "}, "Enter the site's name."),
        ({"name": "Taken"}, "Another site has this name."),
        ({"service_area": "8"}, "own service areas only"),
        ({"kind": "castle"}, "There is a problem"),
    ],
)
def test_a_wrong_site_comes_back_as_typed(
    client_as: Sign, make: Make, changes: dict[str, object], sentence: str
) -> None:
    make.site(6, name="Taken")
    answer = client_as("coordinator").post("/sites/new", data=fields(**changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Southside Families" in answer.text
    assert "<title>Error:" in answer.text
    assert count() == 1


def test_a_site_is_corrected_and_closed(client_as: Sign, make: Make) -> None:
    site = make.site(6, name="Old name")
    browser = client_as("coordinator")
    assert "Old name" in browser.get(f"/sites/{site.id}/edit").text
    answer = browser.post(f"/sites/{site.id}/edit", data=fields(name="New name", version=1))
    assert answer.status_code == 303
    db.session.rollback()
    db.session.expire_all()
    changed = db.session.get_one(Site, site.id)
    assert (changed.name, changed.is_open, changed.version) == ("New name", False, 2)


def test_the_form_of_a_site_shows_its_organisation(client_as: Sign, make: Make) -> None:
    site = make.site(6, name="Watts Youth House", organisation=make.add(Organisation(name="Southside Families")))
    page = client_as("coordinator", service_area=6).get(f"/sites/{site.id}/edit")
    assert page.status_code == 200
    assert 'value="Southside Families"' in page.text
    assert 'value="Watts Youth House"' in page.text


def test_two_coordinators_do_not_overwrite_each_other(client_as: Sign, make: Make) -> None:
    site = make.site(6, name="Old name")
    first, second = client_as("coordinator"), client_as("coordinator")
    assert first.post(f"/sites/{site.id}/edit", data=fields(name="Hers", version=1)).status_code == 303
    answer = second.post(f"/sites/{site.id}/edit", data=fields(name="Mine", version=1))
    assert answer.status_code == 409
    assert "Someone else changed this site" in answer.text
    assert "Mine" in answer.text
    assert 'value="2"' in answer.text


def test_another_areas_site_is_not_found_and_a_facilitator_has_none(client_as: Sign, make: Make) -> None:
    site = make.site(8)
    assert client_as("coordinator", service_area=6).get(f"/sites/{site.id}/edit").status_code == 404
    assert client_as("facilitator").get("/sites").status_code == 403
