"""Following up: the girls who are to be asked, and one girl with how she may be reached and the tries so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask import current_app, url_for
from flask_babel import ngettext

from curriculum_app.assessments.forms import TryForm
from curriculum_app.assessments.queries.follow_ups import DueGirl, TryRow
from curriculum_app.assessments.rules import code_as_printed
from curriculum_app.assessments.rules.follow_up import TryOutcome, asked_until
from curriculum_app.assessments.service import Slip
from curriculum_app.cohorts.models import Enrolment
from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.ids import new_id
from curriculum_app.core.pages import Page
from curriculum_app.core.translating import gettext as _
from curriculum_app.core.translating import lazy_gettext as _l

OUTCOMES = {
    TryOutcome.READY: _l("Reached: she answers the questions"),
    TryOutcome.LATER: _l("Reached: another time"),
    TryOutcome.NO_ANSWER: _l("No answer"),
    TryOutcome.WRONG_NUMBER: _l("Wrong number"),
    TryOutcome.DECLINED: _l("She does not want to. Do not try again."),
    TryOutcome.NOT_SAFE: _l("It is not safe to reach her. Do not try again."),
}


@dataclass(frozen=True)
class DueLine:
    """One girl of the list."""

    name: str
    code: str
    url: str
    group: str
    until: str
    last_try: str


@dataclass(frozen=True, kw_only=True)
class FollowUpsPage(Page):
    """The girls to be asked now."""

    lines: tuple[DueLine, ...]


@dataclass(frozen=True)
class TryLine:
    """One try."""

    when: str
    outcome: str
    next_on: str
    by: str


@dataclass(frozen=True, kw_only=True)
class FollowUpPage(Page):
    """One girl. `is_due` shows the form; `code` and `address` are what she is told, once."""

    name: str
    girl_code: str
    back_url: str
    facts: tuple[tuple[str, str], ...]
    is_due: bool
    form: TryForm
    save_url: str
    open_url: str
    form_id: UUID
    code: str
    address: str
    tries: tuple[TryLine, ...]


def follow_ups_page(girls: Sequence[DueGirl], today: date) -> FollowUpsPage:
    """The list on the day `today`."""
    return FollowUpsPage(title=_("Three months later"), lines=tuple(_line(girl, today) for girl in girls))


def follow_up_page(
    enrolment: Enrolment, form: TryForm, *, name: str, how: str, tries: Sequence[TryRow], is_due: bool,
    slip: Slip | None = None,
) -> FollowUpPage:  # fmt: skip
    """One girl, with the code that she was just given, if any."""
    here: dict[str, Any] = {"cohort_id": enrolment.cohort_id, "enrolment_id": enrolment.id}
    last = enrolment.cohort.last_on
    address = str(current_app.config["SETTINGS"].base_url).rstrip("/") + url_for("assessments.show_code")
    facts = (
        (_("Group"), enrolment.cohort.name),
        (_("Last session"), plain_date(last)),
        (_("Ask her until"), plain_date(asked_until(last))),
        (_("Safe way and time"), how or _("Not recorded. Do not call before you know.")),
    )
    return FollowUpPage(
        title=_("Ask her again"),
        errors=form.summary(),
        name=name,
        girl_code=enrolment.participant.code,
        back_url=url_for("assessments.list_follow_ups"),
        facts=facts,
        is_due=is_due,
        form=form,
        save_url=url_for("assessments.keep_try", **here),
        open_url=url_for("assessments.open_follow_up", **here),
        form_id=new_id(),
        code=code_as_printed(slip.code) if slip else "",
        address=address.partition("://")[2] or address,
        tries=tuple(_try(row) for row in tries),
    )


def _line(girl: DueGirl, today: date) -> DueLine:
    days = (girl.until - today).days
    left = ngettext("%(num)d day left", "%(num)d days left", days) if days else _("today is the last day")
    return DueLine(
        name=girl.name,
        code=girl.code,
        url=url_for("assessments.show_follow_up", cohort_id=girl.cohort_id, enrolment_id=girl.enrolment_id),
        group=girl.group,
        until=_("%(day)s, %(left)s", day=plain_date(girl.until), left=left),
        last_try=_last_try(girl),
    )


def _last_try(girl: DueGirl) -> str:
    if girl.last_outcome is None:
        return _("Not tried yet")
    said = str(OUTCOMES[girl.last_outcome])
    return _("%(said)s. Again on %(day)s.", said=said, day=plain_date(girl.next_on)) if girl.next_on else said


def _try(row: TryRow) -> TryLine:
    next_on = plain_date(row.next_on) if row.next_on else ""
    return TryLine(moment(row.tried_at), str(OUTCOMES[row.outcome]), next_on, row.by or "")
