"""What is wrong in a folder of lessons, in sentences that say where and what to do.

Problems are collected, not raised one by one: `LessonsError` carries every problem of every file, because a writer
would rather hear all ten at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the file, its line (0 where it is the whole file), the place in it and what to do."""

    path: str
    line: int
    where: str
    what: str

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        return f"{', '.join(filter(None, (self.path, line, self.where)))}: {self.what}"


class LessonsError(ValueError):
    """The folder of lessons cannot become an edition; `problems` says why, in the order of files and lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
