"""The consents of an invented girl: most of them whole, some not asked yet, ending soon, refused or taken back."""

from __future__ import annotations

from datetime import date, time, timedelta
from uuid import UUID

from curriculum_app.core import clock
from curriculum_app.core.vault import DataKey
from curriculum_app.core.written_dates import months_later
from curriculum_app.devtools.programme.rows import Rows
from curriculum_app.participants.models import Consent
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentBasis, ConsentKind, ConsentPart
from curriculum_app.participants.rules.languages import OFFERED
from curriculum_app.participants.rules.rows import ReferralFacts
from curriculum_app.participants.rules.words import ReferralState

SIGNED_AT = time(15)
FORM, MONTHS = "2026-1", 12
ASKED_OF_ALL = (ConsentKind.PARTICIPATION, ConsentKind.ASSESSMENTS, ConsentKind.EVALUATION)
YES, NO, BACK = ConsentAnswer.GIVEN, ConsentAnswer.REFUSED, ConsentAnswer.REVOKED


def add_consents(
    rows: Rows, girl_id: UUID, key: DataKey, facts: ReferralFacts, *, state: ReferralState, since: date
) -> None:
    """Collect the papers of a girl who waits or has a seat since `since`: hers are signed by that day."""
    dice = rows.dice
    if state not in {ReferralState.WAITLISTED, ReferralState.ENROLLED}:
        return
    if state is ReferralState.WAITLISTED and dice.happens(0.4):
        return  # the papers come with her to the first session
    signed_on = max(facts.referred_on, since - timedelta(days=dice.number(0, 5)))
    paper = _Paper(rows, girl_id, key, facts, signed_on, _end(rows, signed_on))
    for kind in ASKED_OF_ALL:
        paper.answer(kind, YES)
    if dice.happens(0.4):
        paper.answer(ConsentKind.FOLLOW_UP_CONTACT, YES if dice.happens(0.9) else NO)
    if dice.happens(0.2):
        paper.answer(ConsentKind.MEDIA, NO if dice.happens(0.8) else YES)
    days = (dice.today - since).days
    if state is ReferralState.ENROLLED and days > 7 and dice.happens(0.05):
        kind = ConsentKind.PARTICIPATION if dice.happens(0.3) else ConsentKind.EVALUATION
        paper.take_back(kind, since + timedelta(days=dice.number(3, min(days, 60))))


def _end(rows: Rows, signed_on: date) -> date:
    """When they end: after a year, or soon from today on, or on a day that the form named."""
    dice = rows.dice
    whole = months_later(signed_on, MONTHS)
    if whole > dice.today and dice.happens(0.06):
        return max(signed_on, dice.today + timedelta(days=dice.number(3, 28)))
    return signed_on + timedelta(days=dice.number(60, 90)) if dice.happens(0.04) else whole


class _Paper:
    """One signed sheet, row by row."""

    def __init__(  # noqa: PLR0917 - one caller, right above
        self, rows: Rows, girl_id: UUID, key: DataKey, facts: ReferralFacts, signed_on: date, ends_on: date
    ) -> None:
        self.rows, self.girl_id, self.key = rows, girl_id, key
        self.signed_on, self.ends_on = signed_on, ends_on
        self.id = rows.dice.id(clock.instant(signed_on, SIGNED_AT))
        self.language = facts.language if facts.language in OFFERED else "en"
        self.basis = ConsentBasis.GUARDIAN if facts.guardian_name else ConsentBasis.AGENCY
        self.given_by = facts.guardian_name or facts.source

    def answer(self, kind: ConsentKind, answer: ConsentAnswer) -> None:
        """Both answers to one kind."""
        for part in ConsentPart:
            self._add(kind, part, answer, self.signed_on, self.id)

    def take_back(self, kind: ConsentKind, on: date) -> None:
        """The girl, or whoever permitted it, takes one answer back on a sheet of its own."""
        part = self.rows.dice.pick(list(ConsentPart))
        self._add(kind, part, BACK, on, self.rows.dice.id(clock.instant(on, SIGNED_AT)))

    def _add(self, kind: ConsentKind, part: ConsentPart, answer: ConsentAnswer, on: date, paper_id: UUID) -> None:
        at = clock.instant(on, SIGNED_AT)
        row_id = self.rows.dice.id(at)
        is_given, is_permission = answer is YES, part is ConsentPart.PERMISSION
        name = self.given_by if is_permission else None
        self.rows.add(
            Consent, id=row_id, participant_id=self.girl_id, paper_id=paper_id, kind=kind, part=part, answer=answer,
            basis=self.basis if is_given and is_permission else None, form_version=FORM, language=self.language,
            signed_on=on, expires_on=self.ends_on if is_given else None, safe_contact_sealed=None,
            given_by_sealed=self.key.seal(Consent.given_by_sealed, row_id, name), recorded_at=at,
        )  # fmt: skip
