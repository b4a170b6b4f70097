"""The program as it is served for real: gunicorn with two processes, which a drill may kill, watch or starve."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config import ROOT
from tests.drills.sites import Site

BOOT_SECONDS = 60
APP = "curriculum_app:create_app()"


class Server:
    """gunicorn in a process group of its own. Its master has read the program, so that a killed worker is back soon.

    `app` names another factory (a seeded fault); `before` is a command that starts it, such as strace.
    """

    def __init__(
        self,
        site: Site,
        *,
        app: str = APP,
        before: tuple[str, ...] = (),
        workers: int = 2,
        environment: dict[str, str] | None = None,
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        settings = site.settings
        self.log = Path(settings.instance_dir) / "server.log"
        self.environment = os.environ | {
            "DATABASE_URL": settings.database_url,
            "INSTANCE_DIR": settings.instance_dir,
            "SECRET_KEY": settings.secret_key,
            "PYTHONPATH": str(ROOT),
            **(environment or {}),
        }
        gunicorn = str(Path(sys.executable).parent / "gunicorn")
        options = (f"--workers={workers}", "--threads=4", "--timeout=120", f"--bind=127.0.0.1:{self.port}")
        rest = ("--no-control-socket", "--preload", "--log-level=critical", app)
        self.command = (*before, gunicorn, *options, *rest)
        self.count = workers
        self.has_master_first = not before
        self.start()

    def start(self) -> None:
        """Begin, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command, cwd=ROOT, env=self.environment, start_new_session=True, stdout=log, stderr=log
            )
        until = time.monotonic() + BOOT_SECONDS
        while not self._answers():
            if time.monotonic() > until or self.process.poll() is not None:
                self.kill()
                raise TimeoutError("The server did not start.")
            time.sleep(0.05)

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=BOOT_SECONDS)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().read() != b""
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def master(self) -> int:
        """The process id of gunicorn's master."""
        return self.process.pid if self.has_master_first else children(self.process.pid)[0]

    def workers(self) -> list[int]:
        """The process ids of those that serve."""
        return children(self.master)

    def kill_workers(self) -> int:
        """Kill every serving process at the same moment; how many there were. The master starts others."""
        struck = self.workers()
        for each in struck:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        return len(struck)

    def kill(self) -> None:
        """End the whole group at once, as a crash of the machine's would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it the quiet way."""
        os.kill(self.master, signal.SIGTERM)
        self.process.wait(timeout=BOOT_SECONDS)


def children(process: int) -> list[int]:
    """The process ids of the children of `process`."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
