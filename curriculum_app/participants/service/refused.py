"""The refused rows of a file as they were written, with number and every reason: to be mended and sent again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from curriculum_app.core import imports
from curriculum_app.participants.service.importing import PlannedRow, ReferralPlan
from curriculum_app.participants.service.problems import sentence_of


def refused_table(plan: ReferralPlan) -> tuple[list[str], list[Sequence[str]]]:
    """Headers and rows of the refused."""
    return imports.refused_table(plan, reasons_of)


def reasons_of(planned: PlannedRow) -> Iterator[str]:
    """Every reason in a sentence."""
    return (sentence_of(problem) for problem in planned.read.problems)
