"""Ids: of no two things the same, of the same thing always the same, in the order of time."""

from uuid import RFC_4122

from curriculum_app.core.ids import derived_id, new_id


def test_a_derived_id_follows_from_its_base_and_its_name() -> None:
    base = new_id()
    assert derived_id(base, "one") == derived_id(base, "one")
    assert len({derived_id(base, "one"), derived_id(base, "two"), derived_id(new_id(), "one"), base}) == 4


def test_a_derived_id_lies_beside_its_base() -> None:
    base = new_id()
    derived = derived_id(base, "one")
    assert (derived.bytes[:6], derived.version, derived.variant) == (base.bytes[:6], 8, RFC_4122)
