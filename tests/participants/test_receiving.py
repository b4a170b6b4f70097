"""A referral is received once, its girl is sealed under her own key, and her home area is never guessed."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select, text

from curriculum_app.core.access import Actor
from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.ids import new_id
from curriculum_app.core.vault import open_key
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.words import AreaBasis, AreaState, Race, ReferralState
from curriculum_app.participants.service import receive_referral
from curriculum_app.places.rules import BOUNDARY_VERSION
from tests.factories import Make
from tests.participants.conftest import AREAS, facts

Receive = Callable[..., Referral]


def count(model: type) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_referral_is_received_with_a_girl_who_can_be_read_again(receive: Receive) -> None:
    referral = receive(first_name="O'Neill-Peña", last_name="李", race_ethnicity="Asian; White", language="Spanish")
    girl = referral.participant
    key = open_key(girl.key)
    assert referral.state is ReferralState.RECEIVED
    assert key.text(Participant.first_name_sealed, girl.id, girl.first_name_sealed) == "O'Neill-Peña"
    assert key.text(Participant.display_name_sealed, girl.id, girl.display_name_sealed) == "O'Neill-Peña 李."
    assert key.text(Participant.birth_date_sealed, girl.id, girl.birth_date_sealed) == "2011-03-04"
    assert girl.language == "es"


def test_the_same_referral_again_makes_no_second_row(receive: Receive) -> None:
    first = receive(external_id="R-1")
    again = receive(external_id=" r-1 ", first_name="Maia")
    assert again.id == first.id
    assert count(Referral) == count(Participant) == 1


def test_without_a_number_the_same_name_birth_date_source_and_day_is_the_same(receive: Receive) -> None:
    first = receive(first_name="MAYA", last_name="reyes ")
    assert receive().id == first.id
    assert receive(referred_on="2026-03-03").id != first.id


def test_without_a_number_it_is_also_the_same_as_one_that_has_a_number(receive: Receive) -> None:
    first = receive(external_id="R-1")
    assert receive().id == first.id


def test_two_numbers_of_one_source_are_two_referrals(receive: Receive) -> None:
    assert receive(external_id="R-1").id != receive(external_id="R-2").id


def test_the_same_name_and_birth_date_is_a_possible_duplicate_of_the_oldest(receive: Receive) -> None:
    first = receive()
    second = receive(referral_source="Harbor Group Home")
    third = receive(referral_source="DCFS")
    assert first.participant.possible_duplicate_of_id is None
    assert second.participant.possible_duplicate_of_id == first.participant_id
    assert third.participant.possible_duplicate_of_id == first.participant_id


def test_a_form_posted_twice_makes_one_referral(make: Make, coordinator: Actor) -> None:
    own = new_id()
    first = receive_referral(facts(), programme_areas=AREAS, actor=coordinator, at=make.at, referral_id=own)
    again = receive_referral(
        facts(first_name="Lu"), programme_areas=AREAS, actor=coordinator, at=make.at, referral_id=own
    )
    assert (first.is_new, again.is_new) == (True, False)
    assert count(Referral) == 1


@pytest.mark.parametrize(
    ("zip_code", "state", "area", "basis"),
    [
        ("90002", AreaState.DECIDED, 6, AreaBasis.ZIP),
        ("90501", AreaState.DECIDED, 8, AreaBasis.ZIP),
        ("90044", AreaState.UNDECIDED, None, None),
        ("90302", AreaState.UNDECIDED, None, None),
        ("90009", AreaState.UNDECIDED, None, None),
        ("10001", AreaState.UNDECIDED, None, None),
        ("", AreaState.UNDECIDED, None, None),
        ("90210", AreaState.OUTSIDE, None, AreaBasis.ZIP),
        ("90012", AreaState.OUTSIDE, 4, AreaBasis.ZIP),
    ],
)
def test_a_home_area_follows_from_the_zip_or_waits_for_a_person(
    receive: Receive, zip_code: str, state: AreaState, area: int | None, basis: AreaBasis | None
) -> None:
    girl = receive(zip=zip_code).participant
    assert (girl.area_state, girl.service_area, girl.area_basis) == (state, area, basis)


def test_what_a_home_area_rests_on_is_kept_with_it(receive: Receive, coordinator: Actor) -> None:
    girl = receive(zip="90002").participant
    assert (girl.boundary_version, girl.area_decided_on) == (BOUNDARY_VERSION, coordinator.today)


def test_every_race_she_named_is_kept(receive: Receive) -> None:
    girl = receive(race_ethnicity="White; Asian; Black").participant
    rows = db.session.execute(text("SELECT race FROM participant_races ORDER BY race")).scalars().all()
    assert girl.id
    assert rows == [Race.ASIAN.value, Race.BLACK.value, Race.WHITE.value]


def test_nothing_about_her_lies_in_the_database_in_plain(receive: Receive) -> None:
    planted = {
        "first_name": "Zzfirst", "last_name": "Zzlast", "chosen_name": "Zzchosen", "street": "Zzstreet 1",
        "city": "Zzcity",
        "guardian_name": "Zzguardian", "guardian_phone": "Zzphone", "school": "Zzschool", "placement": "Zzplacement",
        "external_id": "Zzexternal", "phone": "Zzown", "safe_contact": "Zzsafe", "birth_date": "2011-12-29",
    }  # fmt: skip
    receive(**planted)
    for table in ("participants", "referrals", "referral_steps", "audit_events", "participant_races"):
        for row in db.session.execute(text(f"SELECT * FROM {table}")):  # noqa: S608 - fixed names
            stored = b" ".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
            assert b"Zz" not in stored
            assert b"2011-12-29" not in stored


def test_a_referral_leaves_one_event_without_words(receive: Receive) -> None:
    referral = receive()
    row = db.session.execute(select(AuditEvent).where(AuditEvent.object_id == referral.id)).scalar_one()
    assert row.action == "participants:referral:received"
    assert row.details == {"is_proposal": False, "is_possible_duplicate": False}
