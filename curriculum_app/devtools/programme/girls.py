"""A girl and her referral as rows, sealed under a key of her own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.core.vault import KeyKind
from curriculum_app.devtools.dice import Dice, chances
from curriculum_app.devtools.people.invent import invent
from curriculum_app.devtools.programme.consents import add_consents
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.participants.models import Participant, ParticipantRace, Referral, ReferralStep
from curriculum_app.participants.rules.names import display_name
from curriculum_app.participants.rules.rows import ReferralFacts
from curriculum_app.participants.rules.words import ReferralReason, ReferralState
from curriculum_app.participants.service.areas import area_columns
from curriculum_app.participants.service.receiving import Prints, prints_of

AREAS = (6, 8)
OPENED = time(10)
SEALED = (
    "first_name", "last_name", "chosen_name", "street", "city", "phone", "school", "placement", "guardian_name",
    "guardian_phone", "safe_contact", "availability",
)  # fmt: skip
# How referrals of girls without a seat stand; the first ones are in every load.
STATES = (
    (ReferralState.WAITLISTED, None), (ReferralState.RECEIVED, None), (ReferralState.SCREENED, None),
    (ReferralState.WAITLISTED, None), (ReferralState.INELIGIBLE, ReferralReason.AGE),
    (ReferralState.DECLINED, ReferralReason.SHE_DECLINED), (ReferralState.REFERRED_ON, ReferralReason.OTHER_SERVICE),
    (ReferralState.WAITLISTED, None), (ReferralState.RECEIVED, None),
)  # fmt: skip
STEPS = (ReferralState.RECEIVED, ReferralState.SCREENED, ReferralState.WAITLISTED, ReferralState.ENROLLED)
DECIDED = tuple(each for each in STATES if each[0] not in STEPS)
IN_EVERY_LOAD = 300
TOO_OLD = 19
COMING = chances({0.95: 50, 0.86: 30, 0.62: 14, 0.3: 6})


@dataclass
class Girl:
    """A girl on her way through the programme: what later rows need to know of her."""

    id: UUID
    referral_id: UUID
    area: int
    born: date
    coming: float
    lessons: set[str] = field(default_factory=set)
    made_up: set[str] = field(default_factory=set)
    first_enrolled_on: date | None = None

    def age_on(self, day: date) -> int:
        """Her age on `day` in whole years."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def add_enrolled(rows: Rows, *, area: int, weekday: int, enrolled_on: date) -> Girl:
    """A girl whose referral led to the seat that she takes on `enrolled_on`."""
    dice = rows.dice
    referred_on = enrolled_on - timedelta(days=dice.number(9, 60))
    facts, prints = _facts(rows, lambda: invent(dice, area=area, referred_on=referred_on, weekday=weekday))
    days = sorted(dice.number(1, (enrolled_on - facts.referred_on).days - 1) for _ in range(2))
    times = [facts.referred_on, *(facts.referred_on + timedelta(days=each) for each in days), enrolled_on]
    return _add(rows, facts, prints, area, list(zip(STEPS, times, strict=True)), None)


def add_waiting(rows: Rows, number: int, *, today: date, days_back: int) -> Girl:
    """A girl without a seat; `number` counts them, so that every load has every state.

    Past the first ones most were told no long ago.
    """
    dice = rows.dice
    is_past = number >= IN_EVERY_LOAD and dice.happens(0.7)
    state, reason = dice.pick(DECIDED) if is_past else STATES[number % len(STATES)]
    is_shared = state is ReferralState.RECEIVED and dice.happens(0.7)
    age = TOO_OLD if reason is ReferralReason.AGE else None
    referred_on = today - timedelta(days=dice.number(40, days_back) if is_past else dice.number(3, 40))
    area = AREAS[number % 2]
    facts = _facts(rows, lambda: invent(dice, area=area, referred_on=referred_on, is_shared=is_shared, age=age))
    way = STEPS[: STEPS.index(state) + 1] if state in STEPS else (ReferralState.RECEIVED, state)
    gaps = sorted(dice.number(0, min((today - referred_on).days, 30)) for _ in way[1:])
    times = [referred_on, *(referred_on + timedelta(days=gap) for gap in gaps)]
    return _add(rows, *facts, area, list(zip(way, times, strict=True)), reason)


def _facts(rows: Rows, make: Callable[[], ReferralFacts]) -> tuple[ReferralFacts, Prints]:
    """Facts of a girl whose name and birth date nobody else of the load has, with their fingerprints."""
    while True:
        facts = make()
        prints = prints_of(facts)
        if prints.identity not in rows.known:
            rows.known.add(prints.identity)
            return facts, prints


def _add(  # noqa: PLR0917 - two callers, right above
    rows: Rows, facts: ReferralFacts, prints: Prints, area: int, steps: list[tuple[ReferralState, date]],
    reason: ReferralReason | None,
) -> Girl:  # fmt: skip
    """Collect the rows of a girl. Rows for another subject of hers begin here."""
    dice, at = rows.dice, clock.instant(facts.referred_on, OPENED)
    girl = Girl(dice.id(at), dice.id(at), area, facts.birth_date, _coming(dice))
    key_id, key = rows.key(KeyKind.PERSON, at)
    texts = {name: getattr(facts, name) for name in SEALED} | {
        "zip": facts.zip_code,
        "birth_date": facts.birth_date.isoformat(),
        "display_name": display_name(facts.first_name, facts.last_name, facts.chosen_name),
    }
    sealed = {
        f"{name}_sealed": key.seal(getattr(Participant, f"{name}_sealed"), girl.id, text or None)
        for name, text in texts.items()
    }
    area_facts = {"service_area": None, "area_basis": None, "boundary_version": None, "area_decided_on": None}
    area_facts |= area_columns(facts.zip_code, programme_areas=AREAS, on=facts.referred_on)
    rows.add(
        Participant, id=girl.id, code=dice.code(), key_id=key_id, language=facts.language, created_at=at, version=1,
        has_child_welfare_case=dice.pick((True, False, False, None)),
        identity_fingerprint=prints.identity, **sealed, **area_facts,
    )  # fmt: skip
    for race in facts.races:
        rows.add(ParticipantRace, participant_id=girl.id, race=race)
    state, since = steps[-1]
    waiting = next((day for step, day in steps if step is ReferralState.WAITLISTED), None)
    rows.add(
        Referral, id=girl.referral_id, participant_id=girl.id, source=facts.source, referred_on=facts.referred_on,
        external_id_sealed=key.seal(Referral.external_id_sealed, girl.referral_id, facts.external_id or None),
        external_fingerprint=prints.external, content_fingerprint=prints.content, received_at=at, is_proposal=False,
        state=state, state_since=clock.instant(since, OPENED), version=len(steps),
        waitlisted_at=None if waiting is None else clock.instant(waiting, OPENED),
    )  # fmt: skip
    for step, day in steps:
        moment: datetime = clock.instant(day, OPENED)
        why = reason if step is state else None
        rows.add(ReferralStep, id=dice.id(moment), referral_id=girl.referral_id, at=moment, state=step, reason=why)
    add_consents(rows, girl.id, key, facts, state=state, since=since)
    return girl


def _coming(dice: Dice) -> float:
    """How likely she comes to a session: most girls are steady, some are not, a few soon stay away."""
    return dice.weighted(COMING)
