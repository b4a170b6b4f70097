"""The facilitator's page of one session's sittings, and the slips to print: who is done, never what anybody said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import segno
from flask import current_app, url_for
from markupsafe import Markup

from curriculum_app.assessments.models import InstrumentVersion
from curriculum_app.assessments.queries.sittings import Chair
from curriculum_app.assessments.rules import Medium, SittingState, Wave, code_as_printed
from curriculum_app.assessments.rules.paper import Turn, turn
from curriculum_app.assessments.service import Slip
from curriculum_app.cohorts.models import GroupSession
from curriculum_app.core.i18n import LANGUAGES
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l

WAVES = {Wave.PRE: _l("Before the group"), Wave.POST: _l("After the group"), Wave.FOLLOW_UP: _l("Three months later")}
NOT_OPENED = _l("No slip yet")
STATES = {
    SittingState.OPENED: _l("Has a slip"),
    SittingState.STARTED: _l("Has begun"),
    SittingState.DONE: _l("Done"),
    SittingState.STOPPED: _l("Done"),
}
PAPER = _l("Paper, typed once or to look up")
NO_CONSENT = _l("No consent to questions: do not ask her. A coordinator can record it.")


@dataclass(frozen=True)
class Row:
    """One girl and how far she is. `only` is her seat where a new code may be given to her, else None."""

    name: str
    code: str
    language: str
    state: str
    is_done: bool
    only: UUID | None
    paper_url: str


@dataclass(frozen=True)
class Asked:
    """What the page is about: a wave and an instrument."""

    wave: Wave
    instrument: str


@dataclass(frozen=True)
class Seen:
    """Who sees the page of which session, and what she may do there."""

    session: GroupSession
    asked: Asked
    may_open: bool
    may_type: bool
    user_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class SittingsPage(Page):
    """The sittings of one wave. `rows` is empty for who may only count; `may_open` and `may_type` show the buttons."""

    session: GroupSession
    asked: Asked
    waves: tuple[tuple[str, str, bool], ...]
    instruments: tuple[tuple[str, str, bool], ...]
    done: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    may_open: bool
    may_type: bool
    forms_url: str
    papers_url: str
    to_print: int
    form_id: UUID


@dataclass(frozen=True)
class PrintedSlip:
    """One slip of paper: initials and the girl's code for whoever hands it out, and what she types."""

    initials: str
    participant_code: str
    code: str
    square: Markup


@dataclass(frozen=True, kw_only=True)
class SlipsPage(Page):
    """Slips to print and cut; they are shown once."""

    session: GroupSession
    asked: Asked
    address: str
    slips: tuple[PrintedSlip, ...]


def sittings_page(
    session: GroupSession, asked: Asked, chairs: Sequence[Chair], *, names: Mapping[UUID, str],
    versions: Sequence[InstrumentVersion], language: str, may_open: bool, may_type: bool, user_id: UUID | None,
    errors: tuple[tuple[str, str], ...] = (),
) -> SittingsPage:  # fmt: skip
    """Present the girls of `session`; those in `names` (by enrolment id) are shown one by one.

    `versions` are the instruments that can be asked, `language` that of the page, `user_id` who reads it.
    """
    seen = Seen(session, asked, may_open, may_type, user_id)
    rows = [_row(chair, names[chair.enrolment_id], seen) for chair in chairs if chair.enrolment_id in names]
    return SittingsPage(
        title=_("%(group)s: session %(number)s, questions", group=session.cohort.name, number=session.number),
        errors=errors,
        session=session,
        asked=asked,
        waves=tuple(
            (str(text), _here(session, wave, asked.instrument), wave is asked.wave) for wave, text in WAVES.items()
        ),
        instruments=_instruments(session, asked, versions, language),
        done=_done(chairs),
        columns=(_("Girl"), _("Language"), _("How far"), *([""] if may_open or may_type else ())),
        rows=tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.code))),
        may_open=may_open,
        may_type=may_type,
        forms_url=_here(session, asked.wave, asked.instrument, "assessments.forms_pdf") if names else "",
        papers_url=url_for("assessments.list_papers") if may_type else "",
        to_print=sum(chair.may_be_asked and chair.waits for chair in chairs),
        form_id=new_id(),
    )


def slips_page(session: GroupSession, asked: Asked, slips: Sequence[Slip], names: Mapping[UUID, str]) -> SlipsPage:
    """Present freshly made codes for paper."""
    base = current_app.config["SETTINGS"].base_url.rstrip("/")
    address = base + url_for("assessments.show_code")
    ordered = sorted(slips, key=lambda slip: (names[slip.enrolment_id].casefold(), slip.participant_code))
    printed = [_printed(slip, names[slip.enrolment_id], address) for slip in ordered]
    title = _("%(group)s: session %(number)s, slips", group=session.cohort.name, number=session.number)
    # People type the address without its scheme.
    shown = address.partition("://")[2] or address
    return SlipsPage(title=title, session=session, asked=asked, address=shown, slips=tuple(printed))


def _printed(slip: Slip, name: str, address: str) -> PrintedSlip:
    square = _square(address, slip.code)
    return PrintedSlip(initials(name), slip.participant_code, code_as_printed(slip.code), square)


def _row(chair: Chair, name: str, seen: Seen) -> Row:
    is_done = chair.state is not None and chair.state.is_finished
    gets_code = seen.may_open and chair.may_be_asked and chair.may_answer
    return Row(
        name=name,
        code=chair.code,
        language=LANGUAGES[chair.language],
        state=str(_state(chair) if chair.may_be_asked or is_done else NO_CONSENT),
        is_done=is_done,
        only=chair.enrolment_id if gets_code and chair.state is not None else None,
        paper_url=_paper_url(chair, seen) if seen.may_type else "",
    )


def _state(chair: Chair) -> object:
    if chair.paper.medium is Medium.PAPER and chair.state is SittingState.STARTED:
        return PAPER
    is_waiting = chair.state is SittingState.OPENED and not chair.has_code
    return STATES[chair.state] if chair.state and not is_waiting else NOT_OPENED


def _paper_url(chair: Chair, seen: Seen) -> str:
    """Where her paper is typed; empty where there is nothing for this reader to type."""
    if turn(chair.paper, seen.user_id) in (Turn.OTHERS, Turn.OVER):
        return ""
    return url_for(
        "assessments.new_typing", cohort_id=seen.session.cohort_id, enrolment_id=chair.enrolment_id,
        wave=seen.asked.wave.value, instrument=seen.asked.instrument,
    )  # fmt: skip


def _done(chairs: Sequence[Chair]) -> str:
    done = sum(chair.state is not None and chair.state.is_finished for chair in chairs)
    asked = sum(chair.may_be_asked or (chair.state is not None and chair.state.is_finished) for chair in chairs)
    return _("%(done)s of %(asked)s done", done=done, asked=asked)


def _instruments(
    session: GroupSession, asked: Asked, versions: Sequence[InstrumentVersion], language: str
) -> tuple[tuple[str, str, bool], ...]:
    """Tabs of the instruments, where there is a choice."""
    if len(versions) < 2:
        return ()
    return tuple(
        (
            each.content["words"][language],
            _here(session, asked.wave, each.instrument),
            each.instrument == asked.instrument,
        )
        for each in versions
    )


def _here(session: GroupSession, wave: Wave, instrument: str, endpoint: str = "assessments.show_sittings") -> str:
    return url_for(
        endpoint, cohort_id=session.cohort_id, session_id=session.id, wave=wave.value,
        instrument=instrument,
    )  # fmt: skip


def initials(name: str) -> str:
    """The initials of a display name: "Maya R." is "M. R."."""
    return " ".join(f"{part[0].upper()}." for part in name.split())


def _square(address: str, code: str) -> Markup:
    """The QR drawing of the address; the code stands behind the # and so never reaches a log."""
    drawing = segno.make(f"{address}#{code}", error="m", micro=False)
    return Markup(drawing.svg_inline(omitsize=True, svgclass="square", lineclass=None, border=2))  # noqa: S704 - our own drawing
