"""The table of results: one section for each database and size, written anew after every figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.machine import facts

FILE = Path(__file__).with_name("results.md")
HEAD = """# Results

Written by `make bench` and `make bench-full`; README.md says what each line means. Where CPU time and the clock are
given, the goal is held against CPU time (web server and database), which other work on the machine disturbs least.
"""


@dataclass(frozen=True)
class Line:
    """One figure against its goal. `is_held` is None where there is no goal."""

    what: str
    goal: str
    limit: str
    ours: str
    ratio: str
    is_held: bool | None
    remark: str = ""


@dataclass
class Section:
    """The results of one database at one size."""

    title: str
    lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Take a figure in, print it, and write the file."""
        self.lines.append(line)
        print(" | ".join(cells(line)), flush=True)  # noqa: T201 - they speak to a terminal
        write(self)


def ratio_line(what: str, goal: float | None, limit: float, ours: float) -> Line:
    """A time of ours over the limit's, in milliseconds; held when it is at or below `goal`, if there is one."""
    ratio = ours / limit
    aim, is_held = ("", None) if goal is None else (f"≤ {goal:g}", ratio <= goal)
    return Line(what, aim, f"{limit:.2f} ms", f"{ours:.2f} ms", f"{ratio:.2f}", is_held)


def cells(line: Line) -> list[str]:
    """A line as the table's cells."""
    held = {True: "yes", False: "**no**", None: ""}[line.is_held]
    return [line.what, line.goal, line.limit, line.ours, line.ratio, held, line.remark]


def write(section: Section) -> None:
    """Put the section in the place of the one with its title, or at the end."""
    text = FILE.read_text() if FILE.exists() else HEAD
    rows = ["| what | goal | limit | ours | ratio | held | remark |", "| --- | --- | --- | --- | --- | --- | --- |"]
    rows += [f"| {' | '.join(cells(line))} |" for line in section.lines]
    made = f"## {section.title}\n\nOn {date.today().isoformat()}: {facts()}.\n\n" + "\n".join(rows) + "\n"  # noqa: DTZ011 - a label
    old = re.compile(rf"^## {re.escape(section.title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    is_there = old.search(text) is not None
    whole = old.sub(lambda _: f"{made}\n", text) if is_there else f"{text.rstrip()}\n\n{made}"
    FILE.write_text(f"{whole.rstrip()}\n")
