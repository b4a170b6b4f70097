"""Many facilitators at once over real HTTP, each with a sheet of her own, one request a mark."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.drills.figures import Figure, percentile
from tests.drills.keeping import judge
from tests.drills.serving import Server
from tests.drills.sites import Site, sheets
from tests.drills.sizes import Size
from tests.drills.tapping import Tapper
from tests.drills.warm import WARM, warmth


def crowd(site: Site, size: Size, *, app: str = WARM) -> Figure:
    """Everybody taps through her sheet, beginning at the same moment; every fifth tap is sent twice."""
    taken, (warm,) = sheets(site, size.facilitators, size.marks_each), sheets(site, 1, 1)
    server = Server(site, app=app, environment=warmth(warm))
    tappers = [Tapper(sheet, server.port, sheet.girls) for sheet in taken]
    start = Barrier(len(tappers))
    try:
        with ThreadPoolExecutor(len(tappers)) as pool:
            for each in [pool.submit(_take_sheet, tapper, start) for tapper in tappers]:
                each.result()
    finally:
        server.kill()
    kept = judge(site, tappers)
    wanted = size.facilitators * size.marks_each
    spent = [each for tapper in tappers for each in tapper.milliseconds]
    times = ", ".join(f"{word} {percentile(spent, part):.0f} ms" for word, part in (("p50", 0.5), ("p95", 0.95)))
    again = sum(each.refused for each in tappers)
    agree = "tallies, audit and history agree" if not kept.faults else f"{len(kept.faults)} faults"
    return Figure(
        promise=f"Many at once ({site.database})",
        goal=f"{size.facilitators} facilitators × {size.marks_each} marks: 0 lost, 0 doubled",
        measured=f"{kept.acknowledged:,} of {wanted:,} acknowledged, {kept.lost} lost, {kept.doubled} doubled, "
        f"{agree}; {again} answers “Not saved” sent again; with everybody waiting at once {times}",
        held=kept.is_right and kept.acknowledged == wanted,
        faults=kept.faults,
    )


def _take_sheet(tapper: Tapper, start: Barrier) -> None:
    start.wait()
    for place, girl in enumerate(tapper.girls):
        tapper.post_until_saved((girl,))
        if place % 5 == 0:
            tapper.post_again()
    tapper.close()
