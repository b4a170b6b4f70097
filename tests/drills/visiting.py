"""Somebody with a browser, over real HTTP: pages and whole forms, one connection a request."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


@dataclass
class Visitor:
    """Somebody signed in. `faults` gathers what a drill holds against the answers."""

    port: int
    headers: dict[str, str]
    faults: list[str] = field(default_factory=list)

    def ask(
        self, path: str, fields: dict[str, str] | bytes | None = None, accept: str = "text/html", kind: str = FORM
    ) -> tuple[int, str]:
        """The status and the text of the answer; a form (or a body of `kind`) is posted when there is one."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = urlencode(fields) if isinstance(fields, dict) else fields
        headers = self.headers | {"Accept": accept, "Content-Type": kind}
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def expect(self, path: str, fields: dict[str, str] | bytes, wanted: int, kind: str = FORM) -> None:
        """Post and remember it when the answer is another than `wanted`."""
        status, _text = self.ask(path, fields, kind=kind)
        self.faults += [f"A post to {path.rsplit('/', 1)[-1]} was answered {status}, not {wanted}."] * (
            status != wanted
        )
