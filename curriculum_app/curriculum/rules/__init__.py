"""The pure rules of the curriculum: reading its files, rendering its text, deciding who has completed it."""

from .completion import CompletionRule
from .edition import EditionText, parse_edition
from .lesson import Activity, LessonText
from .problems import LessonsError, Problem
from .reading import flesch_kincaid, say_text
from .rendering import HELP_LINES, render_blocks

__all__ = [
    "HELP_LINES",
    "Activity",
    "CompletionRule",
    "EditionText",
    "LessonText",
    "LessonsError",
    "Problem",
    "flesch_kincaid",
    "parse_edition",
    "render_blocks",
    "say_text",
]
