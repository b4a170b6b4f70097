"""What a packet may hold: of a fixed list, what the purpose needs and the legal basis covers, and nothing beside it.

The two tables are the programme's own choice of the least that serves, to be confirmed by the county's counsel; they
are no legal advice. A release covers what it names, for one recipient and one purpose, while it holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from curriculum_app.star_court.rules.words import Basis, PacketField, Purpose

F = PacketField
# How to reach her, where she lives and learns: the part of her record that is opened piece by piece.
CONTACT = frozenset({F.PLACEMENT, F.ADDRESS, F.PHONE, F.SAFE_CONTACT, F.GUARDIAN, F.SCHOOL})
_WHO = frozenset({F.NAME, F.CHOSEN_NAME, F.BIRTH_DATE, F.LANGUAGE})

NEEDED: Mapping[Purpose, frozenset[PacketField]] = MappingProxyType(
    {
        Purpose.COURT: _WHO | {F.HOME_AREA, F.PLACEMENT, F.GUARDIAN, F.SAFE_CONTACT},
        Purpose.SUPERVISION: _WHO | CONTACT,
        Purpose.PLACEMENT: _WHO | {F.HOME_AREA, F.PLACEMENT, F.GUARDIAN, F.SCHOOL},
        Purpose.ADVOCACY: frozenset({F.CHOSEN_NAME, F.LANGUAGE, F.PHONE, F.SAFE_CONTACT}),
        Purpose.MEDICAL: _WHO | {F.PLACEMENT, F.GUARDIAN, F.SAFE_CONTACT},
        Purpose.MENTAL_HEALTH: _WHO | {F.PLACEMENT, F.GUARDIAN, F.SAFE_CONTACT},
        Purpose.EDUCATION: frozenset({F.NAME, F.CHOSEN_NAME, F.BIRTH_DATE, F.LANGUAGE, F.GUARDIAN, F.SCHOOL}),
    }
)
# What she alone gives - the name she chose, her phone, how it is safe to reach her - no order takes.
COVERED: Mapping[Basis, frozenset[PacketField]] = MappingProxyType(
    {
        Basis.RELEASE: frozenset(),
        Basis.COURT_ORDER: frozenset(F) - {F.CHOSEN_NAME, F.PHONE, F.SAFE_CONTACT},
        Basis.AGENCY: frozenset({F.NAME, F.BIRTH_DATE, F.LANGUAGE, F.HOME_AREA, F.PLACEMENT}),
    }
)


@dataclass(frozen=True, slots=True)
class Release:
    """Her consent to tell one recipient these fields for one purpose, from the signature to `expires_on` (included)."""

    id: UUID
    recipient: UUID
    purpose: Purpose
    fields: frozenset[PacketField]
    signed_on: date
    expires_on: date
    revoked_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day; on the day on which it is taken back it is not."""
        return self.signed_on <= on <= self.expires_on and (self.revoked_on is None or on < self.revoked_on)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a hand-off stands on: to whom, for what, on which basis, and every release that she ever gave."""

    recipient: UUID
    purpose: Purpose
    basis: Basis
    releases: tuple[Release, ...] = ()

    def release(self, on: date) -> Release | None:
        """Her newest release for this recipient and purpose that is in force on the day `on`; `releases` are in order.

        The newest paper alone counts: whoever signs a narrower one takes the wider one's place.
        """
        fitting = [each for each in self.releases if (each.recipient, each.purpose) == (self.recipient, self.purpose)]
        signed = [each for each in fitting if each.signed_on <= on]
        newest = signed[-1] if signed else None
        return newest if newest is not None and newest.holds(on) else None


@dataclass(frozen=True, slots=True)
class Packet:
    """What is told, and to whom: each field with its text, as it stood when it was sent."""

    recipient: str
    values: tuple[tuple[PacketField, str], ...]

    def to_json(self) -> str:
        """The text that is sealed."""
        return json.dumps({"recipient": self.recipient, "values": dict(self.values)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Packet:
        """The packet that was sealed."""
        found = json.loads(text)
        return Packet(found["recipient"], tuple((F(name), said) for name, said in found["values"].items()))


def permitted(ground: Ground, on: date) -> tuple[PacketField, ...]:
    """The fields that a packet may hold on the day `on`, in their order."""
    covered = COVERED[ground.basis]
    if ground.basis is Basis.RELEASE:
        release = ground.release(on)
        covered = release.fields if release else frozenset()
    return in_order(covered & NEEDED[ground.purpose])


def not_covered(chosen: Collection[PacketField], ground: Ground, on: date) -> tuple[PacketField, ...]:
    """Those of the chosen fields that may not be told."""
    return in_order(set(chosen) - set(permitted(ground, on)))


def in_order(fields: Iterable[PacketField]) -> tuple[PacketField, ...]:
    """The fields in the order of the list."""
    some = set(fields)
    return tuple(field for field in PacketField if field in some)


def written(fields: Iterable[PacketField]) -> str:
    """Fields as one column keeps them: their values with blanks between."""
    return " ".join(in_order(fields))


def read(column: str) -> tuple[PacketField, ...]:
    """The fields that `written` wrote."""
    return tuple(F(value) for value in column.split())
