"""The words of assessments: waves, forms, kinds of scales, states of a sitting."""

from enum import StrEnum


class Wave(StrEnum):
    """When a girl is asked: before the group, at its end, about three months later."""

    PRE = "pre"
    POST = "post"
    FOLLOW_UP = "follow_up"


class Form(StrEnum):
    """Two sets of parallel items, so that nobody answers the same questions twice in a row."""

    A = "A"
    B = "B"

    @property
    def other(self) -> "Form":
        """The form that a girl gets next."""
        return Form.B if self is Form.A else Form.A


class ScaleKind(StrEnum):
    """What the items of a scale ask for: the right answer, four steps, how many (0 to 3 and more), yes or no."""

    KNOWLEDGE = "knowledge"
    RATING = "rating"
    COUNT = "count"
    YES_NO = "yes_no"


class NoAnswer(StrEnum):
    """What a girl may say in place of an answer; never scored as wrong."""

    SKIPPED = "skipped"
    DOES_NOT_APPLY = "does_not_apply"


class SittingState(StrEnum):
    """Where a sitting stands. `opened`: it has a code; `stopped`: she ended early and what she gave counts as it is;
    `cancelled`: it was opened by mistake and counts nowhere."""

    OPENED = "opened"
    STARTED = "started"
    DONE = "done"
    STOPPED = "stopped"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether she may still answer."""
        return self in {SittingState.OPENED, SittingState.STARTED}

    @property
    def is_finished(self) -> bool:
        """Whether what she gave counts; to the staff "done" and "stopped" are one."""
        return self in {SittingState.DONE, SittingState.STOPPED}


class Medium(StrEnum):
    """How she answers."""

    TABLET = "tablet"
    PAPER = "paper"


class Entry(StrEnum):
    """Which writing of a girl's answers: what counts, or one of the two that are typed from paper."""

    GIVEN = "given"
    FIRST = "first"
    SECOND = "second"
