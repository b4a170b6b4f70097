"""Requests as nobody would type them: real addresses, ids and fields, each spoilt here and there.

A seed gives the same requests again, so that what was found once can be looked at.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote, urlencode

# Its unescaped form in a page would be a script that somebody else typed.
PROBE = "<q9x onload=x>"
TEXTS = (
    "", " ", "0", "-1", "1", "9" * 30, "9223372036854775808", "-2147483649", "1e309", "NaN", "Infinity", "0x10",
    "٣", "½", "true", "null", "[]", "{}", "A", "a" * 200, "a" * 201, "x" * 20_001, "İ" * 100, "O'Neill-Peña", "李",
    "👩‍👩‍👧‍👦", "Zoe\u0301", "nul\x00nul", "bell\x07", "esc\x1b[31m", "\u202eEvil", "\u2066x\u2069", "\ufeff",
    "\ud800", "a\r\nb", PROBE, "{{ 7*7 }}", "${7*7}", "%(name)s", "%s%n", "' OR 1=1 --",



    '"; DROP TABLE marks; --', "javascript:alert(1)", "//evil.example", "https://evil.example/", "../../etc/passwd",
    "=1+1", "@SUM(A1)", "2026-02-31", "0012-01-01", "9999-12-31", "10000-01-01", "2012-03-04", "2012-3-4",
    "03/04/2012", "25:61", "16:00", "present", "unexcused", "late", "manager", "program_manager", "facilitator",
    "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-0000}",
)  # fmt: skip
SEGMENTS = ("not-a-uuid", "..", "%00", "%2e%2e%2f", "a" * 3_000, "1", "-1", "9" * 40, "%F0%9F%98%80", "%FF", "é", "new")
KEYS = (
    "page", "lang", "next", "done", "state", "area", "figure", "group", "group_by", "from", "until", "cohort", "site",
    "filled", "because", "everyone", "role", "is_admin", "version", "id", "csrf_token", "__proto__", "a[b]", "",
    "\x00",
)  # fmt: skip
KINDS = (
    "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=",
    "multipart/form-data; boundary=b", "application/json", "text/plain", "application/xml", "", "nonsense",
    "application/x-www-form-urlencoded; charset=utf-16", "text/csv; charset=\xff",
)  # fmt: skip
BODIES = (
    b"", b"\x00", b"\xff\xfe", b"{" * 5_000, b"[" * 20_000, b'{"a": NaN}', b'{"a": 1, "a": 2}',



    b'"', b"null", b"a=1&a=2&&=&%", b"--b\r\nContent-Disposition: form-data; name=", b"--b\r\n\r\n--b--", b"--b--",
    b"&".join(b"x=1" for _ in range(1_200)),
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="../x.csv"\r\n\r\nfirst_name\r\n\x00\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="id"\r\nContent-Type: text/plain; charset=x\r\n\r\n1\r\n--b--\r\n',
)  # fmt: skip
FILES = (
    b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), b"%PDF-1.4", b"\xef\xbb\xbffirst_name;last_name\nA;B",
    b"a,b\n1,2,3",

    b'"', b"first_name,last_name,birth_date,zip,referral_source,referred_on\n=1+1,\x00,2012-02-31,9,,x\n",
    b"\xd0\xcf\x11\xe0" * 9, b"first_name," * 200 + b"\n", ("first_name\n" + "李\n" * 30).encode("utf-16"),
    b"x" * 20_000, b"first_name\n" + b"a\n" * 6_000,
)  # fmt: skip
HEADERS: tuple[dict[str, str], ...] = (
    {}, {}, {}, {"Accept": "application/json"}, {"Accept": "application/json"}, {"Accept": "*/*;q=x"},
    {"Accept": "\xff"}, {"Accept-Language": "es"}, {"Accept-Language": "x-klingon;q=9"}, {"Range": "bytes=0-1"},
    {"If-None-Match": '"x"'}, {"Sec-Fetch-Site": "cross-site"}, {"X-CSRFToken": "\xff"}, {"X-CSRFToken": "A" * 88},
    {"Referer": "//["}, {"User-Agent": "\xff" * 999}, {"Accept-Encoding": "br;q=x, gzip"},
    {"Content-Encoding": "gzip"}, {"X-Forwarded-For": "x"},
)  # fmt: skip
METHODS = ("PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "POST", "GET", "TRACE", "BREW")


class Fields(HTMLParser):
    """The forms of a page: for each action its fields with the values that the page offers."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self.open: dict[str, list[str]] = {}
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember forms and what can be filled in."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = self.forms.setdefault(given.get("action", ""), {})
        elif tag == "select":
            self.select = given.get("name", "")
        elif tag == "option" and self.select:
            self.open.setdefault(self.select, []).append(given.get("value", ""))
        elif tag in {"input", "textarea", "button"} and given.get("name"):
            self.open.setdefault(given["name"], []).append(given.get("value", ""))


@dataclass
class Rubbish:
    """Makes one spoilt request after the other. `forms` are the fields that real pages offer, by endpoint."""

    dice: random.Random
    forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def path(self, path: str) -> str:
        """An address of the program, now and then with a spoilt part."""
        if self.dice.random() < 0.07:
            parts = path.split("/")
            parts[self.dice.randrange(len(parts))] = self.dice.choice(SEGMENTS)
            return "/" + "/".join(parts).lstrip("/")
        return path

    def query(self) -> str:
        """A query string; mostly there is none."""
        if self.dice.random() < 0.6:
            return ""
        pairs = [(self.dice.choice(KEYS), self.text()) for _ in range(self.dice.randint(1, 4))]
        return (
            urlencode(pairs, errors="surrogatepass")
            if self.dice.random() < 0.9
            else quote(self.text(), errors="ignore")
        )

    def text(self) -> str:
        """One text that somebody could send."""
        return self.dice.choice(TEXTS)

    def fields(self, endpoint: str) -> list[tuple[str, str]]:
        """The fields of the endpoint's real form, some of them spoilt, missing, doubled or unknown."""
        offered = self.forms.get(endpoint, {})
        spoilt = self.dice.choice((0.0, 0.15, 0.5, 1.0))
        pairs = []
        for name, values in offered.items():
            if self.dice.random() < 0.08:
                continue
            good = self.dice.choice(values) or self.dice.choice(("Maya", "2012-03-04", "90002", "3", "A few words."))
            pairs.append((name, self.text() if self.dice.random() < spoilt else good))
        if self.dice.random() < 0.3:
            pairs.append((self.dice.choice([*KEYS, *offered]), self.text()))
        return pairs

    def request(self, endpoint: str, method: str) -> dict[str, Any]:
        """The keywords of a client's `open`."""
        asked: dict[str, Any] = {
            "method": method,
            "query_string": self.query(),
            "headers": dict(self.dice.choice(HEADERS)),
        }
        if self.dice.random() < 0.04:
            asked["method"] = self.dice.choice(METHODS)
        if method != "POST":
            return asked
        kind = self.dice.random()
        if kind < 0.75:
            body = urlencode(self.fields(endpoint), errors="surrogatepass").encode()
            return asked | {"data": body, "content_type": KINDS[0]}
        if kind < 0.9:
            return asked | {"data": self._multipart(endpoint), "content_type": "multipart/form-data; boundary=b"}
        return asked | {"data": self.dice.choice(BODIES), "content_type": self.dice.choice(KINDS)}

    def _multipart(self, endpoint: str) -> bytes:
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode("utf-8", "surrogatepass")
            for name, text in self.fields(endpoint)
        ]
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        parts.append(head + self.dice.choice(FILES) + b"\r\n")
        return b"".join(parts) + (b"--b--\r\n" if self.dice.random() < 0.9 else b"")
