"""Where the laws look: the program's files, and where a file stands in the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import ROOT

APP = ROOT / "curriculum_app"
TESTS = ROOT / "tests"


@dataclass(frozen=True)
class Source:
    """One Python file: where it lies (from the top of the tree), its text, and its parsed form."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The file, parsed."""
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room it lies in; empty for files beside the rooms."""
        parts = self.name.split("/")
        return parts[1] if parts[0] == "curriculum_app" and len(parts) > 2 else ""

    @property
    def part(self) -> str:
        """The file of the room, `service` for service.py and for everything in service/."""
        parts = self.name.split("/")
        return parts[2].removesuffix(".py") if self.room else ""


def read(path: Path) -> Source:
    """The file at `path`."""
    return Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))


def sources(folder: Path = APP) -> Iterator[Source]:
    """Every Python file under `folder`, in order."""
    return (read(path) for path in sorted(folder.rglob("*.py")))


def templates() -> Iterator[Path]:
    """Every template of the program, in order."""
    return iter(sorted(APP.rglob("templates/**/*.html")))
