"""What the pages about whole records show: two records side by side with reasons in words, and taking a merge back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from curriculum_app.core import clock
from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import Participant, ParticipantMerge, Referral
from curriculum_app.participants.queries import DisplayName
from curriculum_app.participants.queries.likeness import Similar
from curriculum_app.participants.queries.people import Person
from curriculum_app.participants.rules.likeness import Alike
from curriculum_app.participants.rules.merging import undo_until
from curriculum_app.participants.rules.words import AreaState
from curriculum_app.places.rules import service_area_name

REASONS: Mapping[Alike, Any] = {
    Alike.SAME_NAME: _l("same name"),
    Alike.SAME_FIRST_NAME: _l("same first name"),
    Alike.SAME_LAST_NAME: _l("same last name"),
    Alike.CHOSEN_NAME: _l("one's chosen name is the other's name"),
    Alike.NICKNAME: _l("one first name is short for the other"),
    Alike.PART_OF_NAME: _l("one has a first name more"),
    Alike.NEAR_NAME: _l("a name is spelled almost the same"),
    Alike.SWAPPED_SURNAMES: _l("last names in another order"),
    Alike.ONE_SURNAME: _l("one has a last name more"),
    Alike.SWAPPED_NAMES: _l("first and last name are exchanged"),
    Alike.OTHER_FIRST_NAME: _l("different first names"),
    Alike.OTHER_LAST_NAME: _l("different last names"),
    Alike.SAME_BIRTH_DATE: _l("same birth date"),
    Alike.SWAPPED_DAY_MONTH: _l("day and month of birth are exchanged"),
    Alike.ONE_DIGIT_OFF: _l("birth dates differ in one digit"),
    Alike.OTHER_YEAR: _l("same birthday, another year"),
    Alike.SAME_YEAR: _l("born in the same year"),
}


@dataclass(frozen=True)
class Record:
    """One record as it stands beside another: what tells girls apart, without opening more."""

    participant: Participant
    person: Person
    referrals: Sequence[Referral]


@dataclass(frozen=True)
class Comparison:
    """Hers beside one that looks like it; `facts` are (word, hers, the other's)."""

    name: str
    code: str
    url: str
    score: str
    reasons: str
    note: str
    facts: tuple[tuple[str, str, str], ...]
    fields: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SamePage(Page):
    """Every record that looks like hers."""

    name: str
    code: str
    comparisons: tuple[Comparison, ...]
    post_url: str
    back_url: str


@dataclass(frozen=True, kw_only=True)
class UndoPage(Page):
    """What is taken back, and until when."""

    form: Any
    name: str
    code: str
    facts: tuple[tuple[str, str], ...]
    back_url: str


def same_page(
    referral: Referral, hers: Record, others: Sequence[tuple[Similar, Record]], errors: tuple[tuple[str, str], ...]
) -> SamePage:
    """The records that look like hers, the most alike first."""
    return SamePage(
        title=_("Is this the same girl?"),
        errors=errors,
        name=hers.person.name,
        code=hers.participant.code,
        comparisons=tuple(_comparison(hers, similar, other) for similar, other in others),
        post_url=url_for("records.decide_same", referral_id=referral.id),
        back_url=url_for("participants.show_referral", referral_id=referral.id),
    )


def _comparison(hers: Record, similar: Similar, other: Record) -> Comparison:
    words = [word for word, _value in _facts(hers)]
    values = [value for _word, value in _facts(hers)]
    return Comparison(
        name=other.person.name,
        code=other.participant.code,
        url=url_for("participants.show_participant", participant_id=other.participant.id),
        score=_("%(score)s of 100", score=similar.score),
        reasons=", ".join(str(REASONS[reason]) for reason in similar.reasons),
        note=_note(similar),
        facts=tuple(zip(words, values, [value for _word, value in _facts(other)], strict=True)),
        fields={
            "other": other.participant.id,
            "version": hers.participant.version,
            "other_version": other.participant.version,
        },
    )


def _note(similar: Similar) -> str:
    if similar.told_apart_at is not None:
        return str(_("Found to be two girls on %(when)s.", when=moment(similar.told_apart_at)))
    return "" if similar.is_likely else str(_("Perhaps a sister: same birth date and last name."))


def _facts(record: Record) -> tuple[tuple[str, str], ...]:
    girl = record.participant
    came = [f"{each.source}, {plain_date(each.referred_on)}" for each in record.referrals]
    return (
        (_("Participant"), f"{record.person.name} {girl.code}"),
        (_("Age"), _("%(age)s years", age=record.person.age)),
        (_("Home service area"), _area(girl)),
        (_("Referred by"), "; ".join(came)),
        (_("On record since"), moment(girl.created_at)),
    )


def _area(girl: Participant) -> str:
    if girl.area_state is AreaState.UNDECIDED:
        return str(_("Not decided yet"))
    return service_area_name(girl.service_area) if girl.service_area else str(_("Outside"))


def undo_page(merge: ParticipantMerge, form: Any, *, kept: DisplayName, absorbed: DisplayName) -> UndoPage:  # noqa: ANN401
    """The check page before a merge is taken back."""
    return UndoPage(
        title=_("Make two records of this one again"),
        errors=form.summary(),
        form=form,
        name=kept.name,
        code=kept.code,
        facts=(
            (_("Comes back"), f"{absorbed.name} {absorbed.code}"),
            (_("Became one record"), moment(merge.merged_at)),
            (_("Can be taken back until"), plain_date(undo_until(clock.today(merge.merged_at)))),
        ),
        back_url=url_for("participants.show_participant", participant_id=merge.kept_id),
    )
