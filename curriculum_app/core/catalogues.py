"""Translations: `translations/<language>/LC_MESSAGES/messages.po` is what people write, `.mo` is what gettext reads.

The compiled files are made under `instance/` when the written ones have changed, at set-up or at the next start, so
that none is kept in the repository and none is ever stale.
"""

import hashlib
import os
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

WRITTEN = Path(__file__).parents[1] / "translations"


def compile_catalogues(target: Path, written: Path = WRITTEN) -> Path:
    """Compile each language's catalogue of `written` below `target` unless it is there already; returns `target`."""
    for source in sorted(written.glob("*/LC_MESSAGES/messages.po")):
        content = source.read_bytes()
        folder = target / source.parent.relative_to(written)
        stamp, compiled = folder / "messages.sha256", folder / "messages.mo"
        digest = hashlib.sha256(content).hexdigest()
        if compiled.exists() and stamp.exists() and stamp.read_text("ascii") == digest:
            continue
        folder.mkdir(parents=True, exist_ok=True)
        _write(compiled, content)
        stamp.write_text(digest, "ascii")
    return target


def _write(compiled: Path, content: bytes) -> None:
    """Several processes may start at once: each finds the old file or the new one, never half of it."""
    draft = compiled.with_name(f".messages.mo.{os.getpid()}")
    with draft.open("wb") as file:
        write_mo(file, read_po(BytesIO(content)))
    draft.replace(compiled)
