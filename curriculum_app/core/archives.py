"""ZIP files that leave the program: made whole in memory, the same tables giving the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from flask import Response

from curriculum_app.core.exports import neutral

ZIP_TYPE = "application/zip"
# The earliest date that a ZIP can hold: the file does not say when it was made.
NO_DATE = (1980, 1, 1, 0, 0, 0)


def zip_response(name: str, files: Iterable[tuple[str, bytes]]) -> Response:
    """A download `name`.zip of files with neutral names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for file_name, content in files:
            archive.writestr(zipfile.ZipInfo(file_name, NO_DATE), content, zipfile.ZIP_DEFLATED)
    answer = Response(made.getvalue(), content_type=ZIP_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{neutral(name)}.zip"'
    return answer
