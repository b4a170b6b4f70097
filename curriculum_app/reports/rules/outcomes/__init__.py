"""The outcomes report: what changed between two waves, for how many girls, and what may be shown of it to whom.

`collected` holds the scores by girl and wave, `figures` says what they say, `discretion` takes out what would tell of
one girl, `kept` writes a whole report down and reads it again. All of it is pure; assessments does the statistics.
"""

from .collected import LATER, Collected, Due, Sat
from .discretion import INSIDE, RELEASED, Discretion
from .figures import Flow, Kept, Moves, Outcome, Step, flow_of, outcome_of, row_of
from .items import ItemReport, Packed, ScaleItems, discreet, item_keys, packed, scale_items, unpacked
from .kept import SHAPE, Report, Row, Table, report_from, report_of
from .words import OutcomeGrouping

__all__ = [
    "INSIDE",
    "LATER",
    "RELEASED",
    "SHAPE",
    "Collected",
    "Discretion",
    "Due",
    "Flow",
    "ItemReport",
    "Kept",
    "Moves",
    "Outcome",
    "OutcomeGrouping",
    "Packed",
    "Report",
    "Row",
    "Sat",
    "ScaleItems",
    "Step",
    "Table",
    "discreet",
    "flow_of",
    "item_keys",
    "outcome_of",
    "packed",
    "report_from",
    "report_of",
    "row_of",
    "scale_items",
    "unpacked",
]
