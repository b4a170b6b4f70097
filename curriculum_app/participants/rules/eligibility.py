"""What speaks against a place, on the day a group begins.

The programme serves girls of certain ages whose home lies in its service areas, with permission and their own assent.
Its limits are those in force on the day of the first session. Each finding weighs one of three things: it *warns* and
changes nothing, it *asks* for a recorded reason, or it *stops*: somebody said no, which no reason of ours sets aside.
Nothing here refuses a referral.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from curriculum_app.core.limits.rules import Limits
from curriculum_app.participants.rules.consents import ConsentKind, ConsentPart, ConsentState, Said, standing
from curriculum_app.participants.rules.dates import age_on, birthday
from curriculum_app.participants.rules.words import AreaState


class Ineligible(StrEnum):
    """What speaks against a place."""

    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    AGES_OUT = "ages_out"
    OUTSIDE_AREA = "outside_area"
    AREA_UNDECIDED = "area_undecided"
    NO_PERMISSION = "no_permission"
    NO_ASSENT = "no_assent"


class Weight(StrEnum):
    """What a finding does to a place."""

    WARNS = "warns"
    ASKS = "asks"
    STOPS = "stops"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against a place.

    `age` is hers on the first day (of AGES_OUT the age that is too old), `on` the day she is too old and `session` the
    number of the first session on or after it; `consent` is how the missing permission or assent stands.
    """

    code: Ineligible
    weight: Weight = Weight.ASKS
    age: int | None = None
    on: date | None = None
    session: int | None = None
    is_session_day: bool = False
    consent: ConsentState | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where she lives, as far as it is decided."""

    state: AreaState
    service_area: int | None


@dataclass(frozen=True, slots=True)
class Meets:
    """One session of a group that is planned or was held."""

    number: int
    held_on: date


def findings(
    birth_date: date,
    home: Home,
    said: Sequence[Said],
    limits: Limits,
    *,
    begins_on: date,
    joins_on: date,
    sessions: Sequence[Meets] = (),
) -> tuple[Finding, ...]:
    """What speaks against her place in a group that begins on `begins_on`, ages first; empty when nothing does.

    `limits` are those of `begins_on`. Permission and assent have to hold on `joins_on`, the day she would begin: the
    first session, or for a late entry the day itself. `sessions` are in the order of their dates.
    """
    return (
        *_ages(birth_date, limits, begins_on, sessions),
        *_home(home, limits),
        *consent_findings(said, joins_on),
    )


def consent_findings(said: Sequence[Said], on: date) -> tuple[Finding, ...]:
    """The permission and the assent to take part that do not hold on the day `on`; a no stops, silence asks."""
    parts = ((ConsentPart.PERMISSION, Ineligible.NO_PERMISSION), (ConsentPart.ASSENT, Ineligible.NO_ASSENT))
    stand = [(standing(said, ConsentKind.PARTICIPATION, part, on).state, code) for part, code in parts]
    return tuple(
        Finding(code, Weight.STOPS if state.is_no else Weight.ASKS, consent=state)
        for state, code in stand
        if state is not ConsentState.IN_FORCE
    )


def asks(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings for which a place needs a recorded reason."""
    return tuple(each for each in found if each.weight is Weight.ASKS)


def stops(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings that no reason sets aside."""
    return tuple(each for each in found if each.weight is Weight.STOPS)


def _ages(birth_date: date, limits: Limits, begins_on: date, sessions: Sequence[Meets]) -> tuple[Finding, ...]:
    age = age_on(birth_date, begins_on)
    if age < limits.minimum_age:
        return (Finding(Ineligible.TOO_YOUNG, age=age),)
    if age > limits.maximum_age:
        return (Finding(Ineligible.TOO_OLD, age=age),)
    too_old = limits.maximum_age + 1
    day = birthday(birth_date, too_old)
    later = next((each for each in sessions if each.held_on >= day), None)
    if later is None:
        return ()
    is_that_day = later.held_on == day
    return (
        Finding(
            Ineligible.AGES_OUT, Weight.WARNS, age=too_old, on=day, session=later.number, is_session_day=is_that_day
        ),
    )


def _home(home: Home, limits: Limits) -> tuple[Finding, ...]:
    if home.state is AreaState.UNDECIDED:
        return (Finding(Ineligible.AREA_UNDECIDED),)
    # The number decides, not the word of the day on which she was received: the programme's areas may have changed.
    if home.service_area not in limits.service_areas:
        return (Finding(Ineligible.OUTSIDE_AREA),)
    return ()
