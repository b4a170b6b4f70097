"""The page of the programme's limits: what holds today, what is coming, what held before, and a form for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.limits.forms import LimitForm
from curriculum_app.core.limits.models import ProgrammeLimit
from curriculum_app.core.limits.rules import LimitName, Limits, Value, read_value
from curriculum_app.core.pages import Page

NAMES = {
    LimitName.MINIMUM_AGE: _l("Youngest age"),
    LimitName.MAXIMUM_AGE: _l("Oldest age"),
    LimitName.SERVICE_AREAS: _l("Home service areas"),
    LimitName.SMALLEST_GROUP: _l("Fewest girls in a group"),
    LimitName.LARGEST_GROUP: _l("Most seats in a group"),
    LimitName.AGE_SPAN: _l("Years between the youngest and the oldest in a group"),
    LimitName.DEFAULT_SEATS: _l("Seats offered for a new group"),
    LimitName.LAST_ENTRY_SESSION: _l("Closed to new girls after session"),
    LimitName.CONSENT_MONTHS: _l("How long a consent holds"),
    LimitName.CONSENT_FORM: _l("Consent form in use"),
    LimitName.CROSS_REPORT_HOURS: _l("Hours for the agency's own report to law enforcement"),
    LimitName.FIRST_WARNING_HOURS: _l("First warning, hours before a clock ends"),
    LimitName.LAST_WARNING_HOURS: _l("Last warning, hours before a clock ends"),
}
MEANS = {
    LimitName.MINIMUM_AGE: _l("On the first day of her group. Younger girls need a written reason."),
    LimitName.MAXIMUM_AGE: _l("On the first day of her group. Older girls need a written reason."),
    LimitName.SERVICE_AREAS: _l("Girls who live elsewhere need a written reason."),
    LimitName.SMALLEST_GROUP: _l("With fewer girls a group should not begin."),
    LimitName.LARGEST_GROUP: _l("No new group gets more. Groups that have more keep them."),
    LimitName.AGE_SPAN: _l("Groups that are formed together keep their girls' ages this close."),
    LimitName.DEFAULT_SEATS: _l("What the form of a new group begins with."),
    LimitName.LAST_ENTRY_SESSION: _l("For groups that begin from that day on. Joining later needs a written reason."),
    LimitName.CONSENT_MONTHS: _l("Counted from the signature, unless the form itself names a day."),
    LimitName.CONSENT_FORM: _l("The version that is offered when a signed form is recorded."),
    LimitName.CROSS_REPORT_HOURS: _l("From Penal Code 11166(j). 0 where the agency has no such duty."),
    LimitName.FIRST_WARNING_HOURS: _l("The reporter and the custodians are told once, in the program and by e-mail."),
    LimitName.LAST_WARNING_HOURS: _l("They are told once more."),
}

HOURS = frozenset({LimitName.CROSS_REPORT_HOURS, LimitName.FIRST_WARNING_HOURS, LimitName.LAST_WARNING_HOURS})


@dataclass(frozen=True)
class Row:
    """One row of a limit's history."""

    value: str
    since: str
    by: str
    reason: str
    is_coming: bool


@dataclass(frozen=True)
class Limit:
    """One limit with its form."""

    name: str
    heading: str
    means: str
    value: str
    source: str
    rows: tuple[Row, ...]
    form: LimitForm
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class SettingsPage(Page):
    """Every limit."""

    limits: tuple[Limit, ...]


def settings_page(
    limits: Limits, history: Sequence[ProgrammeLimit], forms: dict[LimitName, LimitForm], *, today: date
) -> SettingsPage:
    """The page of `today`; a form with errors stands open."""
    return SettingsPage(
        title=_("Program settings"),
        errors=tuple(error for form in forms.values() for error in form.summary()),
        limits=tuple(_limit(name, limits, history, forms[name], today) for name in LimitName),
    )


def in_words(name: LimitName, value: Value) -> str:
    """A value as people say it."""
    if isinstance(value, tuple):
        return ", ".join(f"SPA {number}" for number in value)
    if name in {LimitName.MINIMUM_AGE, LimitName.MAXIMUM_AGE}:
        return str(_("%(age)s years", age=value))
    if name is LimitName.CONSENT_MONTHS and isinstance(value, int):
        return str(ngettext("%(num)s month", "%(num)s months", value))
    if name in HOURS and isinstance(value, int):
        return str(ngettext("%(num)s hour", "%(num)s hours", value))
    return str(value)


def _limit(name: LimitName, limits: Limits, history: Sequence[ProgrammeLimit], form: LimitForm, today: date) -> Limit:
    since = limits.since.get(name)
    return Limit(
        name=name.value,
        heading=str(NAMES[name]),
        means=str(MEANS[name]),
        value=in_words(name, limits.value(name)),
        source=_("since %(day)s", day=plain_date(since)) if since else _("as this site was set up"),
        rows=tuple(_row(row, today) for row in history if row.name is name),
        form=form,
        is_open=bool(form.summary()),
    )


def _row(row: ProgrammeLimit, today: date) -> Row:
    by = _("%(when)s, by %(who)s", when=moment(row.set_at), who=row.set_by_name or _("a command on the server"))
    value = in_words(row.name, read_value(row.name, row.value))
    return Row(value, plain_date(row.in_force_from), by, row.reason, row.in_force_from > today)
