"""`make bench` and `make bench-full`: prepare, measure, write benchmarks/results.md as the figures come.

Each part stands alone: whatever fails in it, the table says so and the next part begins.
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from time import monotonic

from benchmarks import figures
from benchmarks.figures import OPERATIONS, Bench
from benchmarks.lessons import lesson
from benchmarks.postgresql import Server, server
from benchmarks.preparing import FOLDER, prepare, say
from benchmarks.results import Line, Section

SMALL, LARGE = 5_000, 300_000


def main() -> int:
    """Run what the arguments ask for; 0 when every part could be measured, held or not."""
    parser = argparse.ArgumentParser(prog="benchmarks.run", description=__doc__)
    parser.add_argument("--full", action="store_true", help="300,000 girls on both databases")
    parser.add_argument("--small", type=int, default=SMALL, help="girls in the small database")
    parser.add_argument("--large", type=int, default=LARGE, help="girls in the large one")
    asked = parser.parse_args()
    # Ended from outside, it still ends the servers that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    begun = monotonic()
    good = full(asked.small, asked.large) if asked.full else small(asked.small)
    say(f"Done in {(monotonic() - begun) / 60:.0f} minutes; see benchmarks/results.md.")
    return 0 if good else 1


def small(girls: int) -> bool:
    """Everything but growth, on SQLite with a few thousand girls."""
    section = Section(f"SQLite, {girls:,} girls")
    bench = _prepared(section, lambda: Bench(prepare("sqlite-small", girls), section))
    return bench is not None and _all([*_operations(bench), *_rest(bench)], section)


def full(few: int, many: int) -> bool:
    """Everything with a few hundred thousand girls on both databases, and growth from the small ones."""
    return all([_on_sqlite(few, many), _on_postgresql(few, many)])


def _on_sqlite(few: int, many: int) -> bool:
    section, aside = Section(f"SQLite, {many:,} girls"), Section(f"SQLite, {few:,} girls")
    large = _prepared(section, lambda: Bench(prepare("sqlite-large", many), section))
    little = _prepared(section, lambda: Bench(prepare("sqlite-small", few), aside))
    good = little is not None and _all([*_operations(little), *_rest(little)], aside)
    if large is None:
        return False
    parts = [*_operations(large), *_each(large, figures.throughput, figures.bytes_a_mark)]
    if little is not None:
        parts.append(partial(figures.growth, little, large))
    return _all(parts, section) and good


def _on_postgresql(few: int, many: int) -> bool:
    section, aside = Section(f"PostgreSQL, {many:,} girls"), Section(f"PostgreSQL, {few:,} girls")
    try:
        with server(FOLDER / "postgresql") as running:
            large = _prepared(section, lambda: _bench_on(running, "large", many, section))
            little = _prepared(section, lambda: _bench_on(running, "small", few, aside))
            if large is None:
                return False
            parts = [*_operations(large), *_each(large, figures.throughput)]
            if little is not None:
                parts.append(partial(figures.growth, little, large))
            return _all(parts, section)
    except Exception as failure:  # noqa: BLE001 - see above
        _failed(section, "PostgreSQL", failure)
        return False


def _bench_on(running: Server, size: str, girls: int, section: Section) -> Bench:
    ours, _ = running.create(f"ours_{size}")
    _, limit = running.create(f"limit_{size}")
    made = prepare(f"postgresql-{size}", girls, database_url=ours, limit_url=limit)
    return Bench(made, section, beside=(running.pid,))


def _operations(bench: Bench) -> list[Callable[[], None]]:
    return [partial(figures.operation, bench, which) for which in OPERATIONS]


def _rest(bench: Bench) -> list[Callable[[], None]]:
    return _each(bench, figures.throughput, figures.weight, figures.bytes_a_mark, lesson, figures.memory)


def _each(bench: Bench, *measure: Callable[[Bench], None]) -> list[Callable[[], None]]:
    return [partial(each, bench) for each in measure]


def _prepared(section: Section, make: Callable[[], Bench]) -> Bench | None:
    try:
        return make()
    except Exception as failure:  # noqa: BLE001 - see above
        _failed(section, "preparing", failure)
        return None


def _all(parts: list[Callable[[], None]], section: Section) -> bool:
    good = True
    for part in parts:
        try:
            part()
        except Exception as failure:  # noqa: BLE001 - see above
            _failed(section, _name(part), failure)
            good = False
    return good


def _name(part: Callable[[], None]) -> str:
    """What a part measures, for a line that says that it could not."""
    if not isinstance(part, partial):
        return ""
    return " ".join([part.func.__name__, *(each for each in part.args if isinstance(each, str))])


def _failed(section: Section, what: str, failure: BaseException) -> None:
    traceback.print_exception(failure)
    section.add(Line(what, "", "", "", "", False, f"not measured: {type(failure).__name__}"))


if __name__ == "__main__":
    sys.exit(main())
