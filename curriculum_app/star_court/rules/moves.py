"""Where a hand-off may go from where it stands, and which reasons go with an end."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from curriculum_app.star_court.rules.words import Reason, State

_S, _R = State, Reason
# Sending leads from a draft to `sent`, the first service to `in_services`; the rest is recorded by hand.
MOVES: Mapping[State, tuple[State, ...]] = MappingProxyType(
    {
        _S.DRAFTED: (_S.SENT, _S.CLOSED),
        _S.SENT: (_S.ACCEPTED, _S.DECLINED, _S.CLOSED),
        _S.ACCEPTED: (_S.IN_SERVICES, _S.DECLINED, _S.CLOSED),
        _S.DECLINED: (_S.ACCEPTED, _S.CLOSED),
        _S.IN_SERVICES: (_S.CLOSED,),
        _S.CLOSED: (),
    }
)
BY_HAND = frozenset({_S.ACCEPTED, _S.DECLINED, _S.CLOSED})
REASONS: Mapping[State, tuple[Reason, ...]] = MappingProxyType(
    {
        _S.DECLINED: (_R.NO_PLACE, _R.NOT_ELIGIBLE, _R.SHE_DECLINED, _R.GUARDIAN_DECLINED, _R.OTHER),
        _S.CLOSED: (
            _R.SERVICES_COMPLETED, _R.NO_PLACE, _R.NOT_ELIGIBLE, _R.SHE_DECLINED, _R.GUARDIAN_DECLINED, _R.MOVED_AWAY,
            _R.LOST_CONTACT, _R.WITHDRAWN, _R.OTHER,
        ),
    }
)  # fmt: skip


def may_move(now: State, to: State) -> bool:
    """Whether a hand-off may go from `now` to `to`."""
    return to in MOVES[now]


def steps_by_hand(now: State) -> tuple[State, ...]:
    """Where somebody may take it by hand from `now`."""
    return tuple(state for state in MOVES[now] if state in BY_HAND)


def may_have_services(state: State) -> bool:
    """Whether services are recorded under a hand-off in this state."""
    return state in {State.ACCEPTED, State.IN_SERVICES}
