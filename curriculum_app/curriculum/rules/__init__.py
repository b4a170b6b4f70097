"""The pure rules of the curriculum: reading its files, rendering its text, deciding who has completed it."""

from .blocks import Block, scan
from .completion import CompletionRule
from .edition import EditionText, parse_edition
from .lesson import Activity, LessonText
from .problems import LessonsError, Problem
from .reading import crawford, fernandez_huerta, flesch_kincaid, read_text
from .rendering import Handout, Parts, Piece, render_handout, render_lesson, render_parts
from .review import review

__all__ = [
    "Activity",
    "Block",
    "CompletionRule",
    "EditionText",
    "Handout",
    "LessonText",
    "LessonsError",
    "Parts",
    "Piece",
    "Problem",
    "crawford",
    "fernandez_huerta",
    "flesch_kincaid",
    "parse_edition",
    "read_text",
    "render_handout",
    "render_lesson",
    "render_parts",
    "review",
    "scan",
]
