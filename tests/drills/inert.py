"""Exports are inert: whatever was typed, in whatever column, is text in a spreadsheet and comes back on import."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl import load_workbook
from sqlalchemy import select

from curriculum_app.core import exports, tables
from curriculum_app.core.db import begin_writing, db
from curriculum_app.participants.models import PendingImport
from curriculum_app.reports.presenters import files
from tests.clients import Client
from tests.drills.figures import Figure
from tests.drills.planting import FIELDS, IN_A_FILE
from tests.drills.sites import Site
from tests.drills.sizes import Size

# Written down here once more on purpose: the program's own list is what is judged.
LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠", " =", "\t=", "'=", "''+")
PAYLOADS = ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://example.com","x")', "5")
RUNS = frozenset("=+-@|\t\r\n＝＋－＠")
UPLOADED = (*FIELDS, "birth_date", "zip", "referral_source", "referred_on")
TEXTS = tuple(lead + payload for lead, payload in itertools.product(LEADS, PAYLOADS))


@dataclass
class Seen:
    """The cells that were looked at, and what was wrong with some."""

    cells: int = 0
    faults: list[str] = field(default_factory=list)

    def csv(self, content: bytes, place: str) -> None:
        """No cell of a CSV file begins like a formula."""
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                self.cells += 1
                if RUNS & {cell[:1], cell.lstrip()[:1]}:
                    self.faults.append(f"{place}: the cell {cell!r} would run.")

    def xlsx(self, content: bytes, place: str) -> None:
        """No cell of an XLSX file is a formula or a link."""
        for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows():
            for cell in row:
                self.cells += 1
                if cell.data_type not in {"s", "n"} or cell.hyperlink:
                    self.faults.append(f"{place}: the cell {cell.value!r} is of type {cell.data_type}.")

    def comes_back(self, content: bytes, wanted: list[list[str]], place: str) -> None:
        """Our own reader gives back what went in."""
        read = [list(row.cells.values())[: len(wanted[0])] for row in tables.read_rows(io.BytesIO(content)).rows]
        if read != wanted:
            pairs = itertools.zip_longest(wanted, read)
            self.faults += [f"{place}: {sent!r} came back as {back!r}." for sent, back in pairs if sent != back]


def inert(site: Site, _size: Size) -> Figure:
    """Every lead in every text column of every export, through the writers and through the real pages."""
    seen = Seen()
    for columns in (files.COLUMNS, UPLOADED):
        for rows in _tables(columns):
            as_csv, as_xlsx = exports.csv_bytes(columns, rows), exports.xlsx_bytes(columns, rows)
            seen.csv(as_csv, "csv")
            seen.xlsx(as_xlsx, "xlsx")
            seen.comes_back(as_csv, rows, "csv")
            seen.comes_back(as_xlsx, rows, "xlsx")
    _report(site, seen)
    _refused_rows(site, seen)
    return Figure(
        promise="Exports are inert",
        goal=f"{len(LEADS)} leads × every text column × CSV and XLSX: 0 formula cells, re-import restores all",
        measured=f"{seen.cells:,} cells, {len(seen.faults)} formula cells or texts that did not come back",
        held=not seen.faults and seen.cells > 0,
        faults=tuple(seen.faults),
    )


def _tables(columns: tuple[str, ...]) -> Iterator[list[list[str]]]:
    """For each column a table with every text in it, and harmless words in the others."""
    for place in range(len(columns)):
        yield [["x"] * place + [each] + ["x"] * (len(columns) - place - 1) for each in TEXTS]


def _report(site: Site, seen: Seen) -> None:
    """The completion report by group and by site, all of which are named to run."""
    begin_writing()
    make, edition = site.make, site.make.edition()
    for number, name in enumerate(TEXTS):
        place = make.site(name=f"{name}{' ' * (number % 3)}{number}")
        cohort = make.cohort(name=name, site=place, edition=edition, sessions=1)
        make.enrolment(cohort)
    manager = site.browser(make.user("program_manager"))
    for group_by in ("cohort", "site"):
        query = {"group_by": group_by}
        as_csv = manager.get("/reports/completion.csv", query_string=query).data
        seen.csv(as_csv, f"completion.csv by {group_by}")
        seen.xlsx(manager.get("/reports/completion.xlsx", query_string=query).data, f"completion.xlsx by {group_by}")
        rows = tables.read_rows(io.BytesIO(as_csv)).rows
        names = [row.cells["group"] for row in rows]
        missing = [each for each in TEXTS if not any(name.startswith(each) for name in names)]
        seen.faults += [f"completion.csv by {group_by}: {each!r} did not come back." for each in missing]


def _refused_rows(site: Site, seen: Seen) -> None:
    """A file whose rows are all refused comes back to be mended: the same texts, and nothing that runs."""
    coordinator = site.browser(site.make.user("coordinator", service_area=6))
    for rows in _tables(IN_A_FILE):
        sent = exports.csv_bytes(IN_A_FILE, [[*row[:2], "2012-02-31", *row[3:]] for row in rows])
        wanted = [list(row.cells.values()) for row in tables.read_rows(io.BytesIO(sent)).rows]
        back = _sent_and_fetched(coordinator, sent)
        seen.csv(back, "refused.csv")
        seen.comes_back(back, wanted, "refused.csv")


def _sent_and_fetched(coordinator: Client, sent: bytes) -> bytes:
    coordinator.post("/referrals/import", data={"file": (io.BytesIO(sent), "referrals.csv")})
    newest = select(PendingImport.id).order_by(PendingImport.created_at.desc(), PendingImport.id.desc()).limit(1)
    answer = coordinator.get(f"/referrals/import/{db.session.scalars(newest).one()}/refused.csv")
    return answer.get_data()
