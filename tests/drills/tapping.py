"""Somebody who takes attendance over real HTTP and, like our own page, sends again what nobody acknowledged."""

from __future__ import annotations

import http.client
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from tests.drills.sites import Sheet

STATUSES = ("present", "unexcused")
MOST_TRIES = 10
PATIENCE = 60  # seconds for one answer


@dataclass
class Tapper:
    """One person with one sheet. `acknowledged` holds, by operation, what the server said that it had saved."""

    sheet: Sheet
    port: int
    girls: tuple[UUID, ...]
    versions: Counter[UUID] = field(default_factory=Counter)
    pending: dict[UUID, UUID] = field(default_factory=dict)  # girl: operation that was sent and not acknowledged
    acknowledged: dict[UUID, tuple[UUID, str]] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    sent: str = ""
    cut_off: int = 0
    repeated: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None

    def status(self, girl: UUID) -> str:
        """What the pending operation says of a girl: never what the mark says already."""
        return STATUSES[self.versions[girl] % 2]

    def post(self, girls: tuple[UUID, ...]) -> bool:
        """Send one post for `girls`, or once more the one that is pending; whether an answer came."""
        self.pending = self.pending or {girl: uuid4() for girl in girls}
        fields: dict[str, Any] = {}
        for girl, operation in self.pending.items():
            fields |= {f"mark-{girl}": self.status(girl), f"op-{girl}": operation}
            fields[f"version-{girl}"] = self.versions[girl]
        self.sent = urlencode(fields)
        began = time.perf_counter()
        try:
            status, body = self._send(self.sent)
        except (OSError, http.client.HTTPException) as error:
            # Nobody there yet is no request cut off.
            self.cut_off += not isinstance(error, ConnectionRefusedError)
            self.close()
            return False
        self.milliseconds.append((time.perf_counter() - began) * 1_000)
        if status == 200:
            self._take(json.loads(body)["verdicts"])
        elif status == 503:
            self.refused += 1
        else:
            self.faults.append(f"A post was answered {status}.")
            self.pending = {}
        return True

    def post_until_saved(self, girls: tuple[UUID, ...]) -> None:
        """Post, and as our page does again when nobody answered or the answer was "Not saved"."""
        self.post(girls)
        for _ in range(MOST_TRIES):
            if not self.pending:
                return
            self.post(girls)
        self.faults.append(f"A post was not saved in {MOST_TRIES} tries.")

    def post_again(self) -> None:
        """Send the last post once more though it was acknowledged, as an impatient finger does."""
        status, body = self._send(self.sent)
        for _ in range(MOST_TRIES):
            if status != 503:
                break
            self.refused += 1
            status, body = self._send(self.sent)
        said = {each["verdict"] for each in json.loads(body)["verdicts"]} if status == 200 else {str(status)}
        if said != {"duplicate"}:
            self.faults.append(f"A repeated post was answered {', '.join(sorted(said))}.")

    def _send(self, body: str) -> tuple[int, bytes]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        self.connection.request("POST", self.sheet.path, body, self.sheet.headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def _take(self, verdicts: list[dict[str, Any]]) -> None:
        sent, self.pending = self.pending, {}
        for each in verdicts:
            girl, operation = UUID(each["enrolment_id"]), UUID(each["op_id"])
            self.repeated += each["verdict"] == "duplicate"
            if sent.pop(girl, None) != operation or "applied" not in (each["verdict"], each["earlier"]):
                self.faults.append(f"An operation was answered {each['verdict']} ({each['earlier']}).")
                continue
            self.acknowledged[operation] = (girl, self.status(girl))
            self.versions[girl] += 1
            if each["mark"]["version"] != self.versions[girl]:
                self.faults.append(f"Version {each['mark']['version']} came back, not {self.versions[girl]}.")
        self.faults += [f"No verdict came for the operation {each}." for each in sent.values()]

    def tap(self, ending: Event) -> None:
        """Post and post again until it ends."""
        while not ending.is_set():
            if not self.post(self.girls):
                time.sleep(0.02)
        self.close()

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None
