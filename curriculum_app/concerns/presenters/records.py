"""The page of one concern: its clocks, the next question, what was answered, what was done since, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.concerns.forms.questions import CLOCK_OF, AccusedForm, FollowUpForm, ReasonForm
from curriculum_app.concerns.models import Concern
from curriculum_app.concerns.presenters.words import FIELDS, QUESTIONS, answer_words
from curriculum_app.concerns.queries.lists import facts_of
from curriculum_app.concerns.queries.records import Answer, standing
from curriculum_app.concerns.rules.clocks import clocks_of
from curriculum_app.concerns.rules.words import Field, Question
from curriculum_app.concerns.service.clock_words import ClockLine, Reader, Watch, clock_lines
from curriculum_app.core import clock
from curriculum_app.core.access import Actor
from curriculum_app.core.dates import moment, zoned_moment
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.core.report_now import HelpLine, Part, call_form, help_lines

# Where each answer is changed; what stands nowhere here is set by something else.
ASKED_BY = {
    Field.LEARNED: Question.LEARNED,
    Field.CALLED: Question.PHONE,
    Field.AGENCY: Question.PHONE,
    Field.SPOKEN_TO: Question.PHONE,
    Field.REFERRAL_NUMBER: Question.PHONE,
    Field.PHONE_NOT_REQUIRED: Question.PHONE,
    Field.TEXT: Question.TEXT,
    Field.EXPLOITED: Question.EXPLOITED,
    Field.CROSSED: Question.CROSS,
    Field.CROSS_NOT_REQUIRED: Question.CROSS,
    Field.WRITTEN: Question.WRITTEN,
    Field.WRITTEN_NOT_REQUIRED: Question.WRITTEN,
}
NOT_LISTED = frozenset({Field.FOLLOW_UP})


@dataclass(frozen=True)
class QuestionCard:
    """The question that is open: its form, and the way past it."""

    value: str
    heading: str
    form: Form
    later_url: str
    clock: str
    reason: ReasonForm | None


@dataclass(frozen=True)
class AnswerLine:
    """One answer that stands, and where it is changed."""

    label: str
    value: str
    change_url: str


@dataclass(frozen=True)
class Past:
    """One answer or remark of the past: whose and when."""

    label: str
    value: str
    by: str


@dataclass(frozen=True)
class Forms:
    """The forms of a page: that of the open question, and those that stand beside it."""

    question: Form | None
    reason: ReasonForm
    accused: AccusedForm
    follow_up: FollowUpForm

    def summary(self) -> tuple[tuple[str, str], ...]:
        """The errors of whichever was refused."""
        every = (self.question, self.reason, self.accused, self.follow_up)
        return tuple(error for form in every if form is not None for error in form.summary())


@dataclass(frozen=True)
class Desk:
    """Everything about one concern that was read for a page."""

    concern: Concern
    actor: Actor
    author: str
    given: Sequence[Answer]
    barred: Sequence[str]
    watch: Watch
    is_followed: bool

    @property
    def is_author(self) -> bool:
        """Whether the reader recorded it."""
        return self.concern.author_id == self.actor.user_id

    @property
    def answered(self) -> dict[Field, str]:
        """What stands."""
        return {field: text for field, text in standing(self.given).items() if text}


@dataclass(frozen=True, kw_only=True)
class ConcernPage(Page):
    """One concern."""

    about: str
    author: str
    is_author: bool
    learned: str
    corrected: str
    is_followed: bool
    clocks: tuple[ClockLine, ...]
    has_to_call: bool
    hotline: HelpLine
    question: QuestionCard | None
    answers: tuple[AnswerLine, ...]
    barred: tuple[str, ...]
    accused: AccusedForm
    follow_ups: tuple[Past, ...]
    follow_up: FollowUpForm
    history: tuple[Past, ...]
    urls: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PrintPage(Page):
    """What is known, in the order of the official form."""

    first: HelpLine
    parts: tuple[Part, ...]
    back_url: str


def next_question(desk: Desk, after: Question | None = None) -> Question | None:
    """The first question without an answer, past `after` where one is left for later; None when all are answered."""
    open_kinds = {each.kind for each in clocks_of(facts_of(desk.concern)) if each.is_open}
    is_open = {
        Question.PHONE: CLOCK_OF[Question.PHONE] in open_kinds,
        Question.TEXT: Field.TEXT not in desk.answered,
        Question.EXPLOITED: bool(desk.concern.cross_hours) and desk.concern.exploited is None,
        Question.CROSS: CLOCK_OF[Question.CROSS] in open_kinds,
        Question.WRITTEN: CLOCK_OF[Question.WRITTEN] in open_kinds,
    }
    order = list(Question)
    start = order.index(after) + 1 if after else 0
    return next((each for each in order[start:] if is_open.get(each, False)), None)


def concern_page(desk: Desk, question: Question | None, forms: Forms) -> ConcernPage:
    """The page, with `question` open where the reader is the author."""
    concern = desk.concern
    reader = Reader(desk.author, is_author=desk.is_author)
    clocks = clocks_of(facts_of(concern))
    return ConcernPage(
        title=_("Concern %(code)s", code=concern.code),
        errors=forms.summary(),
        about=desk.answered.get(Field.GIRL, ""),
        author=desk.author,
        is_author=desk.is_author,
        learned=zoned_moment(concern.learned_at),
        corrected=_corrected(concern),
        is_followed=desk.is_followed,
        clocks=clock_lines(clocks, reader, desk.watch),
        has_to_call=desk.is_author and clocks[0].is_open,
        hotline=help_lines()[0],
        question=_card(desk, question, forms),
        answers=_answers(desk),
        barred=tuple(desk.barred),
        accused=forms.accused,
        follow_ups=tuple(_past(each, _("Done since")) for each in desk.given if each.field is Field.FOLLOW_UP),
        follow_up=forms.follow_up,
        history=tuple(_past(each, str(FIELDS[each.field])) for each in reversed(desk.given)),
        urls=_urls(concern),
    )


def print_page(desk: Desk) -> PrintPage:
    """The summary to print."""
    known = {field: answer_words(field, text) for field, text in desk.answered.items()}
    written = next(each for each in clocks_of(facts_of(desk.concern)) if each.kind is CLOCK_OF[Question.WRITTEN])
    parts = call_form(
        {
            "reporter": desk.author,
            "learned": zoned_moment(desk.concern.learned_at),
            "called": known.get(Field.CALLED, ""),
            "agency": known.get(Field.AGENCY, ""),
            "spoken_to": known.get(Field.SPOKEN_TO, ""),
            "referral_number": known.get(Field.REFERRAL_NUMBER, ""),
            "written": zoned_moment(written.due_at),
            "girl": known.get(Field.GIRL, ""),
            "text": known.get(Field.TEXT, ""),
        }
    )
    back = url_for("concerns.show_concern", concern_id=desk.concern.id)
    title = _("Concern %(code)s: notes for the form", code=desk.concern.code)
    return PrintPage(title=title, first=help_lines()[0], parts=parts, back_url=back)


def _card(desk: Desk, question: Question | None, forms: Forms) -> QuestionCard | None:
    if question is None or forms.question is None or not desk.is_author:
        return None
    later, kind = next_question(desk, after=question), CLOCK_OF.get(question)
    return QuestionCard(
        value=question.value,
        heading=str(QUESTIONS[question]),
        form=forms.question,
        later_url=_show(desk.concern, question=later.value) if later else "",
        clock=kind.value if kind else "",
        reason=forms.reason if kind else None,
    )


def _answers(desk: Desk) -> tuple[AnswerLine, ...]:
    """What stands, in the order of the questions."""
    answered = desk.answered
    lines = []
    for field in Field:
        if field in answered and field not in NOT_LISTED:
            asked_by = ASKED_BY.get(field) if desk.is_author else None
            url = _show(desk.concern, question=asked_by.value) if asked_by else ""
            lines.append(AnswerLine(str(FIELDS[field]), answer_words(field, answered[field]), url))
    return tuple(lines)


def _past(answer: Answer, label: str) -> Past:
    by = _("%(name)s, %(when)s", name=answer.by, when=moment(answer.said_at))
    return Past(label, answer_words(answer.field, answer.text), by)


def _corrected(concern: Concern) -> str:
    """A sentence where the instant that counts is not the one that was said."""
    if concern.learned_said_at == concern.learned_at:
        return ""
    said, counts = zoned_moment(concern.learned_said_at), zoned_moment(concern.learned_at)
    return str(_("Given as %(said)s. The clocks run from %(counts)s. Both are kept.", said=said, counts=counts))


def _show(concern: Concern, **query: Any) -> str:  # noqa: ANN401 - what a query holds
    return url_for("concerns.show_concern", concern_id=concern.id, **query)


def _urls(concern: Concern) -> dict[str, str]:
    names = ("save_answer", "waive_clock", "bar_staff", "add_follow_up", "print_concern")
    return {name: url_for(f"concerns.{name}", concern_id=concern.id) for name in names} | {
        "back": url_for("concerns.list_concerns")
    }


def local_parts(at: datetime | None) -> dict[str, Any]:
    """A form's date and time of an instant; nothing without one."""
    if at is None:
        return {}
    local = clock.local(at)
    return {"day": local.date(), "time": local.time()}
