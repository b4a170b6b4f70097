"""Answers on paper are typed twice, by two people: whose turn it is, and what a typed sign says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from .answers import Answers
from .scoring import Given
from .words import Medium, NoAnswer, SittingState

# One key a question, the same in both languages. What she left empty on the paper is skipped.
SIGNS: Mapping[str, NoAnswer] = {"S": NoAnswer.SKIPPED, "N": NoAnswer.DOES_NOT_APPLY}


class Turn(StrEnum):
    """What somebody with the paper in her hand may do now.

    `settle`: both typed it and differ. `others`: she has typed it, and somebody else types it again. `over`: the girl
    is done, or has begun on a tablet.
    """

    FIRST = "first"
    SECOND = "second"
    SETTLE = "settle"
    OTHERS = "others"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Paper:
    """How far the typing of one girl's paper is; None where nothing was begun."""

    state: SittingState | None = None
    medium: Medium | None = None
    first_by: UUID | None = None
    is_typed_twice: bool = False


def turn(paper: Paper, typist: UUID | None) -> Turn:
    """Whose turn it is, seen by `typist`."""
    if paper.state is SittingState.STARTED and paper.medium is Medium.PAPER:
        if paper.is_typed_twice:
            return Turn.SETTLE
        return Turn.OTHERS if paper.first_by == typist else Turn.SECOND
    return Turn.FIRST if paper.state in (None, SittingState.OPENED) else Turn.OVER


def typed_answer(sign: str, choices: int) -> Given | None:
    """What one typed sign says where there are so many choices: a number from 1, S or N; None for anything else."""
    sign = sign.strip().upper()
    if sign in SIGNS:
        return SIGNS[sign]
    return int(sign) if sign.isascii() and sign.isdigit() and len(sign) < 3 and 1 <= int(sign) <= choices else None


def settled(first: Answers, looked_up: Answers) -> Answers:
    """What counts: the first typing, and where the second differed, what a third look at the paper found."""
    return {**first, **looked_up}
