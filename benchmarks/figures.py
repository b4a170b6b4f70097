"""The figures of one prepared pair of databases: each measured for itself, so that one that fails costs no other."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import quote

from benchmarks.machine import durable_write, memory_megabytes
from benchmarks.measuring import Times, at_once, in_turns
from benchmarks.preparing import Prepared
from benchmarks.results import Line, Section, ratio_line
from benchmarks.serving import Site, served

Pairs = list[tuple[str, str]]
COMPLETION = "/reports/completion"
# Each report of the memory test draws other charts than the last, so that none comes out of the cache. The first ones
# are not counted: until then one of the two workers may not have been asked at all.
FIRST, REPORTS, ROUND = 250, 1_000, 50
# Different first days: many more than a process keeps drawings of.
FRESH = 400


@dataclass
class Bench:
    """Both sites over one pair of databases, and where its results go. `beside` are the database's processes."""

    made: Prepared
    section: Section
    beside: Sequence[int] = ()

    @contextmanager
    def open(self) -> Iterator[tuple[Site, Site]]:
        """Serve both sites; the limit's cookies are fetched."""
        limit = {"LIMIT_DATABASE": self.made.limit_url}
        with (
            served("ours", "curriculum_app:create_app()", self.made.environment, self.beside) as ours,
            served("limit", "benchmarks.limit.app:create_app()", limit, self.beside) as least,
        ):
            yield ours, least


def pairs(made: Prepared, least: Site, which: str) -> tuple[Pairs, Pairs]:
    """(path, cookie) of one operation on both sites, by its name in OPERATIONS."""
    if which in {"completion", "fresh"}:
        ours = [COMPLETION] if which == "completion" else [f"{COMPLETION}?from={day}" for day in _days(FRESH)]
        cookie = _own(made.manager)
        return [(path, cookie) for path in ours], [(COMPLETION, limit_cookie(least, made.manager_of_limit))]
    sheets = made.saved if which in SAVES else made.opened
    cookies = {staff: limit_cookie(least, staff) for staff in {each.staff for each in sheets}}
    if which in COHORT_PAGES:
        page = COHORT_PAGES[which]
        return (
            [(each.cohort_url + page, _own(each.cookie)) for each in sheets],
            [(each.limit_cohort_url + page, cookies[each.staff]) for each in sheets],
        )
    return [(each.url, _own(each.cookie)) for each in sheets], [
        (each.limit_url, cookies[each.staff]) for each in sheets
    ]


def _days(number: int) -> Iterator[date]:
    """So many days, all before the first girl came."""
    return (date(2001, 1, 1) + timedelta(days=each) for each in range(number))


def _own(cookie: str) -> str:
    return f"sign_in={cookie}"


def limit_cookie(least: Site, staff: int) -> str:
    """The limit's cookie of somebody."""
    answer = least.ask("enter", [(f"/enter/{staff}", "")])
    return str(answer["cookie"])


@dataclass(frozen=True)
class Operation:
    """What is measured: its words, its goals on both databases, how many a block, what ours and the limit do for it."""

    words: str
    on_sqlite: float | None
    on_postgresql: float | None
    size: int
    ours: str = "get"
    limit: str = "get"


OPERATIONS = {
    "open": Operation("open the sheet of 12", 2.5, 2.5, 20),
    "tap": Operation("save 12 as the sheet does, by script", 1.8, 2.0, 10, "tap", "save"),
    "save": Operation("save 12 without script and be back", 1.8, 2.0, 10, "save", "save"),
    "cohort": Operation("cohort report: every girl and session", 2.0, 2.0, 20),
    "group": Operation("the group's page with its roster", None, None, 20),
    "completion": Operation("completion over all", 2.0, 2.0, 20),
    "fresh": Operation("completion of girls since a day nobody asked for before", 2.0, 2.0, 20),
}
SAVES = frozenset({"tap", "save"})
# What follows the address of a cohort.
COHORT_PAGES = {"cohort": "/attendance", "group": ""}


def operation(bench: Bench, which: str) -> None:
    """One of the operations: ours over the limit, in turns."""
    what = OPERATIONS[which]
    floors: list[float] = []
    with bench.open() as (ours, least):
        asked = pairs(bench.made, least, which)
        measure_floor: Callable[[], object] = int
        if which in SAVES:
            measure_floor = lambda: floors.append(durable_write(bench.made.folder, 5))  # noqa: E731 - one line
        do = (what.ours, what.limit)
        times = in_turns((ours, least), asked, do=do, size=what.size, between=measure_floor)
    goal = what.on_postgresql if bench.beside else what.on_sqlite
    bench.section.add(ratio_line(f"{what.words}, CPU", goal, times[1].cpu_ms, times[0].cpu_ms))
    remark = f"fdatasync {1000 * sorted(floors)[len(floors) // 2]:.2f} ms" if floors else ""
    bench.section.add(_clock(f"{what.words}, clock", times, remark))


def _clock(words: str, times: Sequence[Times], remark: str) -> Line:
    ours, least = times[0].clock_ms, times[1].clock_ms
    return Line(words, "", f"{least:.2f} ms", f"{ours:.2f} ms", f"{ours / least:.2f}", None, remark)


def throughput(bench: Bench) -> None:
    """Opens and saves a second with eight clients at once."""
    with bench.open() as (ours, least):
        for which, words, goal in (("open", "opens / s, 8 clients", 1 / 3), ("save", "saves / s, 8 clients", 1 / 2)):
            own, limits = pairs(bench.made, least, which)
            rates: tuple[list[float], list[float]] = ([], [])
            for _ in range(3):
                for site, asked, found in ((ours, own, rates[0]), (least, limits, rates[1])):
                    share = (asked * 400)[:400] if which == "open" else asked[:200]
                    found.append(at_once(site, share, saves=which == "save"))
            a, b = (sorted(each)[1] for each in rates)
            floor = f"fdatasync {1000 * durable_write(bench.made.folder):.2f} ms" if which == "save" else ""
            line = Line(words, f"≥ {goal:.2f}", f"{b:.0f}", f"{a:.0f}", f"{a / b:.2f}", a / b >= goal, floor)
            bench.section.add(line)


def weight(bench: Bench) -> None:
    """Bytes and requests of opening a sheet and saving it, with an empty cache and with a warm one."""
    with bench.open() as (ours, least):
        own, limits = pairs(bench.made, least, "save")
        a, b = ours.ask("visit", own[:1]), least.ask("visit", limits[:1])
    for words, kilobytes, requests in (("cold", 50, 6), ("warm", 4, 2)):
        mine, theirs = a[words], b[words]
        held = mine["bytes"] <= 1000 * kilobytes and mine["requests"] <= requests
        least_text, own_text = (f"{x['bytes'] / 1000:.1f} kB, {x['requests']} requests" for x in (theirs, mine))
        goal = f"≤ {kilobytes} kB, ≤ {requests} requests"
        bench.section.add(Line(f"bytes, open and save, {words}", goal, least_text, own_text, "", held))


def memory(bench: Bench) -> None:
    """Memory of the two workers and their master over a thousand reports with charts drawn, once both are warm."""
    made: list[float] = []
    with served("ours", "curriculum_app:create_app()", bench.made.environment, bench.beside) as ours:
        # Each round comes with connections of its own, so that both workers are asked.
        for begin in range(0, FIRST + REPORTS, ROUND):
            asked = [(_report(number), _own(bench.made.manager)) for number in range(begin, begin + ROUND)]
            ours.ask("together", asked, clients=4, saves=False)
            made.append(memory_megabytes(ours.server.pid))
    first, whole = made[FIRST // ROUND - 1], made[-1]
    held = whole <= 250 and whole <= 1.1 * first
    remark = f"{first:.0f} MB after {FIRST:,} reports, {whole:.0f} MB after {REPORTS:,} more"
    bench.section.add(Line("memory, 2 processes", "≤ 250 MB, flat", "", f"{whole:.0f} MB", "", held, remark))


def _report(number: int) -> str:
    """A completion report whose chart differs from its neighbours': grouped and narrowed in another way."""
    grouping = ("service_area", "site", "cohort", "period")[number % 4]
    day = f"{2023 + number // 336 % 3}-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    return f"{COMPLETION}?group_by={grouping}&from={quote(day)}"


def bytes_a_mark(bench: Bench) -> None:
    """How many bytes a mark takes in SQLite with its indexes, history and audit apart, in a compacted copy."""
    ours = Path(str(bench.made.environment["DATABASE_URL"]).removeprefix("sqlite:///"))
    a, b = (_bytes_a_mark(path, bench.made.folder / "copy.sqlite3") for path in (ours, Path(bench.made.limit_url)))
    bench.section.add(Line("bytes a mark in SQLite", "≤ 120", f"{b:.0f}", f"{a:.0f}", f"{a / b:.2f}", a <= 120))


def _bytes_a_mark(source: Path, copy: Path) -> float:
    copy.unlink(missing_ok=True)
    connection = sqlite3.connect(copy)
    connection.execute("ATTACH ? AS source", (str(source),))
    made = "SELECT sql FROM source.sqlite_master WHERE tbl_name = 'marks' AND sql IS NOT NULL ORDER BY type DESC"
    for (statement,) in connection.execute(made).fetchall():
        connection.execute(statement)
    connection.execute("INSERT INTO main.marks SELECT * FROM source.marks ORDER BY session_id, enrolment_id")
    connection.commit()
    connection.execute("VACUUM")
    pages, size = (connection.execute(f"PRAGMA main.{each}").fetchone()[0] for each in ("page_count", "page_size"))
    number = connection.execute("SELECT count(*) FROM main.marks").fetchone()[0]
    connection.close()
    copy.unlink()
    return float(pages * size / number)


def growth(small: Bench, large: Bench) -> None:
    """CPU time of our own operations on the large database over the small one, in turns, at equal rows shown."""
    with small.open() as (little, little_limit), large.open() as (big, big_limit):
        for which, what in OPERATIONS.items():
            asked = (pairs(small.made, little_limit, which)[0], pairs(large.made, big_limit, which)[0])
            times = in_turns((little, big), asked, do=(what.ours, what.ours), blocks=9, size=what.size)
            a, b = times[1].cpu_ms, times[0].cpu_ms
            words = f"growth from {small.made.marks:,} marks: {what.words}"
            large.section.add(
                Line(words, "≤ 1.25", f"{b:.2f} ms small", f"{a:.2f} ms large", f"{a / b:.2f}", a / b <= 1.25)
            )
