"""The form of a fidelity log: four fields for each activity of the lesson, the group's engagement, and one box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from curriculum_app.core.forms import Form, choices
from curriculum_app.core.translating import gettext as _
from curriculum_app.notes.forms.notes import STALE, VERSIONS_AT_MOST
from curriculum_app.notes.rules.fidelity import (
    LEAST_ENGAGED,
    LONGEST_DETAIL,
    LONGEST_MINUTES,
    LONGEST_REMARK,
    MOST_ENGAGED,
    Given,
    LogText,
    Outcome,
    Planned,
    Why,
    as_written,
    needs_reason,
)

WHY = {
    Why.RAN_OUT_OF_TIME: _l("Ran out of time"),
    Why.GROUP_NOT_READY: _l("The group was not ready"),
    Why.SAFETY: _l("Safety"),
    Why.MATERIALS_OR_ROOM: _l("Materials or room"),
    Why.GIRLS_REQUEST: _l("The girls asked for it"),
    Why.OTHER: _l("Other"),
}
ENGAGED = {1: _l("Hardly"), 2: _l("A little"), 3: _l("Mostly"), 4: _l("Fully")}
MINUTES = _l("Enter minutes from 0 to %(most)s.", most=LONGEST_MINUTES)


class FidelityForm(Form):
    """The fields of every log; `fidelity_form` adds those of each activity."""

    version = IntegerField(
        default=0, validators=[NumberRange(0, VERSIONS_AT_MOST, message=STALE)], widget=HiddenInput()
    )
    engagement = RadioField(
        _l("How engaged was the group?"), [Optional()],
        choices=choices((str(level), ENGAGED[level]) for level in range(LEAST_ENGAGED, MOST_ENGAGED + 1)),
    )  # fmt: skip
    remark = TextAreaField(
        _l("Anything else about the session"),
        [Length(max=LONGEST_REMARK, message=_l("Keep this under 2,000 characters."))],
        description=_l("Leave names out."),
        render_kw={"rows": 3},
    )

    reads_also = ("as_written",)
    plan: Sequence[Planned] = ()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Whether the shape is right, and a reason is there wherever one is needed."""
        is_good = super().validate(extra_validators)
        if is_good:
            for planned in self.plan:
                is_good &= self._has_reason(planned)
        return is_good

    def of(self, key: str) -> tuple[Field, Field, Field, Field]:
        """Outcome, reason, short text and minutes of one activity."""
        outcome, reason, detail, minutes = (self._fields[name + key] for name in _NAMES)
        return outcome, reason, detail, minutes

    @property
    def text(self) -> LogText:
        """The log as it was filled in; call after `validate`."""
        return self._text({each.key: self._given(each.key) for each in self.plan})

    @property
    def as_written(self) -> LogText:
        """The log of a session that went as written, with the engagement and the box as filled in."""
        return self._text(as_written(self.plan))

    @property
    def is_good_as_written(self) -> bool:
        """Whether what `as_written` takes over has the right shape, whatever stands at the activities."""
        self.validate()
        return not (self.version.errors or self.engagement.errors or self.remark.errors)

    def show(self, text: LogText, version: int) -> None:
        """Put `text` into the fields, as filled in on `version` of the log."""
        self.engagement.data = str(text.engagement or "")
        self.remark.data = text.remark
        for planned in self.plan:
            given = text.given[planned.key]
            outcome, reason, detail, minutes = self.of(planned.key)
            outcome.data, reason.data, detail.data = given.outcome.value, given.reason or "", given.detail
            # A skipped part shows its plan, ready for who changes her mind; its minutes count as none.
            minutes.data = planned.minutes if given.outcome is Outcome.SKIPPED else given.minutes
        self.rebase(version)

    def rebase(self, version: int) -> None:
        """Go on from `version`: what is posted next is meant to replace it."""
        self.version.data, self.version.raw_data = version, None

    def _text(self, given: Mapping[str, Given]) -> LogText:
        engagement = int(self.engagement.data) if self.engagement.data else None
        return LogText(given, engagement, self.remark.data or "")

    def _given(self, key: str) -> Given:
        outcome, reason, detail, minutes = self.of(key)
        why = Why(reason.data) if reason.data else None
        return Given(Outcome(outcome.data), minutes.data or 0, why, detail.data or "").tidied

    def _has_reason(self, planned: Planned) -> bool:
        given = self._given(planned.key)
        _outcome, reason, detail, _minutes = self.of(planned.key)
        if needs_reason(planned, given) and given.reason is None:
            self._add_error(reason, _("Choose a reason."))
        elif given.reason is Why.OTHER and not given.detail:
            self._add_error(detail, _("Say in a few words what it was."))
        else:
            return True
        return False


_NAMES = ("outcome-", "reason-", "detail-", "minutes-")


def fidelity_form(plan: Sequence[Planned], posted: MultiDict[str, str] | None = None) -> FidelityForm:
    """The form for a lesson with these activities, filled with what was `posted` or as written."""
    fields: dict[str, Any] = {"plan": tuple(plan)}
    for each in plan:
        made = (_outcome(), _reason(), _detail(), _minutes())
        fields |= {name + each.key: field for name, field in zip(_NAMES, made, strict=True)}
    kind: type[FidelityForm] = type("SessionFidelityForm", (FidelityForm,), fields)
    if posted is not None:
        return kind(posted)
    form = kind()
    form.show(LogText(as_written(plan)), 0)
    return form


def _outcome() -> Field:
    return StringField(_l("What became of it"), [InputRequired(STALE), AnyOf(list(Outcome), message=STALE)])


def _reason() -> Field:
    pairs = [("", _l("Choose a reason")), *((why.value, words) for why, words in WHY.items())]
    return SelectField(_l("Why"), [Optional()], choices=choices(pairs))


def _detail() -> Field:
    too_long = _l("Keep this under 120 characters.")
    return StringField(_l("If other, what"), [Length(max=LONGEST_DETAIL, message=too_long)])


def _minutes() -> Field:
    return IntegerField(
        _l("Minutes"), [Optional(), NumberRange(0, LONGEST_MINUTES, message=MINUTES)],
        render_kw={"inputmode": "numeric"},
    )  # fmt: skip
