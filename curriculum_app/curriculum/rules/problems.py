"""What can be wrong with a file of the curriculum, said so that its writer can mend it.

Nothing is raised at the first mistake: the parser collects every problem of every file, because a writer
would rather hear all ten at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: the file, the place in it ("line 12", "field minutes") and what to do."""

    path: str
    where: str
    what: str

    def __str__(self) -> str:
        place = f"{self.path}, {self.where}" if self.where else self.path
        return f"{place}: {self.what}"


class LessonsError(ValueError):
    """The folder of lessons cannot become an edition; `problems` says why, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
