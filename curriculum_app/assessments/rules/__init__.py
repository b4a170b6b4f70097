"""The pure rules of assessments: what an instrument is, reading its file, scoring answers, and what changed.

`change` is a folder of its own, imported by its name: it is the statistics.
"""

from .answers import Answers, differences, read_answers, write_answers
from .asking import asked_language, first_form, next_number, usual_wave
from .codes import CODE_LENGTH, LETTERS, code_as_printed, code_from, slip_words, typed_code
from .comparing import is_comparable
from .instrument import Equating, Instrument, Item, Scale, form_at, instrument_of
from .reading import INSTRUMENT_FILE, parse_instruments
from .scoring import RULE_VERSION, Given, Score, item_points, possible_points, prorated, score
from .words import Entry, Form, Medium, NoAnswer, ScaleKind, SittingState, Wave

__all__ = [
    "CODE_LENGTH",
    "INSTRUMENT_FILE",
    "LETTERS",
    "RULE_VERSION",
    "Answers",
    "Entry",
    "Equating",
    "Form",
    "Given",
    "Instrument",
    "Item",
    "Medium",
    "NoAnswer",
    "Scale",
    "ScaleKind",
    "Score",
    "SittingState",
    "Wave",
    "asked_language",
    "code_as_printed",
    "code_from",
    "differences",
    "first_form",
    "form_at",
    "instrument_of",
    "is_comparable",
    "item_points",
    "next_number",
    "parse_instruments",
    "possible_points",
    "prorated",
    "read_answers",
    "score",
    "slip_words",
    "typed_code",
    "usual_wave",
    "write_answers",
]
