"""Sheets of paper as PDF: tagged (PDF/UA-1), with the one font of the house, and nothing fetched from anywhere.

A sheet is a Typst file beside its room and data; the data go in as JSON and are never part of the source, so that no
text can run. Typst refuses to make a file that lacks a title or a language, which is half of the accessibility check.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from flask import Response


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[font_source_sans_pro.font_directory]
    )


def pdf_bytes(sheet: Path, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """The PDF that the Typst file `sheet` makes of `data` (JSON); the same data and `made_at` give the same bytes."""
    made: bytes = typst.compile(
        sheet.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at.timestamp()),
    )
    return made


def pdf_response(name: str, content: bytes) -> Response:
    """An answer that a browser shows and can print; `name` is neutral, as every name of a file that leaves."""
    answer = Response(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
