"""Measuring two sites in turns: many short blocks, medians, CPU time beside the clock."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

from benchmarks.serving import NotServed, Site

Asked = Sequence[tuple[str, str]]


@dataclass
class Times:
    """What one site took for one operation: seconds by the clock and of CPU, one value a block, and bytes."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def cpu_ms(self) -> float:
        """The median milliseconds of CPU time an operation."""
        return 1000 * statistics.median(self.cpu)

    @property
    def clock_ms(self) -> float:
        """The median milliseconds by the clock an operation."""
        return 1000 * statistics.median(self.clock)


def in_turns(
    sites: Sequence[Site], asked: Sequence[Asked], *, do: Sequence[str] = ("get", "get"), blocks: int = 15,
    size: int = 20, between: Callable[[], object] = int,
) -> list[Times]:  # fmt: skip
    """Have each site do its `do` for its own (path, cookie) pairs, `size` a block, the first block for nothing."""
    if not all(asked):
        raise NotServed("There is nothing to ask for: too few girls for a sheet of twelve.")
    times = [Times() for _ in sites]
    queues = [cycle(each) for each in asked]
    for block in range(blocks + 1):
        for site, queue, what, found in zip(sites, queues, do, times, strict=True):
            pairs = list(islice(queue, size))
            if what != "get":
                site.ask("prepare", pairs)
            before = site.cpu()
            answer = site.ask(what, pairs)
            if block:
                found.cpu.append((site.cpu() - before) / size)
                found.clock.append(statistics.median(answer["seconds"]))
                found.size = answer["bytes"]
        between()
    return times


def at_once(site: Site, asked: Asked, *, saves: bool, clients: int = 8) -> float:
    """How many of `asked` a second the site answers to several clients at once."""
    if not asked:
        raise NotServed("There is nothing to ask for: too few girls for a sheet of twelve.")
    answer = site.ask("together", asked, clients=clients, saves=saves)
    return float(len(asked) / answer["seconds"])
