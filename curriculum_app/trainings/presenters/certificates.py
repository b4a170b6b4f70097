"""Certificates of a training on paper, and the page that waits for them. Their title says nothing of the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from curriculum_app.core.dates import plain_date
from curriculum_app.core.jobs import JobState
from curriculum_app.core.pages import Page
from curriculum_app.core.pdf import pdf_bytes
from curriculum_app.trainings.models import CertificateFile, Training
from curriculum_app.trainings.presenters.words import hours_text
from curriculum_app.trainings.queries.attendees import Came

SHEET = Path(__file__).parents[1] / "data/certificate.typ"


@dataclass(frozen=True, kw_only=True)
class CertificatesPage(Page):
    """Where the certificates of a training stand; `pdf_url` is empty until they are made."""

    course: str
    text: str
    is_going: bool
    progress: int
    number: int
    pdf_url: str
    make_url: str
    own_url: str
    back_url: str


@dataclass(frozen=True)
class Certificates:
    """Certificates as they will be drawn, a page for each person."""

    data: dict[str, Any]

    @property
    def number(self) -> int:
        """How many pages there are."""
        return len(self.data["people"])

    def drawn(self, made_at: datetime) -> bytes:
        """The PDF; 200 pages take about a second."""
        return pdf_bytes(SHEET, self.data, made_at=made_at)


def certificates_of(training: Training, people: Sequence[Came], language: str) -> Certificates:
    """One page for each of `people`; the words are those of the language that is in force."""
    facts = [_("on %(day)s", day=plain_date(training.held_on))]
    if training.trainer:
        facts.append(_("Trainer: %(name)s", name=training.trainer))
    if training.expires_on:
        facts.append(_("Valid until %(day)s", day=plain_date(training.expires_on)))
    words = {"took": _("took part in"), "trainer": _("Signature of the trainer"), "date": _("Date")}
    return Certificates({
        "title": str(_("Certificate of training")),
        "language": language,
        "course": training.course.name,
        "facts": [str(fact) for fact in facts],
        "words": {name: str(text) for name, text in words.items()},
        "people": [
            {"name": each.name, "organisation": each.organisation, "hours": hours_text(each.minutes)}
            for each in people
        ],
    })  # fmt: skip


def certificates_page(
    training: Training, made: CertificateFile | None, number: int, problem: str = ""
) -> CertificatesPage:
    """The page that asks for certificates, follows their making and hands them out."""
    job = training.job
    is_going = job is not None and not job.state.is_over
    address: dict[str, Any] = {"training_id": training.id}
    return CertificatesPage(
        title=_("Certificates"),
        errors=(("", problem),) if problem else (),
        course=training.course.name,
        text=_text(training, made, number),
        is_going=is_going,
        progress=job.progress if job is not None else 0,
        number=number,
        pdf_url=url_for("trainings.certificates_file", **address) if made and not is_going else "",
        make_url=url_for("trainings.ask_certificates", **address),
        own_url=url_for("trainings.show_certificates", **address),
        back_url=url_for("trainings.show_training", **address),
    )


def _text(training: Training, made: CertificateFile | None, number: int) -> str:
    job = training.job
    if job is not None and not job.state.is_over:
        return str(_("The certificates are on their way."))
    if made is not None:
        return str(_("The certificates are ready. They stay here for an hour."))
    if job is not None and job.state is JobState.FAILED:
        return str(_("The certificates could not be made. Try again."))
    return str(ngettext("One page for %(num)d person.", "One page for each of %(num)d people.", number))
