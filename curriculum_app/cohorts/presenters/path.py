"""Why she is where she is: one sentence on top, and every step that led there with who took it and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from curriculum_app.cohorts.presenters.words import EXIT
from curriculum_app.cohorts.queries.path import ReferralMove, Seat
from curriculum_app.cohorts.rules.states import EnrolmentState
from curriculum_app.core import clock
from curriculum_app.core.dates import plain_date
from curriculum_app.core.pages import Page
from curriculum_app.participants.models import Participant, Referral
from curriculum_app.participants.rules.eligibility import Finding, Ineligible
from curriculum_app.participants.rules.words import ReferralState
from curriculum_app.participants.service.findings import sentence_of
from curriculum_app.participants.service.words import BASIS_WORDS, REASON_WORDS
from curriculum_app.places.rules import service_area_name

BECAME = {
    ReferralState.RECEIVED: _l("Referral received"),
    ReferralState.SCREENED: _l("Referral screened"),
    ReferralState.WAITLISTED: _l("Put on the waitlist"),
    ReferralState.ENROLLED: _l("Referral ended with a seat"),
    ReferralState.INELIGIBLE: _l("Found not eligible"),
    ReferralState.DECLINED: _l("Place declined"),
    ReferralState.REFERRED_ON: _l("Referred on"),
}
SPOKE_AGAINST = {
    Ineligible.TOO_YOUNG: _l("younger than the program's girls"),
    Ineligible.TOO_OLD: _l("older than the program's girls"),
    Ineligible.AGES_OUT: _l("too old before the last session"),
    Ineligible.OUTSIDE_AREA: _l("lives outside the service areas"),
    Ineligible.AREA_UNDECIDED: _l("home area not decided"),
    Ineligible.NO_PERMISSION: _l("no permission in force"),
    Ineligible.NO_ASSENT: _l("no yes of her own in force"),
}


@dataclass(frozen=True)
class Step:
    """One thing that happened: on which day, what, by whom, and the reasons given then."""

    day: str
    what: str
    url: str
    by: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PathPage(Page):
    """One girl's way."""

    name: str
    code: str
    back_url: str
    now: str
    against: tuple[str, ...]
    steps: tuple[Step, ...]


def path_page(
    girl: Participant,
    name: str,
    referrals: Sequence[Referral],
    moves: Sequence[ReferralMove],
    seats: Sequence[Seat],
    *,
    area_reason: str,
    against: Iterable[Finding],
    today: date,
) -> PathPage:
    """The page; `against` is what speaks against a place today, of interest while she has none."""
    has_seat = any(seat.state is EnrolmentState.ACTIVE for seat in seats)
    dated = [*_of_seats(seats), *_of_referrals(moves), *_of_area(girl, area_reason)]
    # Python sorts stably: of one day, seats come after steps and those after the area.
    dated.sort(key=lambda each: each[0], reverse=True)
    return PathPage(
        title=_("Why she is where she is"),
        name=name,
        code=girl.code,
        back_url=url_for("participants.show_participant", participant_id=girl.id),
        now=_now(referrals, seats, today),
        against=() if has_seat else tuple(sentence_of(each) for each in against),
        steps=tuple(step for _day, step in dated),
    )


def _now(referrals: Sequence[Referral], seats: Sequence[Seat], today: date) -> str:
    seat = next((each for each in seats if each.state is EnrolmentState.ACTIVE), None)
    if seat:
        facts = {"group": _group(seat), "done": seat.lessons, "needed": seat.needed}
        return str(_("She has a seat in %(group)s: %(done)s of %(needed)s lessons count so far.", **facts))
    if not referrals:
        return str(_("Nobody has referred her yet."))
    last = max(referrals, key=lambda each: each.state_since)
    days = (today - clock.local(last.state_since).date()).days
    since = ngettext("for %(num)s day", "for %(num)s days", days)
    sentences = {
        ReferralState.RECEIVED: _("Her referral has waited %(since)s for somebody to screen it.", since=since),
        ReferralState.SCREENED: _("She has been screened and has waited %(since)s for the waitlist.", since=since),
        ReferralState.WAITLISTED: _("She has been on the waitlist %(since)s.", since=since),
        ReferralState.ENROLLED: _("She has no seat now; her last group is over for her."),
    }
    return str(sentences.get(last.state) or _("She has no seat: %(what)s.", what=BECAME[last.state]))


def _of_referrals(moves: Iterable[ReferralMove]) -> Iterable[tuple[date, Step]]:
    for move in moves:
        reasons = [str(REASON_WORDS[move.reason])] if move.reason else []
        day = clock.local(move.at).date()
        what = f"{BECAME[move.state]} ({move.source})"
        url = url_for("participants.show_referral", referral_id=move.referral_id)
        yield day, Step(plain_date(day), what, url, move.by, (*reasons, *filter(None, [move.note])))


def _of_area(girl: Participant, reason: str) -> Iterable[tuple[date, Step]]:
    if girl.area_basis is None:
        return
    area = service_area_name(girl.service_area) if girl.service_area else _("outside")
    reasons = (str(BASIS_WORDS[girl.area_basis]), *filter(None, [reason]))
    day = girl.area_decided_on or clock.local(girl.created_at).date()
    yield day, Step(plain_date(day), _("Home area decided: %(area)s", area=area), "", "", reasons)


def _of_seats(seats: Iterable[Seat]) -> Iterable[tuple[date, Step]]:
    for seat in seats:
        url = url_for("cohorts.show_cohort", cohort_id=seat.cohort_id) if seat.cohort_id else ""
        if seat.exited_on and seat.exit_reason:
            left = _("Left %(group)s", group=_group(seat))
            yield seat.exited_on, Step(plain_date(seat.exited_on), left, url, "", (str(EXIT[seat.exit_reason]),))
        took = _("Took a seat in %(group)s", group=_group(seat))
        yield seat.enrolled_on, Step(plain_date(seat.enrolled_on), took, url, "", _why(seat))


def _why(seat: Seat) -> tuple[str, ...]:
    known = [str(SPOKE_AGAINST[Ineligible(code)]) for code in seat.exceptions]
    said = {
        _("Known then: %(what)s", what=", ".join(known)): known,
        _("Allowed because: %(why)s", why=seat.why_allowed): seat.why_allowed,
        _("Joined late because: %(why)s", why=seat.why_late): seat.why_late,
    }
    return tuple(sentence for sentence, is_said in said.items() if is_said)


def _group(seat: Seat) -> str:
    return seat.group or str(_("a group in %(area)s", area=service_area_name(seat.service_area)))
