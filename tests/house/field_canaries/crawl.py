"""One person sees whatever she can: every page and file, every filter, every answer to a form that is refused."""

from __future__ import annotations

import zipfile
from collections import deque
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from pypdf import PdfReader
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from curriculum_app.core.audit.models import AuditEvent
from curriculum_app.core.db import db
from curriculum_app.core.forms import UNKNOWN_FIELDS
from tests.house.access_matrix.expected import EXPECTED as ROUTES
from tests.house.access_matrix.expected import PUBLIC
from tests.house.access_matrix.test_matrix import Visitor, methods_of
from tests.house.field_canaries.markup import Markup, PageForm
from tests.house.field_canaries.words import Seen, canary, seen_in
from tests.house.standing import Standing

RELATIONS = "ABC"
MOST_PAGES = 1_500
# The same page in another language, or after something was done, shows the same fields.
SAME_PAGE = frozenset({"lang", "done", "next"})
NOT_FOLLOWED = ("/sign-out", "/static/")


class Crawl:
    """What one person met, and where; `faults` are forms of our own pages that their view does not know."""

    def __init__(self, standing: Standing, person: str) -> None:
        self.standing, self.person = standing, person
        self.where: dict[tuple[str, str], str] = {}
        self.faults: list[str] = []
        self.forms: dict[tuple[str, tuple[str, ...]], PageForm] = {}
        self._look_everywhere()
        self._send_empty_forms()
        for form in self.forms.values():
            self._send(form)

    @property
    def seen(self) -> Seen:
        """The fields she met, with their relations."""
        return set(self.where)

    def _look_everywhere(self) -> None:
        """Every page, and every choice of its filters once: what is asked in all combinations shows the same fields."""
        waiting, known, visited = deque(self._addresses("GET")), set[tuple[str, str, str]](), 0
        while waiting:
            address = waiting.popleft()
            parts = urlsplit(address)
            asked = {(parts.path, name, value) for name, value in [("", ""), *parse_qsl(parts.query)]}
            if asked <= known:
                continue
            known |= asked
            visited += 1
            assert visited < MOST_PAGES, "The crawl does not end: a page links to ever new addresses."
            answer = self.standing.browsers[self.person].get(address)
            self._note(answer, f"GET {address}")
            waiting.extend(self._ways_on(address, answer))

    def _addresses(self, method: str) -> Iterator[str]:
        for route in self.standing.app.url_map.iter_rules():
            is_served = route.endpoint in ROUTES or (route.endpoint in PUBLIC and method == "GET")
            if is_served and method in methods_of(route):
                for relation in RELATIONS if route.arguments else "A":
                    yield Visitor(self.standing, route).own_address(self.person, relation)

    def _ways_on(self, address: str, answer: TestResponse) -> Iterator[str]:
        if answer.location:
            yield from _plain(address, answer.location)
        if answer.mimetype != "text/html" or answer.status_code >= 400:
            return
        page = Markup(address, answer.text)
        for link in page.links:
            yield from _plain(address, link)
        for form in page.forms:
            if form.method == "GET":
                yield from (place for query in _queries(form) for place in _plain(address, f"{form.action}?{query}"))
            else:
                self.forms.setdefault((urljoin(address, form.action), tuple(sorted(form.values))), form)

    def _send_empty_forms(self) -> None:
        """What a refused form says, wherever one can be sent; and every part of a girl's record, asked for by name."""
        for address in self._addresses("POST"):
            self._post(address, {})
        for relation in RELATIONS:
            for label in ("participant.first_name", "participant.last_name", "participant.chosen_name"):
                self._post("/participants", {"words": canary(label, relation)}, asked=(label, relation))

    def _send(self, form: PageForm) -> None:
        """A form as its page made it, by each of its buttons; built on a version that is gone, where it has one."""
        stale = {"version": "0"} if "version" in form.values else {}
        for name, value in form.buttons or [("", "")]:
            pressed = {name: value} if name else {}
            self._post(form.action, form.values | stale | pressed, is_ours=True)

    def _post(
        self, address: str, data: dict[str, str], *, is_ours: bool = False, asked: tuple[str, str] | None = None
    ) -> None:
        headers = self.standing.tokens[self.person]
        answer = self.standing.browsers[self.person].post(address, data=data, headers=headers, token=False)
        self._note(answer, f"POST {address}", but=asked)
        if is_ours and self._forgeries():
            self.faults.append(f"POST {address}: name what the view reads beside its fields in `reads_also`.")
        if answer.status_code < 400 or answer.status_code == 409:
            self.standing.is_changed = True
            self.standing.put_back()

    def _forgeries(self) -> int:
        with self.standing.app.app_context():
            found = select(func.count()).where(AuditEvent.action == UNKNOWN_FIELDS.action)
            return db.session.scalar(found) or 0

    def _note(self, answer: TestResponse, where: str, but: tuple[str, str] | None = None) -> None:
        """Remember what stands in an answer or its headers; `but` is what she typed herself."""
        said = "\n".join(value for name, value in answer.headers if name != "Set-Cookie") + "\n" + _text(answer)
        for pair in seen_in(said) - {but}:
            self.where.setdefault(pair, where)


def _text(answer: TestResponse) -> str:
    """The words of an answer; a workbook is unpacked, a sheet of paper read as its reader does."""
    body: bytes = answer.data
    if body.startswith(b"%PDF"):
        paper = PdfReader(BytesIO(body))
        return "\n".join([*(page.extract_text() for page in paper.pages), str(paper.metadata)])
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(body)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def _plain(here: str, link: str) -> Iterator[str]:
    """An address without what changes nothing on its page; none where the crawl does not go."""
    parts = urlsplit(urljoin(here, link))
    if parts.path.startswith(NOT_FOLLOWED) or parts.netloc not in {"", "localhost"}:
        return
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name not in SAME_PAGE]
    yield parts.path + (f"?{urlencode(sorted(asked))}" if asked else "")


def _queries(form: PageForm) -> Iterator[str]:
    """A filter as it stands, and with each of its choices in turn."""
    yield urlencode({name: value for name, value in form.values.items() if value})
    for name, values in form.choices.items():
        yield from (urlencode({name: value}) for value in values if value)
