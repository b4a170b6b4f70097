"""Consents beside a roster: for coordinators what is missing, for those who lead only whom to ask about.

Whoever leads a group has to know that a girl may not take part today, and nothing of why: which consent it is, who said
no and when is for coordinators (the access plan gives facilitators name, code and status alone).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.cohorts.models import Cohort
from curriculum_app.cohorts.queries import EnrolmentRow
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core.dates import plain_date
from curriculum_app.participants.queries import DisplayName
from curriculum_app.participants.rules.consents import ConsentKind, Said, expires_soon, standings
from curriculum_app.participants.rules.eligibility import Finding, consent_findings
from curriculum_app.participants.service.findings import sentence_of


@dataclass(frozen=True)
class GirlsConsent:
    """The consent of one girl as this reader may see it; `text` is empty for those who lead."""

    needs_asking: bool
    text: str
    url: str


@dataclass(frozen=True)
class Decision:
    """A girl who has a seat though somebody said no: a coordinator decides what becomes of it."""

    name: str
    code: str
    sentence: str
    consents_url: str
    withdraw_url: str


@dataclass(frozen=True)
class RosterConsents:
    """What the page of a group says of consents."""

    girls: Mapping[UUID, GirlsConsent]
    counts: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()


Found = tuple[Finding, ...]


def roster_consents(
    cohort: Cohort,
    roster: Sequence[EnrolmentRow],
    names: Mapping[UUID, DisplayName],
    said: Mapping[UUID, Sequence[Said]],
    *,
    today: date,
    may_manage: bool,
) -> RosterConsents:
    """The consents to take part of the girls in `cohort`, today or on its first day when that is to come."""
    on = max(today, cohort.first_on)
    rows = [row for row in roster if row.state is EnrolmentState.ACTIVE]
    found = {row.id: consent_findings(said[row.participant_id], on) for row in rows}
    if not may_manage:
        return RosterConsents({row.id: GirlsConsent(bool(found[row.id]), "", "") for row in rows})
    ends = {row.id: _ends(said[row.participant_id], on) for row in rows}
    return RosterConsents(
        girls={row.id: _girl(row, found[row.id], ends[row.id]) for row in rows},
        counts=_counts(sum(1 for each in found.values() if each), sum(1 for each in ends.values() if each)),
        decisions=tuple(_decision(cohort, row, names, found[row.id]) for row in rows if _is_no(found[row.id])),
    )


def _is_no(found: Found) -> bool:
    return any(each.consent is not None and each.consent.is_no for each in found)


def _ends(said: Sequence[Said], on: date) -> date | None:
    """The day on which the consent to take part ends, when that is within 30 days."""
    if not expires_soon(said, (ConsentKind.PARTICIPATION,), on):
        return None
    days = [each.expires_on for each in standings(said, ConsentKind.PARTICIPATION, on).values() if each.expires_on]
    return min(days)


def _girl(row: EnrolmentRow, found: Found, ends: date | None) -> GirlsConsent:
    text = " ".join(sentence_of(each) for each in found)
    if ends is not None:
        text = _("Consent to take part ends on %(day)s.", day=plain_date(ends))
    url = url_for("participants.show_consents", participant_id=row.participant_id) if text else ""
    return GirlsConsent(bool(found), text, url)


def _counts(missing: int, ending: int) -> tuple[str, ...]:
    sentences = []
    if missing:
        sentences.append(
            ngettext(
                "Consent to take part does not hold for %(num)s girl.",
                "Consent to take part does not hold for %(num)s girls.",
                missing,
            )
        )
    if ending:
        sentences.append(
            ngettext("For %(num)s girl it ends within 30 days.", "For %(num)s girls it ends within 30 days.", ending)
        )
    return tuple(sentences)


def _decision(cohort: Cohort, row: EnrolmentRow, names: Mapping[UUID, DisplayName], found: Found) -> Decision:
    return Decision(
        name=names[row.participant_id].name,
        code=row.code,
        sentence=" ".join(sentence_of(each) for each in found if each.consent is not None and each.consent.is_no),
        consents_url=url_for("participants.show_consents", participant_id=row.participant_id),
        withdraw_url=url_for("cohorts.ask_withdraw", cohort_id=cohort.id, enrolment_id=row.id),
    )
