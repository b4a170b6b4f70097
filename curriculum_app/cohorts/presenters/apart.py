"""The pages of keep-apart pairs; each shows only pairs whose girls both lie within the reader's reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from curriculum_app.cohorts.forms import ProposePairForm
from curriculum_app.cohorts.presenters import words
from curriculum_app.cohorts.queries.apart import Shared
from curriculum_app.core.forms import Form
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import KeepApartPair
from curriculum_app.participants.queries import DisplayName, PersonRow
from curriculum_app.participants.queries.keep_apart import PairRow
from curriculum_app.participants.rules.words import ApartState
from curriculum_app.participants.service.apart_words import APART


@dataclass(frozen=True)
class Line:
    """One pair of a list; `remark` says why it waits for a decision."""

    first: DisplayName
    second: DisplayName
    reason: str
    when: str
    review: str
    remark: str
    url: str


@dataclass(frozen=True, kw_only=True)
class PairsPage(Page):
    """The pairs: those that wait for a decision, and those in force."""

    waiting: tuple[Line, ...]
    settled: tuple[Line, ...]
    new_url: str


@dataclass(frozen=True)
class Found:
    """What a search for one girl found: what to choose from, or a sentence."""

    options: tuple[tuple[str, str], ...] = ()
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class NewPairPage(Page):
    """Two girls to be found and chosen, and the terms."""

    form: Form
    back_url: str
    first: Found
    second: Found
    is_found: bool


@dataclass(frozen=True, kw_only=True)
class PairPage(Page):
    """One pair; `state` decides what may be done with it."""

    first: DisplayName
    second: DisplayName
    facts: tuple[tuple[str, str], ...]
    shared: str
    shared_url: str
    is_shared: bool
    state: ApartState
    version: int
    form: Form
    back_url: str
    accept_url: str
    review_url: str
    end_url: str


@dataclass(frozen=True, kw_only=True)
class ProposePage(Page):
    """Two girls of one's own groups."""

    form: ProposePairForm
    back_url: str
    has_girls: bool


def pairs_page(
    rows: Sequence[PairRow], names: Mapping[UUID, DisplayName], shared: Mapping[UUID, Shared], *, today: date
) -> PairsPage:
    """The list: a proposal, a pair that shares a group and one due for review wait for a decision."""
    lines = [_pair_line(row, names, shared, today) for row in rows]
    return PairsPage(
        title=_("Keep apart"),
        waiting=tuple(line for line in lines if line.remark),
        settled=tuple(line for line in lines if not line.remark),
        new_url=url_for("cohorts.new_pair"),
    )


def pair_page(pair: KeepApartPair, names: Mapping[UUID, DisplayName], shared: Shared | None, form: Form) -> PairPage:
    """The page of one pair with the form that its state asks for."""
    return PairPage(
        title=_("Keep-apart pair"),
        errors=form.summary(),
        first=names[pair.first_id],
        second=names[pair.second_id],
        facts=_facts(pair),
        shared=shared.name if shared else "",
        shared_url=url_for("cohorts.show_cohort", cohort_id=shared.cohort_id) if shared and shared.cohort_id else "",
        is_shared=shared is not None and pair.state is not ApartState.ENDED,
        state=pair.state,
        version=pair.version,
        form=form,
        back_url=url_for("cohorts.list_pairs"),
        accept_url=url_for("cohorts.accept_pair", pair_id=pair.id),
        review_url=url_for("cohorts.review_pair", pair_id=pair.id),
        end_url=url_for("cohorts.end_pair", pair_id=pair.id),
    )


def new_pair_page(form: Form, first: Found, second: Found) -> NewPairPage:
    """The form; the terms are asked once both girls were found."""
    return NewPairPage(
        title=_("Keep two girls apart"),
        errors=form.summary(),
        form=form,
        back_url=url_for("cohorts.list_pairs"),
        first=first,
        second=second,
        is_found=bool(first.options and second.options),
    )


def propose_page(form: ProposePairForm, *, has_girls: bool) -> ProposePage:
    """The form of those who lead groups."""
    return ProposePage(
        title=_("Ask to keep two girls apart"),
        errors=form.summary(),
        form=form,
        back_url=url_for("cohorts.list_cohorts"),
        has_girls=has_girls,
    )


def found(rows: Iterable[PersonRow], *, has_more: bool) -> Found:
    """The girls of a search by name with initial and code."""
    options = tuple((str(row.participant_id), f"{row.name} {row.code}") for row in rows)
    if not options:
        return Found(sentence=_("Nobody of that name is on your list. Try one word, or the code."))
    return Found(options, _("More girls fit. Add another word of the name.") if has_more else "")


def _pair_line(row: PairRow, names: Mapping[UUID, DisplayName], shared: Mapping[UUID, Shared], today: date) -> Line:
    return Line(
        first=names[row.first_id],
        second=names[row.second_id],
        reason=str(APART[row.reason]),
        when=words.period(row.from_on, row.until_on),
        review=words.short_day(row.review_on),
        remark=_remark(row, shared.get(row.id), today),
        url=url_for("cohorts.show_pair", pair_id=row.id),
    )


def _remark(row: PairRow, shared: Shared | None, today: date) -> str:
    if row.state is ApartState.PROPOSED:
        return str(_("Somebody asked for it"))
    if shared is not None:
        name = shared.name
        return str(_("Both are in %(group)s", group=name) if name else _("Both are in one group"))
    return str(_("Due to be looked at again")) if row.review_on <= today else ""


def _facts(pair: KeepApartPair) -> tuple[tuple[str, str], ...]:
    states = {
        ApartState.PROPOSED: _("Asked for, not decided"),
        ApartState.IN_FORCE: _("Kept apart"),
        ApartState.ENDED: _("Ended"),
    }
    facts = [(_("State"), states[pair.state]), (_("Why"), str(APART[pair.reason]))]
    if pair.state is not ApartState.PROPOSED:
        facts.append((_("When"), words.period(pair.from_on, pair.until_on)))
        facts.append((_("Look at it again on"), words.short_day(pair.review_on)))
    if pair.reviewed_on:
        facts.append((_("Last looked at"), words.short_day(pair.reviewed_on)))
    return tuple(facts)
