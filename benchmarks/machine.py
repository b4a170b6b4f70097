"""What the machine says: CPU time and memory of processes, and what one durable write costs here and now."""

from __future__ import annotations

import os
import platform
import statistics
import time
from pathlib import Path

PAGE = 4096


def family(pid: int) -> list[int]:
    """A process and everything that it started, as far as it still runs."""
    children = [int(each) for task in _tasks(pid) for each in (task / "children").read_text().split()]
    return [pid, *(grandchild for child in children for grandchild in family(child))]


def cpu_seconds(pids: list[int]) -> float:
    """The CPU time that these processes and their families have used, from the scheduler's own nanoseconds."""
    return sum(_nanoseconds(task) for pid in pids for each in family(pid) for task in _tasks(each)) / 1e9


def memory_megabytes(pid: int) -> float:
    """The memory of a family, pages that it shares counted once (proportional set size), in millions of bytes."""
    return sum(_kilobytes(Path(f"/proc/{each}/smaps_rollup"), "Pss:") for each in family(pid)) * 1024 / 1e6


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except FileNotFoundError:
        return []


def _nanoseconds(task: Path) -> int:
    try:
        return int((task / "schedstat").read_text().split()[0])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def _kilobytes(file: Path, name: str) -> int:
    try:
        return sum(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(name))
    except (FileNotFoundError, ProcessLookupError):
        return 0


def durable_write(folder: Path, times: int = 50) -> float:
    """The median seconds that a page of 4 kB takes to reach the disk (fdatasync) in `folder` now."""
    path, seconds = folder / "floor", []
    with path.open("wb") as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(os.urandom(PAGE))
            file.flush()
            os.fdatasync(file.fileno())
            seconds.append(time.perf_counter() - begun)
    path.unlink()
    return statistics.median(seconds)


def facts() -> str:
    """What of this machine a reader has to know, in one line; no name of it."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = _kilobytes(Path("/proc/meminfo"), "MemTotal:") / 1024 / 1024
    return f"{os.cpu_count()} × {model}, {memory:.0f} GB, Linux, Python {platform.python_version()}"
