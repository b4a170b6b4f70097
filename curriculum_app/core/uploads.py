"""Requests whose files stay in memory.

Werkzeug puts a file of more than 500 kB into the system's temporary folder, and a list of referrals would lie there in
the clear. A body is never larger than MAX_CONTENT_LENGTH, so memory holds it.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO

from flask import Request


class InMemoryRequest(Request):
    """A request that writes nothing to the disk."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - as Werkzeug has it
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()
