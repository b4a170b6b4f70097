"""Why a figure does not exist. The sentences for people stand in `assessments/service/words.py`."""

from enum import StrEnum


class Why(StrEnum):
    """What is missing."""

    NO_PAIRS = "no_pairs"
    ONE_PAIR = "one_pair"
    TWO_PAIRS = "two_pairs"
    ALL_UNCHANGED = "all_unchanged"
    SAME_CHANGE = "same_change"
    NO_SPREAD = "no_spread"
    NO_MOVES = "no_moves"
    ONE_ITEM = "one_item"
    TOO_FEW_ANSWERS = "too_few_answers"
    NO_VARIANCE = "no_variance"
    NO_ITEMS = "no_items"
    NOT_RELIABLE = "not_reliable"
