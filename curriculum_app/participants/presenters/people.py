"""What the pages about participants show: a name and a code first, everything else only when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from curriculum_app.core.dates import moment, plain_date
from curriculum_app.core.i18n import current_language
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.queries import PersonRow, Slice
from curriculum_app.participants.queries.merges import MergeRow
from curriculum_app.participants.rules.eligibility import Finding
from curriculum_app.participants.rules.languages import language_name
from curriculum_app.participants.rules.words import AreaState, Race
from curriculum_app.participants.service.findings import sentence_of
from curriculum_app.participants.service.people import Shown
from curriculum_app.participants.service.words import BASIS_WORDS, CHILD_WELFARE_WORDS, RACES
from curriculum_app.places.rules import Location, LocationKind, service_area_name

SHOW = {
    Shown.IDENTITY: _l("Full name and birth date"),
    Shown.ADDRESS: _l("Address"),
    Shown.PHONE: _l("Phone"),
    Shown.SCHOOL: _l("School"),
    Shown.PLACEMENT: _l("Placement"),
    Shown.GUARDIAN: _l("Guardian"),
    Shown.SAFE_CONTACT: _l("Safe way and time to reach her"),
}
COLUMN_WORDS = {
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "chosen_name": _l("Chosen name"),
    "birth_date": _l("Birth date"),
    "street": _l("Street"),
    "city": _l("City"),
    "zip": _l("ZIP code"),
    "phone": _l("Phone"),
    "school": _l("School"),
    "placement": _l("Placement"),
    "guardian_name": _l("Guardian"),
    "guardian_phone": _l("Guardian's phone"),
    "safe_contact": _l("Safe way and time to reach her"),
}


@dataclass(frozen=True)
class Line:
    """One girl of the list."""

    name: str
    code: str
    age: str
    area: str
    state: str | None
    url: str


@dataclass(frozen=True, kw_only=True)
class PeoplePage(Page):
    """The list, or what a search found."""

    form: Form
    lines: tuple[Line, ...]
    is_search: bool
    is_cut: bool
    range_text: str
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True)
class Part:
    """One part of the record that opens when it is asked for."""

    value: str
    label: str
    is_open: bool
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ReferralLine:
    """One referral of hers."""

    source: str
    referred_on: str
    state: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PersonPage(Page):
    """One girl."""

    name: str
    code: str
    facts: tuple[tuple[str, str], ...]
    area_facts: tuple[tuple[str, str], ...]
    is_area_undecided: bool
    consents_against: tuple[str, ...]
    parts: tuple[Part, ...]
    referrals: tuple[ReferralLine, ...]
    is_apart: bool
    merges: tuple[tuple[str, str], ...]
    urls: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class EditPage(Page):
    """A form about one girl."""

    name: str
    code: str
    form: Form
    back_url: str
    zip_sentence: str = ""


def area_words(state: AreaState, service_area: int | None) -> str:
    """A home area in words."""
    if state is AreaState.UNDECIDED:
        return str(_("Not decided yet"))
    return service_area_name(service_area) if service_area else _("Outside")


def people_page(found: Slice[PersonRow], form: Form, *, words: str) -> PeoplePage:
    """The list page."""
    lines = tuple(
        Line(
            each.name, each.code, _("%(age)s years", age=each.age), area_words(each.area_state, each.service_area),
            each.state, url_for("participants.show_participant", participant_id=each.participant_id),
        )
        for each in found.rows
    )  # fmt: skip
    here = "participants.list_participants"
    return PeoplePage(
        title=_("Participants"),
        form=form,
        lines=lines,
        is_search=bool(words),
        is_cut=bool(words) and found.has_next,
        range_text=_("Page %(number)s", number=found.page),
        previous_url=url_for(here, page=found.page - 1) if found.page > 1 else "",
        next_url=url_for(here, page=found.page + 1) if found.has_next and not words else "",
    )


def person_page(
    girl: Participant,
    *,
    name: str,
    age: int,
    races: Sequence[Race],
    referrals: Iterable[Referral],
    consents_against: Iterable[Finding],
    location: Location | None = None,
    may_see_contact: bool,
    may_edit: bool,
    is_apart: bool,
    merges: Iterable[MergeRow] = (),
    shown: Shown | None = None,
    texts: dict[str, str] | None = None,
) -> PersonPage:
    """The page of one girl; `shown` is the part that was asked for, with its `texts`.

    `is_apart` says that she is of a keep-apart pair that the reader may know of; `merges` can be taken back.
    """
    race_words = dict(RACES)
    kinds = [part for part in Shown if part is Shown.IDENTITY or may_see_contact]
    return PersonPage(
        title=_("Participant %(code)s", code=girl.code),
        name=name,
        code=girl.code,
        facts=(
            (_("Age"), _("%(age)s years", age=age)),
            (_("Language"), language_name(girl.language, current_language())),
            (_("Race and ethnicity"), ", ".join(str(race_words[race]) for race in races) or _("Not recorded")),
            (_("Open child-welfare case"), str(CHILD_WELFARE_WORDS[girl.has_child_welfare_case])),
        ),
        area_facts=_area_facts(girl, location),
        is_area_undecided=girl.area_state is AreaState.UNDECIDED,
        consents_against=tuple(sentence_of(each) for each in consents_against),
        parts=tuple(_part(kind, texts or {}, is_open=kind is shown) for kind in kinds),
        referrals=tuple(_referral(each) for each in referrals),
        is_apart=is_apart,
        merges=tuple((_merge(each), url_for("records.ask_undo", merge_id=each.id)) for each in merges),
        urls=_urls(girl, may_see_contact=may_see_contact, may_edit=may_edit),
    )


def edit_page(title: str, girl: Participant, name: str, form: Any, *, zip_sentence: str = "") -> EditPage:  # noqa: ANN401
    """A form page about one girl, with the errors of the form."""
    return EditPage(
        title=title,
        errors=form.summary(),
        name=name,
        code=girl.code,
        form=form,
        back_url=url_for("participants.show_participant", participant_id=girl.id),
        zip_sentence=zip_sentence,
    )


def zip_sentence(location: Location | None) -> str:
    """What the ZIP code says, never the code itself: it opens with her address alone."""
    if location is None or location.kind is LocationKind.UNKNOWN:
        return str(_("Her ZIP code is not in the county's table. Look up the street address."))
    if location.kind is LocationKind.ADDRESS:
        return str(_("Her ZIP code is a PO box or an institution. The street address decides."))
    if location.kind is LocationKind.SPLIT:
        shares = ", ".join(
            f"{service_area_name(share.service_area)} {share.people if share.people is not None else share.land} %"
            for share in location.shares
        )
        return str(_("Her ZIP code is split: %(shares)s. The street address decides.", shares=shares))
    if location.kind is LocationKind.OUTSIDE:
        return str(_("Her ZIP code lies outside the programme's areas."))
    area = service_area_name(location.service_area or 0)
    return str(_("Her ZIP code lies in %(area)s.", area=area))


def _area_facts(girl: Participant, location: Location | None) -> tuple[tuple[str, str], ...]:
    facts = [(_("Home service area"), area_words(girl.area_state, girl.service_area))]
    if girl.area_basis is not None:
        facts.append((_("Rests on"), str(BASIS_WORDS[girl.area_basis])))
        facts.append((_("Boundaries"), girl.boundary_version or ""))
    if girl.area_decided_on:
        facts.append((_("Decided on"), format_date(girl.area_decided_on, "medium")))
    if location is not None and girl.area_state is AreaState.UNDECIDED:
        facts.append((_("Her ZIP code"), zip_sentence(location)))
    return tuple(facts)


def _part(kind: Shown, texts: dict[str, str], *, is_open: bool) -> Part:
    facts = tuple((str(COLUMN_WORDS[name]), text or _("Not recorded")) for name, text in texts.items())
    return Part(kind.value, str(SHOW[kind]), is_open, facts if is_open else ())


def _referral(referral: Referral) -> ReferralLine:
    return ReferralLine(
        referral.source,
        format_date(referral.referred_on, "medium"),
        referral.state,
        url_for("participants.show_referral", referral_id=referral.id),
    )


def _merge(each: MergeRow) -> str:
    words = {"code": each.code, "when": moment(each.merged_at), "until": plain_date(each.until)}
    return str(_("Record %(code)s became part of hers on %(when)s. Until %(until)s this can be taken back.", **words))


def _urls(girl: Participant, *, may_see_contact: bool, may_edit: bool) -> dict[str, str]:
    urls = {
        "reveal": url_for("participants.reveal_participant", participant_id=girl.id),
        "consents": url_for("participants.show_consents", participant_id=girl.id),
        "path": url_for("cohorts.show_path", participant_id=girl.id),
        "concern": url_for("concerns.new_concern", participant=girl.id),
        "hand_on": url_for("star_court.new_handoff", participant_id=girl.id),
    }
    if may_edit:
        urls["edit"] = url_for("participants.edit_participant", participant_id=girl.id)
        urls["pairs"] = url_for("cohorts.list_pairs")
        urls["new_pair"] = url_for("cohorts.new_pair", participant=girl.id)
        urls["area"] = url_for("participants.edit_area", participant_id=girl.id)
        urls["placing"] = url_for("participants.edit_placing", participant_id=girl.id)
    if may_see_contact:
        urls["contact"] = url_for("participants.edit_contact", participant_id=girl.id)
    return urls
