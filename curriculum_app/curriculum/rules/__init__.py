"""The pure rules of the curriculum: reading its files, rendering its text, deciding who has completed it."""

from .blocks import Block, scan
from .completion import CompletionRule
from .edition import EditionText, parse_edition
from .lesson import Activity, LessonText
from .problems import LessonsError, Problem
from .reading import crawford, fernandez_huerta, flesch_kincaid, read_text
from .rendering import Piece, render_lesson
from .review import review

__all__ = [
    "Activity",
    "Block",
    "CompletionRule",
    "EditionText",
    "LessonText",
    "LessonsError",
    "Piece",
    "Problem",
    "crawford",
    "fernandez_huerta",
    "flesch_kincaid",
    "parse_edition",
    "read_text",
    "render_lesson",
    "review",
    "scan",
]
