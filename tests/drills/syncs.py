"""Whether a commit waits for the disk: the syncs of a hundred commits, counted by the kernel's own witness, strace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from curriculum_app.core.db import db
from tests.drills.figures import Figure
from tests.drills.serving import BOOT_SECONDS, Server
from tests.drills.sites import Site, sheets
from tests.drills.sizes import Size
from tests.drills.tapping import Tapper
from tests.drills.warm import WARM, warmth

STRACE = ("strace", "-f", "-ttt", "-e", "trace=fsync,fdatasync", "-o")
SYNC = re.compile(r"^\d+ +(\d+\.\d+) (?:fsync|fdatasync)\(", re.MULTILINE)
ATTACHED = "attached"


def syncs(site: Site, size: Size, *, app: str = WARM) -> Figure:
    """One mark, one commit, one after the other, while every sync of the database's process is counted."""
    promise, goal = (
        f"A commit waits for the disk ({site.database})",
        f"≥ {size.commits} syncs per {size.commits} commits",
    )
    if shutil.which("strace") is None:
        return Figure(promise=promise, goal=goal, measured="not run: there is no strace here", held=False)
    try:
        counted = _counted_here(site, size, app) if site.is_sqlite else _counted_at_the_server(site, size, app)
    except PermissionError as error:
        return Figure(promise=promise, goal=goal, measured=f"not run: {error}", held=False)
    waits = "" if site.is_sqlite else f"; {_settings()}"
    floor = f"one fdatasync here takes {sync_floor(site.folder):.2f} ms"
    return Figure(
        promise=promise,
        goal=goal,
        measured=f"{counted} syncs per {size.commits} commits{waits}; {floor}",
        held=counted >= size.commits,
    )


def _counted_here(site: Site, size: Size, app: str) -> int:
    """Our own process writes the file, so it is the one to watch."""
    trace = site.folder / "strace"
    (sheet, warm) = (*sheets(site, 1, 1), *sheets(site, 1, 1))
    server = Server(site, app=app, before=(*STRACE, str(trace)), workers=1, environment=warmth(warm))
    try:
        began, ended = _commit(Tapper(sheet, server.port, sheet.girls), size.commits)
    finally:
        server.stop()
    return _between(trace, began, ended)


def _counted_at_the_server(site: Site, size: Size, app: str) -> int:
    """PostgreSQL's processes write, so strace joins the one that is there and follows those that it makes."""
    trace = site.folder / "strace"
    (sheet, warm) = (*sheets(site, 1, 1), *sheets(site, 1, 1))
    folder = db.session.scalar(text("SELECT setting FROM pg_settings WHERE name = 'data_directory'"))
    db.session.rollback()
    with _watched(int((Path(str(folder)) / "postmaster.pid").read_text().split()[0]), trace):
        server = Server(site, app=app, workers=1, environment=warmth(warm))
        try:
            began, ended = _commit(Tapper(sheet, server.port, sheet.girls), size.commits)
        finally:
            server.kill()
    return _between(trace, began, ended)


@contextmanager
def _watched(process: int, trace: Path) -> Iterator[None]:
    witness = subprocess.Popen(  # noqa: S603 - our own command
        (*STRACE, str(trace), "-p", str(process)), stderr=subprocess.PIPE, text=True
    )
    assert witness.stderr is not None
    if ATTACHED not in witness.stderr.readline():
        raise PermissionError("strace may not join the database server.")
    try:
        yield
    finally:
        witness.send_signal(signal.SIGINT)
        witness.wait(timeout=BOOT_SECONDS)
        witness.stderr.close()


def _commit(tapper: Tapper, times: int) -> tuple[float, float]:
    """Tap one girl's buttons; the instants of the first and the last tap."""
    began = time.time()
    for _ in range(times):
        tapper.post_until_saved(tapper.girls)
    tapper.close()
    if len(tapper.acknowledged) != times:
        raise RuntimeError(f"{len(tapper.acknowledged)} of {times} commits were acknowledged. {tapper.faults[:1]}")
    return began, time.time()


def _between(trace: Path, began: float, ended: float) -> int:
    return sum(began <= float(at) <= ended for at in SYNC.findall(trace.read_text()))


def _settings() -> str:
    names = ("fsync", "synchronous_commit", "wal_sync_method")
    found = ", ".join(f"{name} = {db.session.scalar(text(f'SHOW {name}'))}" for name in names)
    db.session.rollback()
    return found


def sync_floor(folder: Path, times: int = 50) -> float:
    """Milliseconds that one append of 4 KiB and its fdatasync take in `folder`: no commit can be faster."""
    spent = []
    with (folder / "floor").open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(bytes(4096))
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            spent.append((time.perf_counter() - began) * 1_000)
    return statistics.median(spent)
