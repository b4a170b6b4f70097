"""What a drill hands back: a promise, the goal that was set, what was measured, and whether it held."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One line of the table. `faults` are sentences for whoever has to mend what did not hold."""

    promise: str
    goal: str
    measured: str
    held: bool
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The figure and its faults, as a failing test prints them."""
        return "\n".join((f"{self.promise}: {self.measured} (goal: {self.goal})", *self.faults[:20]))


def share(found: int, of: int) -> str:
    """How many of how many."""
    return f"{found:,} of {of:,}"


def percentile(values: list[float], part: float) -> float:
    """The value below which `part` (0 to 1) of the values lie, by the nearest rank; 0 when there is none."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0
