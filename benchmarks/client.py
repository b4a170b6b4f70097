"""The client, in a process of its own, so that what it costs is nobody's: plain sockets that stay open.

It reads one JSON command a line and answers one line. `prepare` fetches forms and counts for nothing; `get`, `save` and
`tap` answer the seconds of each and the bytes that came back, `together` the seconds of all.

    {"do": "get", "asked": [["/path", "cookie"], …]}
"""

from __future__ import annotations

import json
import re
import socket
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

HIDDEN = re.compile(r'name="(version-[^"]+|op|csrf_token)" value="([^"]*)"')
ASSET = re.compile(r'(?:href|src)="(/[^"]+\.(?:css|js))"')
SAVED = re.compile(r'data-girl="([^"]+)" data-saved="([^"]*)"')


class Refused(Exception):
    """The server answered something else than was asked for."""


@dataclass(frozen=True)
class Answer:
    """What came back: its status, its headers by lower-case name, its body, and all of its bytes."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    size: int


@dataclass
class Connection:
    """One connection to 127.0.0.1:`port`; opened again when the server closed it."""

    port: int
    socket: socket.socket | None = None
    left: bytes = b""

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Send one request and read its whole answer."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        message = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        for _ in range(2):
            try:
                return self._answer(message)
            except (ConnectionError, EOFError):
                self.close()
        raise Refused(f"{path}: the server closed the connection twice.")

    def _answer(self, message: bytes) -> Answer:
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(message)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        while len(body) < int(headers.get("content-length", 0)):
            body += self._more()
        if headers.get("connection", "").lower() == "close":
            self.close()
        return Answer(int(first.split()[1]), headers, body, len(head) + 4 + len(body))

    def _more(self) -> bytes:
        part = self.socket.recv(65536) if self.socket else b""
        if not part:
            raise EOFError
        return part

    def close(self) -> None:
        """Forget the connection; the next question opens another."""
        if self.socket is not None:
            self.socket.close()
        self.socket = None


@dataclass
class Browser:
    """Somebody with a cookie for each path, on one connection. `encoding` is what she understands."""

    connection: Connection
    encoding: str = "gzip, deflate, br"
    forms: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, path: str, cookie: str, expected: int = 200) -> Answer:
        """Fetch a page."""
        return self._checked("GET", path, cookie, expected)

    def prepare(self, path: str, cookie: str) -> None:
        """Fetch a sheet and keep its form, every mark in it changed."""
        self.forms[path] = changed(text_of(self.get(path, cookie)))

    def save(self, path: str, cookie: str) -> int:
        """Post the kept form and be back on the page; the bytes of both answers."""
        posted = self._checked("POST", path, cookie, 303, urlencode(self.forms.pop(path)).encode())
        return posted.size + self.get(posted.headers["location"], cookie).size

    def tap(self, path: str, cookie: str) -> int:
        """Post the kept form as the page's script does and stay; the bytes of the answer."""
        body = urlencode(self.forms.pop(path)).encode()
        return self._checked("POST", path, cookie, 200, body).size

    def _checked(self, method: str, path: str, cookie: str, expected: int, body: bytes = b"") -> Answer:
        # A page's script asks for JSON and stays; a form asks for a page and is sent on.
        accept = "application/json" if (method, expected) == ("POST", 200) else "text/html"
        headers = {"Cookie": cookie, "Accept": accept, "Accept-Language": "en", "Accept-Encoding": self.encoding}
        answer = self.connection.ask(method, path, headers, body)
        if answer.status != expected:
            raise Refused(f"{method} {path} answered {answer.status}, not {expected}.")
        return answer


def changed(page: str) -> dict[str, str]:
    """The fields of a sheet's form, with every girl who was present absent and everybody else present."""
    fields = {"csrf_token": ""} | dict(HIDDEN.findall(page))
    for girl, saved in SAVED.findall(page):
        fields |= {
            f"mark-{girl}": "unexcused" if saved == "present" else "present",
            f"reason-{girl}": "",
            f"minutes-{girl}": "",
        }
    return fields


def text_of(answer: Answer) -> str:
    """The page of an answer, unpacked."""
    if answer.headers.get("content-encoding") == "br":
        import brotli  # noqa: PLC0415 - only where a server speaks it

        return str(brotli.decompress(answer.body).decode())
    return answer.body.decode()


def timed(do: Callable[[str, str], int], asked: list[list[str]]) -> dict[str, Any]:
    """Do it for each [path, cookie]; the seconds of each, and the bytes of the last."""
    seconds, size = [], 0
    for path, cookie in asked:
        begun = time.perf_counter()
        size = do(path, cookie)
        seconds.append(time.perf_counter() - begun)
    return {"seconds": seconds, "bytes": size}


def timed_get(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Fetch each."""
    return timed(lambda path, cookie: browser.get(path, cookie).size, asked)


def timed_save(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Save each prepared sheet as a form does, and be back on its page."""
    return timed(browser.save, asked)


def timed_tap(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Save each prepared sheet as its page's script does, and stay."""
    return timed(browser.tap, asked)


def together(port: int, asked: list[list[str]], *, clients: int, saves: bool) -> dict[str, Any]:
    """All of `asked` by several clients at once, each with a connection of its own; the seconds of the whole."""
    shares = [asked[number::clients] for number in range(clients)]
    browsers = [Browser(Connection(port)) for _ in shares]
    if saves:
        for browser, share in zip(browsers, shares, strict=True):
            prepare(browser, share)
    with ThreadPoolExecutor(clients) as pool:
        begun = time.perf_counter()
        for done in [
            pool.submit(timed_save if saves else timed_get, *pair) for pair in zip(browsers, shares, strict=True)
        ]:
            done.result()
        seconds = time.perf_counter() - begun
    return {"seconds": seconds}


def prepare(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Fetch the forms that will be saved."""
    for path, cookie in asked:
        browser.prepare(path, cookie)
    return {}


def enter(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Sign in to the limit; the cookie."""
    answer = browser.get(asked[0][0], "")
    return {"cookie": answer.headers["set-cookie"].partition(";")[0]}


def visit(browser: Browser, asked: list[list[str]]) -> dict[str, Any]:
    """Open a sheet and save it as its page would: the bytes and requests with an empty cache and with a warm one.

    A page with a script posts by it and stays; one without comes back through a 303.
    """
    path, cookie = asked[0]
    page = browser.get(path, cookie)
    text = text_of(page)
    files = ASSET.findall(text)
    assets = sum(browser.get(each, cookie).size for each in files)
    browser.forms[path] = changed(text)
    if "<script" in text:
        requests, size = 2, page.size + browser.tap(path, cookie)
    else:
        requests, size = 3, page.size + browser.save(path, cookie)
    return {
        "cold": {"bytes": size + assets, "requests": requests + len(files)},
        "warm": {"bytes": size, "requests": requests},
    }


DO = {"get": timed_get, "save": timed_save, "tap": timed_tap, "prepare": prepare, "enter": enter, "visit": visit}


def main() -> None:
    """Answer commands until the end of the input; the first argument is the port."""
    port = int(sys.argv[1])
    browser = Browser(Connection(port))
    for line in sys.stdin:
        command = json.loads(line)
        do, asked = command.pop("do"), command.pop("asked")
        try:
            answer = together(port, asked, **command) if do == "together" else DO[do](browser, asked)
        except Refused as refused:
            answer = {"refused": str(refused)}
        print(json.dumps(answer), flush=True)  # noqa: T201 - this is how it answers


if __name__ == "__main__":
    main()
