"""A yes/no item before and after: who moved which way, and McNemar's exact test."""

from collections.abc import Sequence
from dataclasses import dataclass

from .why import Why


@dataclass(frozen=True)
class YesNoChange:
    """Girls by their two answers, pre then post, and the exact two-sided p; None with `why` where nobody moved."""

    yes_yes: int
    yes_no: int
    no_yes: int
    no_no: int
    p: float | None = None
    why: Why | None = None

    @property
    def n_pairs(self) -> int:
        """How many girls answered both times."""
        return self.yes_yes + self.yes_no + self.no_yes + self.no_no


def compare_yes_no(pre: Sequence[bool], post: Sequence[bool]) -> YesNoChange:
    """McNemar's exact test: under no change, those who moved went either way like a fair coin.

    Two answers a girl, in the same order; raises ValueError when they are not equally many. Source: Quinn McNemar,
    Note on the sampling error of the difference between correlated proportions, Psychometrika 12 (2), 1947; exact by
    the binomial distribution as in Alan Agresti, Categorical Data Analysis, section 10.1.
    """
    pairs = [(bool(before), bool(after)) for before, after in zip(pre, post, strict=True)]
    yes_yes, lost, won, no_no = (
        pairs.count(each) for each in ((True, True), (True, False), (False, True), (False, False))
    )
    if not lost + won:
        return YesNoChange(yes_yes, lost, won, no_no, why=Why.NO_MOVES if pairs else Why.NO_PAIRS)
    from .mathematics import coin_p  # noqa: PLC0415 - SciPy is slow to load

    return YesNoChange(yes_yes, lost, won, no_no, p=coin_p(lost, lost + won))
