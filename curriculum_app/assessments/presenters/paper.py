"""Typing from paper: the list of papers that wait, and the questions to type. Never what anybody typed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import url_for

from curriculum_app.assessments.forms import PaperForm
from curriculum_app.assessments.presenters.sittings import WAVES
from curriculum_app.assessments.queries.paper import WaitingPaper
from curriculum_app.assessments.rules import Item, Wave
from curriculum_app.assessments.rules.paper import Turn, turn, typed_answer
from curriculum_app.assessments.service import Sheet
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.dates import plain_date
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l

# What is to be done with a paper; only the first three lead to typing.
TURNS = {
    Turn.FIRST: _l("Type from paper"),
    Turn.SECOND: _l("Type it the second time"),
    Turn.SETTLE: _l("Look up what differs"),
    Turn.OTHERS: _l("Typed by you. Somebody else types it again."),
}
LEADS = {
    Turn.FIRST: _l("Type what she marked. Then somebody else types it again."),
    Turn.SECOND: _l("It was typed once. You type it again, without seeing the first typing."),
    Turn.SETTLE: _l("The two typings differ here. Look at the paper once more."),
    Turn.OTHERS: _l("You have typed this paper. Somebody else types it the second time."),
    Turn.OVER: _l("Her answers are in, or she has begun on a tablet. There is nothing to type."),
}


@dataclass(frozen=True)
class PaperLine:
    """One paper of the list; `url` is empty where somebody else is needed."""

    code: str
    group: str
    about: str
    state: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PapersPage(Page):
    """The papers that wait."""

    lines: tuple[PaperLine, ...]


@dataclass(frozen=True)
class TypedLine:
    """One question: its number on the paper, its words and its choices, and what was typed of it just now."""

    number: int
    field: str
    question: str
    choices: tuple[tuple[int, str], ...]
    typed: str
    error: str


@dataclass(frozen=True, kw_only=True)
class TypingPage(Page):
    """The questions of one paper; no lines where there is nothing to type."""

    code: str
    facts: str
    lead: str
    back_url: str
    form: PaperForm
    is_first: bool
    lines: tuple[TypedLine, ...]


def papers_page(papers: Sequence[WaitingPaper], user_id: UUID | None) -> PapersPage:
    """The list, seen by `user_id`."""
    return PapersPage(title=_("Papers to type"), lines=tuple(_line(each, user_id) for each in papers))


def typing_url(cohort_id: UUID, enrolment_id: UUID, wave: Wave, instrument: str) -> str:
    """Where one paper is typed."""
    return url_for(
        "assessments.new_typing", cohort_id=cohort_id, enrolment_id=enrolment_id, wave=wave.value, instrument=instrument
    )


def filled(form: PaperForm, sheet: Sheet, enrolment: Enrolment) -> PaperForm:
    """The form of a paper that nobody typed, or with the day and language that the first typing gave."""
    form.paper_on.data = sheet.paper_on
    form.language.data = sheet.language or enrolment.participant.language
    return form


def typing_page(
    enrolment: Enrolment, form: PaperForm, sheet: Sheet | None, typed: Mapping[str, str], *, is_over: bool = False
) -> TypingPage:
    """The page of one girl's paper; `typed` comes back with what was wrong with it, unless the paper went on."""
    has_lines = sheet is not None and not is_over and sheet.turn in (Turn.FIRST, Turn.SECOND, Turn.SETTLE)
    lines = tuple(_question(sheet, item, typed) for item in sheet.items) if sheet and has_lines else ()
    wrong = tuple((line.field, f"{line.number}: {line.error}") for line in lines if line.error)
    wave = WAVES[Wave(form.wave.data)] if form.wave.data in set(Wave) else ""
    return TypingPage(
        title=_("Answers from paper"),
        errors=(*form.summary(), *wrong),
        code=enrolment.participant.code,
        facts=f"{enrolment.cohort.name} · {wave}",
        lead=str(LEADS[sheet.turn]) if sheet else "",
        back_url=url_for("assessments.list_papers"),
        form=form,
        is_first=sheet is not None and sheet.turn is Turn.FIRST,
        lines=lines,
    )


def _line(each: WaitingPaper, user_id: UUID | None) -> PaperLine:
    now = turn(each.paper, user_id)
    url = typing_url(each.cohort_id, each.enrolment_id, each.wave, each.instrument)
    about = _("%(wave)s, paper of %(day)s", wave=WAVES[each.wave], day=plain_date(each.paper_on))
    return PaperLine(each.girl_code, each.group, about, str(TURNS[now]), url if now is not Turn.OTHERS else "")


def _question(sheet: Sheet, item: Item, typed: Mapping[str, str]) -> TypedLine:
    language, field = current_language(), f"item-{item.key}"
    choices = sheet.instrument.choices(item)
    sign = typed.get(field, "")
    is_wrong = field in typed and typed_answer(sign, len(choices)) is None
    return TypedLine(
        number=sheet.numbers[item.key],
        field=field,
        question=item.words[language],
        choices=tuple((number, words[language]) for number, words in enumerate(choices, start=1)),
        typed=sign,
        error=_("Type a number from 1 to %(most)s, S or N.", most=len(choices)) if is_wrong else "",
    )
