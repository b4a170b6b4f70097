"""What a de-identified export holds, read in one moment."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from curriculum_app.assessments.rules import Wave
from curriculum_app.reports.queries.outcomes.answers import answers_of, item_places
from curriculum_app.reports.queries.outcomes.asked import Asked, scores_of
from curriculum_app.reports.queries.outcomes.question import Question
from curriculum_app.reports.rules.outcomes import Collected
from curriculum_app.reports.rules.outcomes.exported import ExportFile, export_files


def export_of(asked: Asked, question: Question, until: date) -> list[ExportFile]:
    """The files of the girls in question (a released one); `until` is the last day whose sittings are in it."""
    sat, rules, _left_out = scores_of(asked, question)
    collected = Collected.of(asked.scales, sat)
    answers: dict[Wave, dict[Hashable, bytes]] = {wave: {} for wave in Wave}
    for each in answers_of(asked, question):
        answers[each.wave][each.girl] = each.points
    head = {
        "instrument": asked.instrument.key,
        "instrument version": asked.content_hash,
        "scoring rule": ", ".join(rules),
        "sittings until": until.isoformat(),
        "ids": "random, made for each file of each export; they mean nothing elsewhere",
        "points": "answers as scored: knowledge 1 or 0, steps as numbers, reversed ones already turned",
    }
    return export_files(asked.instrument, collected, answers, item_places(asked), head)
