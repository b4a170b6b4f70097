"""Reads of the outcomes report: the sittings that count, their scores or answers, and the words around them."""

from .answers import Answered, answers_of, item_places
from .asked import Asked, scores_of, sittings_up_to, text_of
from .exporting import export_of
from .named import row_names
from .question import Question, arguments_of, fingerprint, question_from, question_of, released_question
from .results import KIND, job_of, latest_result
from .worked_out import PAGE_SIZE, report_now, report_whole

__all__ = [
    "KIND",
    "PAGE_SIZE",
    "Answered",
    "Asked",
    "Question",
    "answers_of",
    "arguments_of",
    "export_of",
    "fingerprint",
    "item_places",
    "job_of",
    "latest_result",
    "question_from",
    "question_of",
    "released_question",
    "report_now",
    "report_whole",
    "row_names",
    "scores_of",
    "sittings_up_to",
    "text_of",
]
