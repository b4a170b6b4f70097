"""Drafting a hand-off, recording her release, sending the packet, opening it once, and what came of it."""

from curriculum_app.star_court.service.changing import HandoffChanged
from curriculum_app.star_court.service.drafting import choose_fields, edit_handoff, start_handoff
from curriculum_app.star_court.service.opening import open_packet
from curriculum_app.star_court.service.progress import end_service, record_service, take_step
from curriculum_app.star_court.service.releasing import record_release, revoke_release
from curriculum_app.star_court.service.sending import make_link, print_copy, revoke_link, send_handoff

__all__ = [
    "HandoffChanged",
    "choose_fields",
    "edit_handoff",
    "end_service",
    "make_link",
    "open_packet",
    "print_copy",
    "record_release",
    "record_service",
    "revoke_link",
    "revoke_release",
    "send_handoff",
    "start_handoff",
    "take_step",
]
