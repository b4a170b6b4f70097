"""The shape of a consent form as it is typed from paper, and of taking one consent back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import DateField
from wtforms.validators import InputRequired, Length, Optional

from curriculum_app.core.forms import Form, IdField, choices
from curriculum_app.core.i18n import current_language
from curriculum_app.core.ids import new_id
from curriculum_app.core.limits.rules import LONGEST_FORM_NAME
from curriculum_app.participants.rules.consents import ConsentAnswer, ConsentBasis, ConsentKind, ConsentPart
from curriculum_app.participants.rules.languages import OFFERED, language_name
from curriculum_app.participants.service.consents import Paper, Question

KINDS = {
    ConsentKind.PARTICIPATION: _l("Taking part in a group"),
    ConsentKind.ASSESSMENTS: _l("Answering questions before and after"),
    ConsentKind.EVALUATION: _l("Use of her answers to see whether the program helps"),
    ConsentKind.FOLLOW_UP_CONTACT: _l("Being contacted three months later"),
    ConsentKind.MEDIA: _l("Photos, film or sound"),
}
BASES = {
    ConsentBasis.GUARDIAN: _l("Parent or guardian"),
    ConsentBasis.COURT_ORDER: _l("Court order"),
    ConsentBasis.MINOR_CONSENT: _l("She herself, where the law lets a minor consent"),
    ConsentBasis.AGENCY: _l("Agency with authority over her care"),
}
NOT_ASKED = ""
QUESTIONS: tuple[Question, ...] = tuple((kind, part) for kind in ConsentKind for part in ConsentPart)
PAPER_ANSWERS = (ConsentAnswer.GIVEN, ConsentAnswer.REFUSED)


def field_of(question: Question) -> str:
    """The name of the field of one question."""
    kind, part = question
    return f"{kind}-{part}"


def id_or_none(text: str | None) -> UUID | None:
    """The id that a text holds, or None."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class PaperForm(Form):
    """One signed sheet, all kinds at once; what stands not on it stays unanswered. `cohort` is where to go back to."""

    id = IdField()
    cohort = HiddenField()
    signed_on = DateField(_l("Signed on"), [InputRequired(_l("Enter the date of the signature."))])
    language = SelectField(_l("Language of the form"))
    form_version = StringField(
        _l("Version of the form"),
        [InputRequired(_l("Enter the version that is printed on the form.")), Length(max=LONGEST_FORM_NAME)],
    )
    basis = SelectField(_l("Who may permit it"), [Optional()], default="")
    given_by = StringField(_l("Who signed for her"), [Optional(), Length(max=200)])
    safe_contact = TextAreaField(_l("How and when it is safe to contact her"), [Optional(), Length(max=300)])
    expires_on = DateField(_l("Holds until"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*args, **kwargs)
        names = [(code, language_name(code, current_language())) for code in OFFERED]
        self.language.choices = choices(names)
        self.basis.choices = choices([("", _l("Choose")), *BASES.items()])

    def answers(self) -> dict[Question, ConsentAnswer]:
        """The questions that were answered."""
        typed = {question: self[field_of(question)].data for question in QUESTIONS}
        return {question: ConsentAnswer(answer) for question, answer in typed.items() if answer}

    def paper(self) -> Paper:
        """What was typed, once it is valid."""
        signed_on = self.signed_on.data
        assert signed_on is not None  # noqa: S101 - InputRequired has seen to it
        return Paper(
            id=self.id.data or new_id(),
            answers=self.answers(),
            signed_on=signed_on,
            form_version=self.form_version.data or "",
            language=self.language.data,
            basis=ConsentBasis(self.basis.data) if self.basis.data else None,
            given_by=self.given_by.data or "",
            safe_contact=self.safe_contact.data or "",
            expires_on=self.expires_on.data,
        )


for _question in QUESTIONS:
    _words = choices([*((each.value, each.value) for each in PAPER_ANSWERS), (NOT_ASKED, NOT_ASKED)])
    setattr(PaperForm, field_of(_question), RadioField(choices=_words, default=NOT_ASKED, validators=[Optional()]))


class RevokeForm(Form):
    """Somebody takes one consent back."""

    id = IdField()
    kind = HiddenField()
    part = HiddenField()
    revoked_on = DateField(_l("From which day"), [InputRequired(_l("Enter a date."))])
    said_by = StringField(_l("Who said so"), [Optional(), Length(max=200)])

    def question(self) -> Question | None:
        """Which consent it is about; None when the address names none."""
        kind, part = self.kind.data, self.part.data
        if kind not in list(ConsentKind) or part not in list(ConsentPart):
            return None
        return ConsentKind(kind), ConsentPart(part)
