"""The consents of one girl: how they stand today, a paper to type in, and every paper before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import Page
from curriculum_app.participants.forms.consents import BASES, KINDS, NOT_ASKED, PaperForm, RevokeForm, field_of
from curriculum_app.participants.models import Participant
from curriculum_app.participants.queries.consents import ConsentRow
from curriculum_app.participants.rules.consents import (
    ConsentAnswer,
    ConsentKind,
    ConsentPart,
    ConsentState,
    Said,
    Standing,
    standing,
)
from curriculum_app.participants.rules.eligibility import consent_findings
from curriculum_app.participants.rules.languages import language_name
from curriculum_app.participants.service.consents import Question
from curriculum_app.participants.service.findings import sentence_of

PARTS = {ConsentPart.PERMISSION: _l("Permission"), ConsentPart.ASSENT: _l("Her own answer")}
ANSWERS = {
    ConsentAnswer.GIVEN: _l("Yes"),
    ConsentAnswer.REFUSED: _l("No"),
    ConsentAnswer.REVOKED: _l("Yes taken back"),
}
STATES = {
    ConsentState.IN_FORCE: (_l("Yes"), "good", "check"),
    ConsentState.MISSING: (_l("Not asked"), "neutral", "minus"),
    ConsentState.EXPIRED: (_l("Expired"), "wait", "clock"),
    ConsentState.REFUSED: (_l("No"), "stop", "cross"),
    ConsentState.REVOKED: (_l("Yes taken back"), "stop", "undo"),
}
Revealed = Mapping[UUID, tuple[str, str]]


@dataclass(frozen=True)
class Part:
    """One answer as it stands today; the address is empty where there is nothing to take back."""

    label: str
    state: str
    tone: str
    icon: str
    when: str
    revoke_url: str
    revoke_text: str


@dataclass(frozen=True)
class Kind:
    """One kind with both its parts."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Asked:
    """One question of the form, as a row of large buttons."""

    field_name: str
    label: str
    legend: str
    chosen: str


@dataclass(frozen=True)
class Sheet:
    """One paper of the history."""

    signed_on: str
    answers: tuple[str, ...]
    about: str
    recorded: str
    given_by: str
    safe_contact: str


@dataclass(frozen=True, kw_only=True)
class ConsentsPage(Page):
    """Everything about one girl's consents."""

    name: str
    code: str
    back_text: str
    back_url: str
    urls: Mapping[str, str]
    against: tuple[str, ...]
    what_follows: str
    kinds: tuple[Kind, ...]
    form: PaperForm | None
    asked: tuple[tuple[str, tuple[Asked, ...]], ...]
    options: tuple[tuple[str, str, str], ...]
    is_form_open: bool
    sheets: tuple[Sheet, ...]
    is_revealed: bool


@dataclass(frozen=True, kw_only=True)
class RevokePage(Page):
    """The check page before a consent is taken back."""

    name: str
    code: str
    form: RevokeForm
    about: tuple[tuple[str, str], ...]
    what_follows: str
    back_url: str


@dataclass(frozen=True)
class Seen:
    """What was read for the page, and what the reader may do."""

    name: str
    rows: Sequence[ConsentRow]
    today: date
    cohort: UUID | None
    may_record: bool
    may_reveal: bool
    revealed: Revealed | None = None


def consents_page(girl: Participant, seen: Seen, form: PaperForm) -> ConsentsPage:
    """The page of one girl; `form` is what was typed, or an empty paper."""
    said = [row.said for row in seen.rows]
    against = consent_findings(said, seen.today)
    back_text, back_url = _back(girl, seen.cohort)
    return ConsentsPage(
        title=_("Consents of participant %(code)s", code=girl.code),
        errors=form.summary(),
        name=seen.name,
        code=girl.code,
        back_text=back_text,
        back_url=back_url,
        urls=_urls(girl, seen),
        against=tuple(sentence_of(each) for each in against),
        what_follows=_after_no() if any(each.consent and each.consent.is_no for each in against) else "",
        kinds=tuple(Kind(str(words), _parts(girl, said, kind, seen)) for kind, words in KINDS.items()),
        form=form if seen.may_record else None,
        asked=tuple((str(words), _asked(kind, form)) for kind, words in KINDS.items()),
        options=_options(),
        is_form_open=bool(not seen.rows or seen.cohort or form.summary()),
        sheets=_sheets(seen.rows, seen.revealed or {}),
        is_revealed=seen.revealed is not None,
    )


def revoke_page(girl: Participant, name: str, form: RevokeForm, question: Question, now: Standing) -> RevokePage:
    """The check page: which consent, since when it holds, and what does not happen by itself."""
    kind, part = question
    about = [(_("Consent"), str(KINDS[kind])), (_("Whose"), str(PARTS[part]))]
    if now.since is not None:
        about.append((_("Given on"), plain_date(now.since)))
    return RevokePage(
        title=_("Take a consent back"),
        errors=form.summary(),
        name=name,
        code=girl.code,
        form=form,
        about=tuple(about),
        what_follows=_follows(kind),
        back_url=url_for("participants.show_consents", participant_id=girl.id),
    )


def _follows(kind: ConsentKind) -> str:
    words = {
        ConsentKind.PARTICIPATION: _("She keeps her seat until a coordinator decides; her group's page asks for it."),
        ConsentKind.ASSESSMENTS: _("She is asked no more questions. What she answered stays."),
        ConsentKind.EVALUATION: _("Her answers leave the analyses. Her attendance still counts."),
        ConsentKind.FOLLOW_UP_CONTACT: _("Nobody contacts her after her group ends."),
        ConsentKind.MEDIA: _("Nothing of her may be recorded or shown from that day on."),
    }
    return str(words[kind])


def _after_no() -> str:
    return str(_("If she has a seat she keeps it until a coordinator decides; her group's page asks for it."))


def _back(girl: Participant, cohort: UUID | None) -> tuple[str, str]:
    """Back to the group that asked for her consents, where that room is open, else to her own page."""
    if cohort is not None and "cohorts.new_enrolment" in current_app.view_functions:
        return str(_("The group")), url_for("cohorts.new_enrolment", cohort_id=cohort, _anchor=f"girl-{girl.id}")
    return girl.code, url_for("participants.show_participant", participant_id=girl.id)


def _urls(girl: Participant, seen: Seen) -> dict[str, str]:
    address: dict[str, Any] = {"participant_id": girl.id}
    urls = {}
    if seen.may_record:
        urls["record"] = url_for("participants.record_consents", **address)
    if seen.may_reveal and any(row.has_more for row in seen.rows):
        urls["reveal"] = url_for("participants.reveal_consents", **address)
    return urls


def _parts(girl: Participant, said: Sequence[Said], kind: ConsentKind, seen: Seen) -> tuple[Part, ...]:
    return tuple(_part(girl, kind, part, standing(said, kind, part, seen.today), seen) for part in ConsentPart)


def _part(girl: Participant, kind: ConsentKind, part: ConsentPart, now: Standing, seen: Seen) -> Part:
    words, tone, icon = STATES[now.state]
    holds = now.state is ConsentState.IN_FORCE
    url = ""
    if holds and seen.may_record:
        url = url_for("participants.ask_revoke", participant_id=girl.id, kind=kind.value, part=part.value)
    is_soon = now.expires_soon(seen.today)
    return Part(
        label=str(PARTS[part]),
        state=str(words),
        tone="wait" if is_soon else tone,
        icon="clock" if is_soon else icon,
        when=_when(now),
        revoke_url=url,
        revoke_text=_("Take it back: %(kind)s, %(part)s", kind=KINDS[kind], part=PARTS[part]),
    )


def _when(now: Standing) -> str:
    if now.state in {ConsentState.IN_FORCE, ConsentState.EXPIRED} and now.expires_on is not None:
        return str(_("until %(day)s", day=plain_date(now.expires_on)))
    return str(_("since %(day)s", day=plain_date(now.since))) if now.since else ""


def _asked(kind: ConsentKind, form: PaperForm) -> tuple[Asked, ...]:
    return tuple(
        Asked(
            field_of((kind, part)),
            str(words),
            _("%(kind)s: %(part)s", kind=KINDS[kind], part=words),
            form[field_of((kind, part))].data or NOT_ASKED,
        )
        for part, words in PARTS.items()
    )


def _options() -> tuple[tuple[str, str, str], ...]:
    return (
        (ConsentAnswer.GIVEN.value, _("Yes"), "plain"),
        (ConsentAnswer.REFUSED.value, _("No"), "plain"),
        (NOT_ASKED, _("Not on it"), "clear"),
    )


def _sheets(rows: Sequence[ConsentRow], revealed: Revealed) -> tuple[Sheet, ...]:
    """The papers, the newest first; the answers of one paper stand together in the order of recording."""
    newest_first = sorted(rows, key=lambda row: (row.signed_on, row.recorded_at, row.paper_id), reverse=True)
    papers = [list(some) for _paper, some in groupby(newest_first, key=lambda row: row.paper_id)]
    return tuple(_sheet(paper, revealed) for paper in papers)


def _sheet(paper: Sequence[ConsentRow], revealed: Revealed) -> Sheet:
    first = paper[0]
    order = list(ConsentKind)
    answers = sorted(paper, key=lambda row: (order.index(row.kind), list(ConsentPart).index(row.part)))
    about = [_("Form %(version)s", version=first.form_version), language_name(first.language, current_language())]
    basis = next((row.basis for row in paper if row.basis is not None), None)
    if basis is not None:
        about.append(str(BASES[basis]))
    opened = [revealed[row.id] for row in paper if row.id in revealed]
    who = first.recorded_by or _("a command on the server")
    return Sheet(
        signed_on=plain_date(first.signed_on),
        answers=tuple(_answer(kind, list(some)) for kind, some in groupby(answers, key=lambda row: row.kind)),
        about=" · ".join(about),
        recorded=_("%(when)s, by %(who)s", when=moment(first.recorded_at), who=who),
        given_by=_given_by(first.answer, next((name for name, _safe in opened if name), "")),
        safe_contact=next((safe for _name, safe in opened if safe), ""),
    )


def _given_by(answer: ConsentAnswer, name: str) -> str:
    if not name:
        return ""
    is_said = answer is ConsentAnswer.REVOKED
    return str(_("Said by %(name)s", name=name) if is_said else _("Signed by %(name)s", name=name))


def _answer(kind: ConsentKind, rows: Sequence[ConsentRow]) -> str:
    parts = [f"{PARTS[row.part]}: {ANSWERS[row.answer]}" for row in rows]
    return f"{KINDS[kind]} ({'; '.join(parts)})"
