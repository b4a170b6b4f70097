"""What a merge does with every row that names a girl: one table over all rooms.

A foreign key to `participants` that is not named here fails a test: somebody has to decide what becomes of its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Policy(StrEnum):
    """What becomes of the rows behind one foreign key to a participant.

    `moves`: they name the kept record from then on, their sealed texts under her key. `pair`: the same for a row about
    two girls whose ids stand in order. `follows`: they go where their enrolment goes. `stays`: they remain the absorbed
    record's. `recounted`: they are made anew from what stands.
    """

    MOVES = "moves"
    PAIR = "pair"
    FOLLOWS = "follows"
    STAYS = "stays"
    RECOUNTED = "recounted"


P = Policy
# In the order in which rows move: what others follow goes first.
POLICIES: Mapping[tuple[str, str], Policy] = MappingProxyType(
    {
        ("referrals", "participant_id"): P.MOVES,
        ("consents", "participant_id"): P.MOVES,
        ("enrolments", "participant_id"): P.MOVES,
        # Its texts lie under its own key and stay there.
        ("concerns", "participant_id"): P.MOVES,
        ("handoffs", "participant_id"): P.MOVES,
        ("handoff_releases", "participant_id"): P.MOVES,
        ("make_ups", "participant_id"): P.FOLLOWS,
        ("keep_apart_pairs", "first_id"): P.PAIR,
        ("keep_apart_pairs", "second_id"): P.PAIR,
        ("told_apart", "first_id"): P.PAIR,
        ("told_apart", "second_id"): P.PAIR,
        # Whoever may have been the absorbed one may be the kept one.
        ("participants", "possible_duplicate_of_id"): P.MOVES,
        ("participants", "merged_into_id"): P.STAYS,
        # Each record keeps what was answered for it; the kept one's answers count.
        ("participant_races", "participant_id"): P.STAYS,
        ("participant_sites", "participant_id"): P.STAYS,
        # A draft is held against whoever waits when it is published.
        ("proposed_seats", "participant_id"): P.STAYS,
        ("proposal_moves", "participant_id"): P.STAYS,
        ("participant_merges", "kept_id"): P.STAYS,
        ("participant_merges", "absorbed_id"): P.STAYS,
        ("participant_tallies", "participant_id"): P.RECOUNTED,
    }
)
# Texts under the girl's own key that move along: by table, its sealed columns. Enrolments have keys of their own.
UNDER_HER_KEY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "referrals": ("external_id_sealed",),
        "consents": ("given_by_sealed", "safe_contact_sealed"),
        "handoffs": ("contact_sealed", "basis_reference_sealed", "packet_sealed"),
        "handoff_releases": ("given_by_sealed",),
    }
)
# The same one table further down: (table, column that names the row above, its sealed columns), by the table above.
BELOW: Mapping[str, tuple[str, str, tuple[str, ...]]] = MappingProxyType(
    {"referrals": ("referral_steps", "referral_id", ("note_sealed",))}
)


def tables_that(policy: Policy) -> tuple[str, ...]:
    """The tables with this policy, each once, in the order in which they move."""
    return tuple(dict.fromkeys(table for (table, _), each in POLICIES.items() if each is policy))


def column_of(table: str) -> str:
    """The column of a moving table that names the girl."""
    return next(column for (name, column), each in POLICIES.items() if name == table and each is P.MOVES)
