"""Change between two waves: what the numbers say, how sure that is, and what cannot be said and why.

Pure functions over scores; SciPy and NumPy do the mathematics (`mathematics.py`), which is imported where it is needed,
because loading it takes most of a second. A figure that does not exist is None, with a `Why` beside it; never NaN,
never an error.
"""

from .attrition import Attrition, Pairing, Retention, attrition, pair, retention
from .items import ItemFigures, figures_of_items, item_figures
from .paired import Change, compare, hedges_factor, mean_interval
from .reliability import Alpha, ReliableChange, alpha_listwise, alpha_pairwise, reliable_change
from .why import Why
from .yes_no import YesNoChange, compare_yes_no

__all__ = [
    "Alpha",
    "Attrition",
    "Change",
    "ItemFigures",
    "Pairing",
    "ReliableChange",
    "Retention",
    "Why",
    "YesNoChange",
    "alpha_listwise",
    "alpha_pairwise",
    "attrition",
    "compare",
    "compare_yes_no",
    "figures_of_items",
    "hedges_factor",
    "item_figures",
    "mean_interval",
    "pair",
    "reliable_change",
    "retention",
]
