"""Reads a PDF as somebody does who cannot see it: through its tags, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader


@dataclass(frozen=True)
class Tagged:
    """One element that holds text itself: its role in the standard's words ("H1", "P", "LBody", …) and that text."""

    role: str
    text: str


@dataclass
class Paper:
    """A PDF file opened for its tags."""

    data: bytes
    reader: PdfReader = field(init=False)

    def __post_init__(self) -> None:
        self.reader = PdfReader(BytesIO(self.data))

    @property
    def catalogue(self) -> Any:  # noqa: ANN401 - a PDF's own entries, of any kind
        """The document's own entries."""
        return self.reader.root_object

    @property
    def is_tagged(self) -> bool:
        """Whether the file says that its tags tell the whole of it."""
        return bool(self.catalogue["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in self.catalogue

    @property
    def language(self) -> str:
        """The language of the text."""
        return str(self.catalogue["/Lang"])

    @property
    def title(self) -> str:
        """The title, which a viewer shows in the place of the file's name."""
        assert self.catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
        return str(self.reader.metadata and self.reader.metadata.title)

    @property
    def is_universally_accessible(self) -> bool:
        """Whether the file says that it keeps PDF/UA-1 (ISO 14289-1)."""
        return b"<pdfuaid:part>1</pdfuaid:part>" in self.catalogue["/Metadata"].get_data()

    def outline(self) -> list[str]:
        """The headings with their levels."""
        return [f"{each.role} {each.text}" for each in self.elements() if each.role.startswith("H")]

    def elements(self) -> list[Tagged]:
        """Every element that holds text itself, in reading order; its text is that of its marked content."""
        texts = [_marked_texts(page) for page in self.reader.pages]
        places = {
            page.indirect_reference.idnum: at for at, page in enumerate(self.reader.pages) if page.indirect_reference
        }
        tree = self.catalogue["/StructTreeRoot"]
        return [each for each in _walk(tree, texts, places, 0) if each.text]


def _walk(element: Any, texts: list[dict[int, str]], places: dict[int, int], page: int) -> Iterator[Tagged]:  # noqa: ANN401
    """The elements below `element`; runs of its own content are one."""
    if "/Pg" in element:
        page = places[element.raw_get("/Pg").idnum]
    own = ""
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        each = child.get_object()
        if isinstance(each, int):
            own += texts[page].get(each, "")
        elif each.get("/Type") == "/MCR":
            at = places[each.raw_get("/Pg").idnum] if "/Pg" in each else page
            own += texts[at].get(each["/MCID"], "")
        else:
            yield from [Tagged(str(element.get("/S", ""))[1:], own)] if own.strip() else []
            own = ""
            yield from _walk(each, texts, places, page)
    if own.strip():
        yield Tagged(str(element["/S"])[1:], " ".join(own.split()))


def _marked_texts(page: PageObject) -> dict[int, str]:
    """The text of each piece of marked content by its number; what is an artifact has none."""
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []

    def before(operator: bytes, operands: list[Any], *_: object) -> None:
        if operator in (b"BDC", b"BMC"):
            marks = operands[1] if operator == b"BDC" else {}
            open_marks.append(marks.get("/MCID") if isinstance(marks, dict) else None)
        elif operator == b"EMC":
            open_marks.pop()

    def text(said: str, *_: object) -> None:
        mark = next((each for each in reversed(open_marks) if each is not None), None)
        if mark is not None:
            texts[mark] = texts.get(mark, "") + said

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return texts
