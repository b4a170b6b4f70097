"""Reading participants and referrals; every list is narrowed by `within`, ordered and capped."""

from curriculum_app.participants.queries.names import DisplayName, display_name, names_for
from curriculum_app.participants.queries.people import (
    Person,
    PersonRow,
    Placeable,
    Slice,
    is_within,
    name_of,
    participants_named,
    participants_visible_to,
    participants_with_ids,
    person,
    placeable,
    races_of,
    referrals_of,
)
from curriculum_app.participants.queries.reach import within

__all__ = [
    "DisplayName",
    "Person",
    "PersonRow",
    "Placeable",
    "Slice",
    "display_name",
    "is_within",
    "name_of",
    "names_for",
    "participants_named",
    "participants_visible_to",
    "participants_with_ids",
    "person",
    "placeable",
    "races_of",
    "referrals_of",
    "within",
]
