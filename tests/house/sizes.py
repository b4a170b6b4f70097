"""How large things are: lines of modules, functions, views and templates. `python -m tests.house.sizes` prints it.

A function's lines are all of them from `def` to its end, docstring included; a module's are all lines of its file.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.tree import TESTS, Source, sources, templates

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Limit:
    """How large a kind of thing may be; None where the style names no bound."""

    median: float | None = None
    p90: float | None = None
    maximum: float | None = None


@dataclass(frozen=True)
class Measured:
    """The lines of every thing of one kind, by its name."""

    kind: str
    limit: Limit
    lines: dict[str, int]

    def figures(self) -> tuple[float, float, int]:
        """Median, ninth decile and largest; zeros when there is nothing."""
        values = sorted(self.lines.values())
        if not values:
            return 0.0, 0.0, 0
        p90 = statistics.quantiles(values, n=10, method="inclusive")[8] if len(values) > 1 else values[0]
        return statistics.median(values), p90, values[-1]

    def faults(self) -> Iterator[str]:
        """One sentence for each bound that is passed."""
        median, p90, _ = self.figures()
        for name, lines in self.lines.items():
            if self.limit.maximum is not None and lines > self.limit.maximum:
                yield f"{name} has {lines} lines; split it by subject: {self.kind} end at {self.limit.maximum}."
        longest = ", ".join(sorted(self.lines, key=self.lines.__getitem__)[-3:])
        for word, value, bound in (("median", median, self.limit.median), ("ninth decile", p90, self.limit.p90)):
            if bound is not None and value > bound:
                yield f"The {word} of {self.kind} is {value:g} lines, over {bound}; shorten these first: {longest}."


def functions(source: Source) -> Iterator[tuple[str, Function]]:
    """Every function of a file with its name."""
    for node in ast.walk(source.tree):
        if isinstance(node, Function):
            yield f"{source.name}:{node.name}", node


def is_view(node: Function) -> bool:
    """Whether a function answers a route: a decorator of it is called on a blueprint."""
    text = " ".join(ast.unparse(each) for each in node.decorator_list)
    return any(word in text for word in ("bp.get(", "bp.post(", "bp.route("))


def length(node: Function) -> int:
    """Lines from `def` to the end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def count(text: str) -> int:
    """Lines of a file."""
    return len(text.splitlines())


def measure(app: Iterable[Source], tests: Iterable[Source], pages: Iterable[Path]) -> list[Measured]:
    """Everything that the style bounds, measured."""
    app, tests = list(app), list(tests)
    every = [pair for source in app for pair in functions(source)]
    # A package's __init__ that only re-exports or explains is no module to speak of.
    modules = {each.name: count(each.text) for each in app if not each.name.endswith("__init__.py")}
    return [
        Measured("modules", Limit(90, 220, 400), modules),
        Measured("functions", Limit(9, 25, 50), {name: length(node) for name, node in every}),
        Measured("views", Limit(12, None, 50), {name: length(node) for name, node in every if is_view(node)}),
        Measured("templates", Limit(None, 100), {path.as_posix(): count(path.read_text()) for path in pages}),
        Measured("test modules", Limit(None, None, 400), {each.name: count(each.text) for each in tests}),
        Measured(
            "conftests",
            Limit(None, None, 200),
            {s.name: count(s.text) for s in tests if s.name.endswith("conftest.py")},
        ),
    ]


def measure_house() -> list[Measured]:
    """The whole tree, measured."""
    return measure(sources(), sources(TESTS), templates())


def table(measured: list[Measured]) -> str:
    """The figures as a Markdown table, each with its bound."""
    rows = ["| lines of | how many | median | p90 | largest |", "| --- | --- | --- | --- | --- |"]
    for each in measured:
        bounds = (each.limit.median, each.limit.p90, each.limit.maximum)
        cells = [f"{v:g}" + (f" (≤ {b})" if b else "") for v, b in zip(each.figures(), bounds, strict=True)]
        rows.append(f"| {each.kind} | {len(each.lines)} | {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table(measure_house()) + "\n")
