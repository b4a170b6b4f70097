"""Making the packet: the chosen fields with their texts as her record has them now, or as it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from curriculum_app.core.vault import fingerprint, open_key
from curriculum_app.participants.models import Participant
from curriculum_app.participants.service.people import opened
from curriculum_app.star_court.models import Handoff
from curriculum_app.star_court.rules.packet import Packet, read
from curriculum_app.star_court.rules.words import PacketField

F = PacketField
# The sealed columns of her record behind each field; what is not here stands in a plain column.
COLUMNS: Mapping[PacketField, tuple[str, ...]] = MappingProxyType(
    {
        F.NAME: ("first_name", "last_name"),
        F.CHOSEN_NAME: ("chosen_name",),
        F.BIRTH_DATE: ("birth_date",),
        F.PLACEMENT: ("placement",),
        F.ADDRESS: ("street", "city", "zip"),
        F.PHONE: ("phone",),
        F.SAFE_CONTACT: ("safe_contact",),
        F.GUARDIAN: ("guardian_name", "guardian_phone"),
        F.SCHOOL: ("school",),
    }
)
BETWEEN = {F.NAME: " "}


def packet_of(handoff: Handoff) -> Packet:
    """The packet as it was sent, or as it would be sent now; the caller has logged the read."""
    if handoff.packet_sealed is not None:
        key = open_key(handoff.participant.key)
        return Packet.from_json(key.text(Handoff.packet_sealed, handoff.id, handoff.packet_sealed))
    girl = handoff.participant
    return Packet(handoff.organisation.name, tuple((field, text_of(girl, field)) for field in read(handoff.fields)))


def seen_as(packet: Packet) -> str:
    """A mark by which a preview is known again without being read: what is sent is what somebody looked at."""
    return fingerprint("star_court.packet", packet.to_json()).hex()


def text_of(girl: Participant, field: PacketField) -> str:
    """One field as her record has it now; empty where nothing is kept."""
    if field is F.LANGUAGE:
        return girl.language
    if field is F.HOME_AREA:
        return str(girl.service_area or "")
    texts = opened(girl, COLUMNS[field])
    return BETWEEN.get(field, ", ").join(text for text in texts.values() if text)
