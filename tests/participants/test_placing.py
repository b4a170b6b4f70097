"""Where a girl can go: named by staff, narrowed to the sites that they may see."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from curriculum_app.core.db import db
from curriculum_app.participants.models import Participant, ParticipantSite
from curriculum_app.participants.queries.placing import placing_of
from tests.clients import Client
from tests.factories import Make


def test_staff_say_where_she_lives_goes_and_what_she_speaks(make: Make, client_as: Callable[..., Client]) -> None:
    girl, home, room, far = make.participant(), make.site(6), make.site(6), make.site(8)
    make.add(ParticipantSite(participant_id=girl.id, site_id=far.id))
    browser = client_as("coordinator", service_area=6)
    values = {"version": "1", "lives_at": str(home.id), "sites": [str(room.id)], "other_languages": ["es", "en"]}
    assert browser.post(f"/participants/{girl.id}/placing", data=values).status_code == 303
    known = placing_of(girl.id)
    # The site in area 8 was not hers to see, so it stays as somebody else set it.
    assert (known.lives_at, known.sites) == (home.id, frozenset({room.id, far.id}))
    languages = select(Participant.other_languages).where(Participant.id == girl.id)
    assert db.session.scalar(languages) == "es"


def test_of_two_who_save_the_second_is_told(make: Make, client_as: Callable[..., Client]) -> None:
    girl = make.participant()
    browser = client_as("coordinator", service_area=6)
    browser.post(f"/participants/{girl.id}/placing", data={"version": "1", "other_languages": ["es"]})
    answer = browser.post(f"/participants/{girl.id}/placing", data={"version": "1"})
    assert answer.status_code == 409
    assert "Someone else changed this record." in answer.text


def test_a_site_of_elsewhere_cannot_be_chosen(make: Make, client_as: Callable[..., Client]) -> None:
    girl, far = make.participant(), make.site(8)
    browser = client_as("coordinator", service_area=6)
    answer = browser.post(f"/participants/{girl.id}/placing", data={"version": "1", "sites": [str(far.id)]})
    assert answer.status_code == 422
    assert placing_of(girl.id).sites == frozenset()


def test_blanks_for_where_she_lives_are_nowhere(make: Make, client_as: Callable[..., Client]) -> None:
    girl = make.participant()
    browser = client_as("coordinator", service_area=6)
    answer = browser.post(f"/participants/{girl.id}/placing", data={"lives_at": "  ", "version": "1"})
    assert answer.status_code == 303
