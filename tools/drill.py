"""Run every drill in full, print the table of promises and write it to docs/drill.md.

python tools/drill.py             everything, on both databases
python tools/drill.py kills …     only the drills whose names begin so; nothing is written
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import load_settings  # noqa: E402 - the program's folder has to be known first
from tests import postgres  # noqa: E402
from tests.drills.crowd import crowd  # noqa: E402
from tests.drills.figures import Figure  # noqa: E402
from tests.drills.full_disk import full_disk  # noqa: E402
from tests.drills.fuzzing import fuzzing  # noqa: E402
from tests.drills.inert import inert  # noqa: E402
from tests.drills.kills import kills  # noqa: E402
from tests.drills.planting import planting  # noqa: E402
from tests.drills.reading import reading  # noqa: E402
from tests.drills.sites import Site, database_of_its_own, site_of_its_own  # noqa: E402
from tests.drills.sizes import FULL, FULL_ON_POSTGRESQL, Size  # noqa: E402
from tests.drills.syncs import sync_floor, syncs  # noqa: E402
from tests.drills.tampering import tampering  # noqa: E402

Drill = Callable[[Site, Size], Figure]

PAGE = ROOT / "docs/drill.md"
ON_BOTH: tuple[Drill, ...] = (kills, syncs, crowd, fuzzing, planting)
ON_SQLITE: tuple[Drill, ...] = (full_disk, tampering, reading, inert)


def chosen(names: list[str]) -> list[tuple[Drill, str]]:
    """The drills to run, each with its database; without names all of them."""
    both = [(each, database) for each in ON_BOTH for database in ("sqlite", "postgresql")]
    every = [*both, *((each, "sqlite") for each in ON_SQLITE)]
    return [pair for pair in every if not names or any(pair[0].__name__.startswith(name) for name in names)]


def run(drill: Drill, database: str) -> Figure:
    """One drill in full on a site of its own."""
    size = FULL if database == "sqlite" else FULL_ON_POSTGRESQL
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with database_of_its_own(database, folder) as url:
            environ = {
                "DATABASE_URL": url,
                "INSTANCE_DIR": str(folder / "instance"),
                "SECRET_KEY": "a secret of the drills, long enough",
            }
            with site_of_its_own(load_settings(environ), folder) as site:
                return drill(site, size)


def row(figure: Figure) -> str:
    """A figure as a line of the table."""
    held = "yes" if figure.held else "**no**"
    return f"| {figure.promise} | {figure.goal} | {figure.measured} | {held} |"


def table(figures: list[Figure]) -> str:
    """The table of promises in Markdown."""
    return "\n".join(("| promise | goal | measured | held |", "| --- | --- | --- | --- |", *map(row, figures)))


def facts() -> str:
    """What of the machine the figures depend on."""
    with tempfile.TemporaryDirectory() as name:
        floor = sync_floor(Path(name))
    address = make_url(postgres.server_url()).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        version = connection.info.server_version
    server = f"PostgreSQL {version // 10_000}.{version % 100}"
    return (
        f"{os.cpu_count()} processors, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {server}; "
        f"one append of 4 KiB and its fdatasync take {floor:.2f} ms. Times depend on what else the machine does; "
        "whether something is lost, doubled or seen does not."
    )


def page(figures: list[Figure]) -> str:
    """docs/drill.md."""
    return (
        "# The drills, as `make drill` printed them last\n\n"
        "Each line is a promise of the program, run against the program itself by the code in `tests/drills/`. The "
        "suite runs the same code reduced, together with sown faults that each drill must notice.\n\n"
        f"{facts()}\n\n{table(figures)}\n"
    )


def main(names: list[str]) -> int:
    """Run them; the exit status is 0 when every promise held."""
    # A server that waits for the disk, unlike the one of the tests; it goes with this process.
    server = Path(tempfile.gettempdir()) / f"curriculum-drill-{os.getpid()}"
    os.environ.setdefault("TEST_POSTGRESQL_URL", postgres.start_server(server))
    figures = []
    for drill, database in chosen(names):
        print(f"{drill.__name__} on {database} …", end=" ", flush=True)
        began = time.monotonic()
        figures.append(run(drill, database))
        print(f"{'held' if figures[-1].held else 'NOT HELD'} ({time.monotonic() - began:.0f} s)", flush=True)
        for fault in figures[-1].faults[:20]:
            print(f"  {fault}", flush=True)
    print(f"\n{table(figures)}\n\n{facts()}")
    if not names:
        PAGE.write_text(page(figures), encoding="utf-8")
    return 0 if all(each.held for each in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
