"""Law: what is made from code is fresh, links lead somewhere, and no file knows the machine it was written on."""

from __future__ import annotations

import re
import subprocess
import sys

from config import ROOT
from tests.house.tree import APP

LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_pages_made_from_code_are_fresh() -> None:
    """`make fix` would change nothing."""
    command = [sys.executable, "tools/generate.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_link_of_the_documents_leads_somewhere() -> None:
    """A file that a document points to is there."""
    broken = [
        f"{page.relative_to(ROOT)} points to {target}, which is not there"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in LINK.findall(page.read_text())
        if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_room_says_what_it_owns() -> None:
    """A room's __init__.py is its door plate."""
    mute = [room.name for room in sorted(APP.iterdir()) if (room / "__init__.py").exists() and not _plate(room.name)]
    assert not mute, f"Say in the docstring of __init__.py what the room owns: {', '.join(mute)}"


def _plate(room: str) -> bool:
    return (APP / room / "__init__.py").read_text().lstrip().startswith('"""')
