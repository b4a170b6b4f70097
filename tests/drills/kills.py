"""Kill -9 in the middle of taking attendance: what was acknowledged is there, and nothing is there twice."""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.drills.figures import Figure
from tests.drills.keeping import Kept, judge
from tests.drills.serving import BOOT_SECONDS, Server
from tests.drills.sites import Site, sheets
from tests.drills.sizes import Size
from tests.drills.tapping import Tapper
from tests.drills.warm import WARM, warmth

SHEETS = 2
GIRLS = 40
PEOPLE_A_SHEET = 2  # each with girls of her own, so that two write to one sheet at the same time
ANSWERS_BETWEEN = 4
LONGEST_PEACE = 0.06  # seconds


def kills(site: Site, size: Size, *, app: str = WARM) -> Figure:
    """Kill the serving processes `size.kills` times while four people post, each twenty marks at once."""
    struck, tappers = _strike(site, size, app)
    kept = judge(site, tappers)
    held = kept.is_right and struck >= size.kills and kept.acknowledged >= size.writes
    return Figure(
        promise=f"An acknowledged write survives kill -9 ({site.database})",
        goal=f"{size.kills:,} kills, ≥ {size.writes:,} acknowledged writes: 0 lost, 0 doubled, tallies right",
        measured=f"{struck:,} kills, {_told(kept)}; {_cut(tappers)}",
        held=held,
        faults=kept.faults,
    )


def _told(kept: Kept) -> str:
    tallies = "tallies, audit and history agree" if not kept.faults else f"{len(kept.faults)} faults"
    return f"{kept.acknowledged:,} acknowledged writes: {kept.lost:,} lost, {kept.doubled:,} doubled, {tallies}"


def _cut(tappers: list[Tapper]) -> str:
    cut, repeated = sum(each.cut_off for each in tappers), sum(each.repeated for each in tappers)
    return f"{cut:,} requests cut off, {repeated:,} marks found saved though nobody had been told"


def _strike(site: Site, size: Size, app: str) -> tuple[int, list[Tapper]]:
    """Post and kill until both numbers are reached; how many kills, and what the people were told."""
    taken, (warm,) = sheets(site, SHEETS, GIRLS), sheets(site, 1, 1)
    server = Server(site, app=app, environment=warmth(warm))
    share = GIRLS // PEOPLE_A_SHEET
    tappers = [
        Tapper(sheet, server.port, sheet.girls[place * share : (place + 1) * share])
        for sheet in taken
        for place in range(PEOPLE_A_SHEET)
    ]
    ending = threading.Event()
    with ThreadPoolExecutor(len(tappers)) as pool:
        running = [pool.submit(each.tap, ending) for each in tappers]
        try:
            struck = _kill(server, size, tappers)
        finally:
            ending.set()
            server.kill()
        for each in running:
            each.result()
    return struck, tappers


def _kill(server: Server, size: Size, tappers: list[Tapper]) -> int:
    chance = random.Random(20261124)  # noqa: S311 - when to kill, not a secret
    every = size.kills // size.kills_of_everything if size.kills_of_everything else None
    struck = 0
    while struck < size.kills or sum(len(each.acknowledged) for each in tappers) < size.writes:
        _await_answers(tappers)
        time.sleep(chance.uniform(0, LONGEST_PEACE))
        struck += 1
        if every and struck % every == 0:
            server.kill()
            server.start()
        else:
            server.kill_workers()
    return struck


def _await_answers(tappers: list[Tapper]) -> None:
    """Wait until the program serves again: a kill of what does not work yet would prove nothing."""
    before, until = sum(len(each.milliseconds) for each in tappers), time.monotonic() + BOOT_SECONDS
    while sum(len(each.milliseconds) for each in tappers) < before + ANSWERS_BETWEEN:
        if time.monotonic() > until:
            raise TimeoutError("The server did not come back after a kill.")
        time.sleep(0.002)
