"""What a girl reads on a tablet: the promise, one question at a time, and the end. Never an answer."""

from dataclasses import dataclass

from flask import url_for

from curriculum_app.assessments.forms import CodeForm
from curriculum_app.assessments.models import Sitting
from curriculum_app.assessments.rules import Answers, Instrument, Item, NoAnswer, instrument_of
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """Where a code is typed."""

    form: CodeForm


@dataclass(frozen=True, kw_only=True)
class PromisePage(Page):
    """Before the first question, and when she comes back."""

    minutes: int
    has_begun: bool


@dataclass(frozen=True, kw_only=True)
class QuestionPage(Page):
    """One question. `is_answered` says that she has been here; what she said is not shown, whoever holds the tablet."""

    number: int
    questions: int
    scale: str
    question: str
    choices: tuple[tuple[int, str], ...]
    skip: str
    does_not_apply: str
    is_answered: bool
    back_url: str
    next_url: str


@dataclass(frozen=True, kw_only=True)
class EndPage(Page):
    """After the last question, or when she wants to stop."""

    is_whole: bool
    back_url: str


def code_page(form: CodeForm) -> CodePage:
    """The page for a code."""
    return CodePage(title=_("Type your code"), errors=form.summary(), form=form)


def promise_page(sitting: Sitting, answers: Answers) -> PromisePage:
    """What we promise her, in the language of her slip."""
    minutes = instrument_of(sitting.instrument_version.content).minutes
    return PromisePage(title=_("Before you begin"), minutes=minutes, has_begun=bool(answers))


def question_page(
    number: int, items: tuple[Item, ...], instrument: Instrument, answers: Answers, language: str
) -> QuestionPage:
    """The question with `number`, from 1."""
    item = items[number - 1]
    return QuestionPage(
        title=_("Question %(number)s of %(questions)s", number=number, questions=len(items)),
        number=number,
        questions=len(items),
        scale=instrument.scale(item.scale).words[language],
        question=item.words[language],
        choices=tuple((each, words[language]) for each, words in enumerate(instrument.choices(item), start=1)),
        skip=NoAnswer.SKIPPED.value,
        does_not_apply=NoAnswer.DOES_NOT_APPLY.value,
        is_answered=item.key in answers,
        back_url=address_of(number - 1, len(items)),
        next_url=address_of(number + 1, len(items)),
    )


def end_page(questions: int, next_number: int | None) -> EndPage:
    """The page before Done: all questions reached, or stopping early."""
    is_whole = next_number is None
    title = _("That was the last question") if is_whole else _("Do you want to stop?")
    return EndPage(title=title, is_whole=is_whole, back_url=address_of(next_number or questions, questions))


def address_of(number: int, questions: int) -> str:
    """Where a question stands; before the first one lies the promise, after the last one the end."""
    if number < 1:
        return url_for("assessments.show_promise")
    if number > questions:
        return url_for("assessments.show_end")
    return url_for("assessments.show_question", number=number)
