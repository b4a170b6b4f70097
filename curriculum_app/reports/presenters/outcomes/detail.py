"""One scale in full: every figure by its name, the questions one by one, and why a figure does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curriculum_app.assessments.rules import Instrument, ScaleKind
from curriculum_app.assessments.rules.change import Alpha, Attrition, Change, ItemFigures, ReliableChange
from curriculum_app.assessments.service.words import SENTENCES
from curriculum_app.core.translating import gettext as _
from curriculum_app.reports.presenters.outcomes.charts import Drawing, steps_drawing
from curriculum_app.reports.presenters.outcomes.sentences import change_sentence
from curriculum_app.reports.presenters.outcomes.words import (
    count,
    interval,
    number,
    p_value,
    percent,
    scale_name,
    signed,
    too_few,
    wave_name,
    why,
)
from curriculum_app.reports.presenters.words import part_of
from curriculum_app.reports.rules.outcomes import Outcome, ScaleItems


@dataclass(frozen=True, slots=True)
class Detail:
    """One scale: its sentence, its figures as term and value, its distribution, its questions."""

    name: str
    sentence: str
    counts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    moves: tuple[tuple[str, str], ...]
    steps: Drawing | None
    reliability: tuple[tuple[str, str], ...]
    items: tuple[tuple[str, ...], ...]
    hidden_items: int

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Every figure from the scores, as term and value."""
        return self.counts + self.figures + self.moves


def detail_of(
    instrument: Instrument, outcome: Outcome, items: ScaleItems | None, language: str, *, has_items: bool
) -> Detail:
    """The words of one scale; `has_items` says that its questions were worked out, if only to be too few."""
    change, known = outcome.change, instrument.items
    shown = [_item(instrument, each, language) for each in items.items] if items else []
    of_scale = len({item.key for item in known if item.scale == outcome.scale})
    return Detail(
        name=scale_name(instrument, outcome.scale, language),
        sentence=change_sentence(instrument, outcome),
        counts=tuple(_counts(outcome)),
        figures=() if change is None or not change.n_pairs else tuple(_figures(outcome, change)),
        moves=() if change is None or not change.n_pairs else tuple(_moves(outcome)),
        steps=steps_drawing(outcome),
        reliability=tuple(_reliability(items)) if items else (),
        items=tuple(shown),
        hidden_items=of_scale - len(shown) if has_items else 0,
    )


def _counts(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield _("Girls with a score before"), count(outcome.n_pre)
    yield _("Girls with a score, %(wave)s", wave=wave_name(outcome.later).lower()), count(outcome.n_later)
    yield _("Pairs: girls with both"), count(outcome.n_pairs)
    yield _("Without a pair: lost after the first time"), count(outcome.n_lost)
    yield _("Without a pair: too early to ask again"), count(outcome.n_waiting)
    yield _("Without a pair: later only"), count(outcome.n_gained)
    if outcome.n_lost:
        yield _("Mean before, of those who stayed and of those who were lost"), _lost(outcome.lost)


def _lost(lost: Attrition | None) -> str:
    if lost is None or lost.mean_kept is None or lost.mean_lost is None:
        return too_few()
    kept, gone = (_with_sd(*each) for each in ((lost.mean_kept, lost.sd_kept), (lost.mean_lost, lost.sd_lost)))
    return _("%(kept)s and %(lost)s", kept=kept, lost=gone)


def _with_sd(mean: float, deviation: float | None) -> str:
    return number(mean) if deviation is None else f"{number(mean)} (SD {number(deviation)})"


def _figures(outcome: Outcome, change: Change) -> Iterator[tuple[str, str]]:
    yield _("Mean before"), _mean(change.mean_pre, outcome.interval_pre)
    yield _("Mean later"), _mean(change.mean_post, outcome.interval_later)
    yield _("Mean difference, later minus before"), _difference(change)
    yield _("Paired t test"), _t(change)
    yield _("Wilcoxon signed-rank test"), _wilcoxon(change)
    yield _("d_av: difference over the mean of both standard deviations"), _d(change, "d_av", change.d_av)
    yield _("g_av: d_av with Hedges' correction"), _d(change, "hedges_g_av", change.hedges_g_av)
    yield _("d_z: difference over the standard deviation of the differences"), _d(change, "d_z", change.d_z)
    yield _("g_z: d_z with Hedges' correction"), _g_z(change, outcome.g_z)
    if outcome.yes_no is not None:
        yield _("Exact McNemar test"), _mcnemar(outcome)


def _moves(outcome: Outcome) -> Iterator[tuple[str, str]]:
    moves = outcome.moves
    if moves is not None:
        yield _("Girls with more points than before"), count(moves.up)
        yield _("Girls with as many"), count(moves.same)
        yield _("Girls with fewer"), count(moves.down)


def _mean(mean: float | None, edges: tuple[float, float] | None) -> str:
    return number(mean or 0.0) if edges is None else f"{number(mean or 0.0)} ({interval(*edges)})"


def _difference(change: Change) -> str:
    told = signed(change.mean_difference or 0.0)
    if change.ci_low is None or change.ci_high is None:
        return f"{told}. {why(change, 'ci_low')}"
    return f"{told} ({interval(change.ci_low, change.ci_high)})"


def _t(change: Change) -> str:
    if change.t is None or change.p is None:
        return why(change, "t")
    return f"t({change.df}) = {number(change.t)}, {p_value(change.p)}"


def _wilcoxon(change: Change) -> str:
    if change.wilcoxon_w is None or change.wilcoxon_p is None:
        return why(change, "wilcoxon_w")
    return f"W = {number(change.wilcoxon_w, 1)}, {p_value(change.wilcoxon_p)}"


def _d(change: Change, figure: str, value: float | None) -> str:
    return why(change, figure) if value is None else number(value)


def _g_z(change: Change, value: float | None) -> str:
    if value is not None:
        return number(value)
    return why(change, "d_z") if change.d_z is None else why(change, "hedges_g_av")


def _mcnemar(outcome: Outcome) -> str:
    found = outcome.yes_no
    if found is None or found.p is None:
        return str(SENTENCES[found.why]) if found and found.why else too_few()
    return _("%(up)s to yes, %(down)s to no, %(p)s", up=found.no_yes, down=found.yes_no, p=p_value(found.p))


def _reliability(items: ScaleItems) -> Iterator[tuple[str, str]]:
    yield (
        _("Cronbach's alpha before, pairwise: each two questions over the girls who answered both"),
        _alpha(items.pairwise),
    )
    yield _("Cronbach's alpha before, listwise: over the girls who answered every question"), _alpha(items.listwise)
    yield _("Reliable change (Jacobson and Truax 1991)"), _reliable(items.reliable)


def _alpha(alpha: Alpha) -> str:
    if alpha.value is None:
        return str(SENTENCES[alpha.why]) if alpha.why else ""
    return _("%(value)s (n = %(number)s)", value=number(alpha.value), number=count(alpha.n))


def _reliable(found: ReliableChange) -> str:
    if found.threshold is None:
        return str(SENTENCES[found.why]) if found.why else ""
    return _(
        "Beyond %(points)s points: %(up)s up, %(down)s down, %(within)s within",
        points=number(found.threshold), up=count(found.up), down=count(found.down), within=count(found.within),
    )  # fmt: skip


def _item(instrument: Instrument, item: ItemFigures, language: str) -> tuple[str, ...]:
    """Question, how hard before and later, how many fell and rose, item-total, and what to check."""
    asked = next(each for each in instrument.items if each.key == item.item)
    is_right_or_wrong = instrument.scale(asked.scale).kind in {ScaleKind.KNOWLEDGE, ScaleKind.YES_NO}
    return (
        asked.words.get(language) or asked.words["en"],
        _share(item.difficulty_pre, item.n_pre, is_right_or_wrong=is_right_or_wrong),
        _share(item.difficulty_post, item.n_post, is_right_or_wrong=is_right_or_wrong),
        count(item.right_to_wrong),
        count(item.wrong_to_right),
        "–" if item.item_total is None else number(item.item_total),
        _("Check reverse-coding") if item.is_reverse_suspect else "",
    )


def _share(share: float | None, whole: int, *, is_right_or_wrong: bool) -> str:
    """How many were right, or of steps and counts the mean share of the possible points."""
    if share is None:
        return "–"
    if not is_right_or_wrong:
        return _("%(share)s of the points, n = %(number)s", share=percent(share), number=count(whole))
    return f"{part_of(round(share * whole), whole)} · {percent(share)}"
