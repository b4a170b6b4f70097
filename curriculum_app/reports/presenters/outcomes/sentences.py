"""What changed, in a sentence: how many girls, from where to where, how sure. Never why."""

from __future__ import annotations

from curriculum_app.assessments.rules import Instrument, Wave
from curriculum_app.assessments.rules.change import Change, YesNoChange
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.outcomes.words import (
    count,
    highest,
    interval,
    number,
    p_value,
    percent,
    scale_name,
    too_few,
    wave_name,
    why,
)
from curriculum_app.reports.rules.outcomes import Kept, Outcome


def sentence(instrument: Instrument, outcome: Outcome, language: str) -> str:
    """One scale's change as a manager may repeat it."""
    name = scale_name(instrument, outcome.scale, language)
    return f"{name}: {change_sentence(instrument, outcome)}"


def change_sentence(instrument: Instrument, outcome: Outcome) -> str:
    """The same without the name of the scale."""
    change = outcome.change
    if change is None:
        return _("%(too_few)s.", too_few=too_few())
    if not change.n_pairs:
        return why(change, "mean_pre")
    if outcome.yes_no is not None:
        return _moved(outcome.yes_no)
    return _means(change, highest(instrument, outcome.scale))


def flow_sentence(kept: Kept) -> str:
    """How many of those who were asked before were asked again, of those for whom the time had come."""
    if kept.due is None:
        return _("%(wave)s: %(too_few)s.", wave=wave_name(kept.wave), too_few=too_few())
    if not kept.due:
        told = _("%(wave)s: the time has not come for anybody yet.", wave=wave_name(kept.wave))
    else:
        told = _asked_again(kept.wave) % {
            "part": count(kept.again), "whole": count(kept.due), "share": percent((kept.again or 0) / kept.due),
        }  # fmt: skip
    return f"{told} {_waiting(kept.waiting)}" if kept.waiting else told


def _asked_again(wave: Wave) -> str:
    if wave is Wave.POST:
        return _("%(part)s of %(whole)s (%(share)s) were asked again at the end.")
    return _("%(part)s of %(whole)s (%(share)s) were asked again three months later.")


def _waiting(number: int) -> str:
    return _("For %(number)s more it is too early.", number=count(number))


def _means(change: Change, most: int) -> str:
    pre, later, difference = change.mean_pre or 0.0, change.mean_post or 0.0, change.mean_difference or 0.0
    told = _(
        "Among the %(pairs)s girls with a score both times, the mean went from %(pre)s to %(later)s of %(most)s points",
        pairs=count(change.n_pairs), pre=number(pre), later=number(later), most=most,
    )  # fmt: skip
    if change.ci_low is None or change.ci_high is None:
        return f"{told}. {why(change, 'ci_low')}"
    size, edges = number(abs(difference)), interval(change.ci_low, change.ci_high)
    if change.ci_low <= 0 <= change.ci_high:
        return _("%(told)s (%(edges)s of the difference, so it may be no change at all).", told=told, edges=edges)
    if difference > 0:
        return _("%(told)s: %(size)s more (%(edges)s).", told=told, size=size, edges=edges)
    return _("%(told)s: %(size)s fewer (%(edges)s).", told=told, size=size, edges=edges)


def _moved(found: YesNoChange) -> str:
    text = _(
        "%(before)s of %(whole)s girls said yes before and %(after)s of %(whole)s later; %(up)s went from no to yes, "
        "%(down)s from yes to no.",
        before=count(found.yes_yes + found.yes_no), after=count(found.yes_yes + found.no_yes),
        whole=count(found.n_pairs), up=count(found.no_yes), down=count(found.yes_no),
    )  # fmt: skip
    if found.p is None:
        return text
    test = _("Exact McNemar test: %(p)s.", p=p_value(found.p))
    return f"{text} {test}"
