"""A disk that is full when a drill wants it: a small file system of its own, or a limit on the size of files."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.drills.serving import Server

MEGABYTES = 16


class SmallDisk(Protocol):
    """Where a database lies that is to find no room."""

    words: str
    folder: Path

    def fill(self, server: Server) -> None:
        """Leave no room."""

    def free(self, server: Server) -> None:
        """Give the room back."""


class Mounted:
    """A tmpfs; a file takes whatever the database left."""

    words = f"a file system of {MEGABYTES} MB filled to the last byte"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self, server: Server) -> None:  # noqa: ARG002 - as SmallDisk has it
        """Write until the kernel says ENOSPC."""
        with self.ballast.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def free(self, server: Server) -> None:  # noqa: ARG002
        """Take the ballast away."""
        self.ballast.unlink()


class Limited:
    """An ordinary folder; the serving processes may not let a file grow beyond what the journal is now."""

    words = "a limit on the size of files (no mount is allowed here)"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, server: Server) -> None:
        """Forbid every file to be longer than the write-ahead log is."""
        journal = next(self.folder.glob("*-wal"))
        self._limit(server, journal.stat().st_size)

    def free(self, server: Server) -> None:
        """Allow what was allowed before."""
        self._limit(server, None)

    def _limit(self, server: Server, size: int | None) -> None:
        for process in server.workers():
            _soft, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


@contextmanager
def small_disk(folder: Path, *, may_mount: bool = True) -> Iterator[SmallDisk]:
    """A small disk in `folder`; mounted where that is allowed."""
    place = folder / "small"
    place.mkdir()
    options = ("-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place))
    if may_mount and os.geteuid() == 0 and _run("mount", *options):
        try:
            yield Mounted(place)
        finally:
            _run("umount", "-l", str(place))
    else:
        yield Limited(place)


def _run(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own
    except FileNotFoundError:
        return False
