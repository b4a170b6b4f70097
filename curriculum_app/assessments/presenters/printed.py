"""Forms on paper: for each girl her questions in her language, with her code and initials and no name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from curriculum_app.assessments.models import InstrumentVersion
from curriculum_app.assessments.presenters.sittings import initials
from curriculum_app.assessments.queries.sittings import Chair
from curriculum_app.assessments.rules import Instrument, Wave, first_form, form_at, instrument_of
from curriculum_app.core.i18n import LOCALES, current_language
from curriculum_app.core.pdf import pdf_bytes
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l
from curriculum_app.core.translating import speaking

PROMISE = (
    _l("There are no grades. Say what you think."),
    _l("The adults in your group do not read this paper. Two people of the office type it in without your name."),
    _l("We count everyone's answers together. Your name is not there."),
    _l("You can skip any question. You can stop at any time. Nobody will be upset."),
    _l("Nobody reads your answers to see how you are. If you need help, tell an adult you trust."),
    _l("If you tell an adult here that someone hurts you, that adult must get help for you."),
)
SHEET = Path(__file__).parent.parent / "data/questions.typ"


def forms_to_print(
    chairs: Sequence[Chair],
    wave: Wave,
    version: InstrumentVersion | None,
    names: Mapping[UUID, str],
    *,
    made_at: datetime,
) -> bytes:  # fmt: skip
    """The PDF with a form for each girl of `chairs` who may be asked, is not done and has not begun."""
    asked = [chair for chair in chairs if chair.may_be_asked and chair.waits and chair.enrolment_id in names]
    instrument = instrument_of(version.content) if version else None
    forms = [_form(instrument, wave, chair, names[chair.enrolment_id]) for chair in asked if instrument]
    nobody = _("Nobody waits for a form.")
    data = {"title": _("Questions"), "language": current_language(), "nobody": nobody, "forms": forms}
    return pdf_bytes(SHEET, data, made_at=made_at)


def _form(instrument: Instrument, wave: Wave, chair: Chair, name: str) -> dict[str, Any]:
    language = chair.language
    items = instrument.asked(wave, form_at(wave, first_form(chair.enrolment_id)))
    with speaking(LOCALES[language]):
        return {
            "language": language,
            "who": f"{initials(name)}  {chair.code}",
            "title": instrument.words[language],
            "promise": [str(each) for each in PROMISE],
            "day": _("Day"),
            "instead": [_("Skip"), _("Does not apply to me")],
            "thanks": _("Thank you. Fold this paper and give it back."),
            "questions": [
                {
                    "about": instrument.scale(item.scale).words[language],
                    "text": item.words[language],
                    "choices": [words[language] for words in instrument.choices(item)],
                }
                for item in items
            ],
        }
