"""Serving both sites alike, by the program's own settings of gunicorn, and a client process for each site."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import cpu_seconds

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN = 60.0


class NotServed(Exception):
    """A server did not start, or a page was not what was asked for."""


@dataclass
class Site:
    """One served site and its client. `beside` are processes whose CPU time belongs to it: its database's."""

    name: str
    port: int
    server: subprocess.Popen[bytes]
    client: subprocess.Popen[str]
    beside: list[int]

    def ask(self, do: str, asked: Sequence[tuple[str, str]] = (), **more: object) -> dict[str, Any]:
        """Have the client do something for each (path, cookie). Raises NotServed."""
        question, said = self.client.stdin, self.client.stdout
        if question is None or said is None:
            raise NotServed(f"{self.name}: the client has no ears.")
        question.write(json.dumps({"do": do, "asked": list(asked), **more}) + "\n")
        question.flush()
        answer: dict[str, Any] = json.loads(said.readline() or '{"refused": "the client died"}')
        if "refused" in answer:
            raise NotServed(f"{self.name}: {answer['refused']}")
        return answer

    def cpu(self) -> float:
        """Seconds of CPU time that the site has used so far."""
        return cpu_seconds([self.server.pid, *self.beside])


@contextmanager
def served(name: str, application: str, environment: Mapping[str, str], beside: Sequence[int] = ()) -> Iterator[Site]:
    """Serve `application` on a free port until the end of the block."""
    port = _free_port()
    command = [
        sys.executable, "-m", "gunicorn", application, "--config", "tools/gunicorn.conf.py",
        "--bind", f"127.0.0.1:{port}", "--keep-alive", "60", "--log-level", "warning",
    ]  # fmt: skip
    own = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), **environment}
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.DEVNULL)
    client = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.client", str(port)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        _wait_for(port, server)
        yield Site(name, port, server, client, list(beside))
    finally:
        for process in (client, server):
            process.terminate()
        for process in (client, server):
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise NotServed("A server did not start.")
