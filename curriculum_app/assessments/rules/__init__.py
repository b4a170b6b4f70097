"""The pure rules of assessments: what an instrument is, reading its file, scoring answers, and what changed.

`change` is a folder of its own, imported by its name: it is the statistics.
"""

from .answers import Answers, differences, read_answers, write_answers
from .instrument import Equating, Instrument, Item, Scale, form_at, instrument_of
from .reading import INSTRUMENT_FILE, parse_instruments
from .scoring import RULE_VERSION, Given, Score, item_points, possible_points, prorated, score
from .words import Entry, Form, Medium, NoAnswer, ScaleKind, SittingState, Wave

__all__ = [
    "INSTRUMENT_FILE",
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
    "differences",
    "form_at",
    "instrument_of",
    "item_points",
    "parse_instruments",
    "possible_points",
    "prorated",
    "read_answers",
    "score",
    "write_answers",
]
