"""Law: who may know whom. The floors and files are import-linter's contracts; what it cannot say stands here."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from config import ROOT
from tests.house.tree import Source, sources

OPEN_PARTS = {"queries", "service", "models", "rules"}
# The app's own set-up takes every room's views; devtools reads everything and is read by nobody.
EXEMPT_ROOMS = {"core", "", "devtools"}


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """Every module of the program that a file imports, with the line."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                yield node.lineno, f"{node.module}.{each.name}"
        elif isinstance(node, ast.Import):
            for each in node.names:
                yield node.lineno, each.name


def faults_in(source: Source) -> Iterator[str]:
    """Imports of another room's inside: its views, forms, presenters, loaders or events."""
    if source.room in EXEMPT_ROOMS:
        return
    for line, name in imports(source):
        parts = name.split(".")
        if parts[0] != "curriculum_app" or len(parts) < 3 or parts[1] in {source.room, "core"}:
            continue
        if parts[2] not in OPEN_PARTS:
            inside = f"{parts[1]}.{parts[2]}"
            yield f"{source.name}:{line} imports {inside}: ask that room's queries, service, models or rules."


def commits_in(source: Source) -> Iterator[str]:
    """Calls of commit() outside the ground."""
    if source.room == "core":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield f"{source.name}:{node.lineno} commits: leave it to the gate (or to command_transaction in a command)."


def clocks_in(source: Source) -> Iterator[str]:
    """A service, a query or a rule that reads the clock, the request or the settings by itself."""
    if source.part not in {"service", "queries", "rules"} or source.room == "core":
        return
    forbidden = {"flask.request", "flask.current_app", "flask.g", "flask.session"}
    for line, name in imports(source):
        if name in forbidden:
            yield f"{source.name}:{line} reads {name}: take what it needs as an argument."
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"clock.now", "datetime.now", "date.today"}:
            yield f"{source.name}:{node.lineno} reads the clock: take `at` (or `today`) as an argument."


def test_rooms_and_files_import_downwards_only() -> None:
    """import-linter's contracts of pyproject.toml hold."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    assert done.returncode == 0, done.stdout + done.stderr


def test_rooms_ask_each_other_at_the_front_door() -> None:
    """Across rooms only queries, service, models and rules are imported."""
    faults = [fault for source in sources() for fault in faults_in(source)]
    assert not faults, "\n".join(faults)


def test_only_the_ground_commits() -> None:
    """One transaction a request, closed by the gate."""
    faults = [fault for source in sources() for fault in commits_in(source)]
    assert not faults, "\n".join(faults)


def test_services_queries_and_rules_are_told_the_time() -> None:
    """They read neither clock, request nor settings, so that a test can say when and who."""
    faults = [fault for source in sources() for fault in clocks_in(source)]
    assert not faults, "\n".join(faults)


def test_the_laws_of_imports_bite() -> None:
    """A file that breaks all of them is named for each."""
    text = (
        "from flask import request\nfrom curriculum_app.cohorts.views import bp\n"
        "def f(session): session.commit(); return clock.now()\n"
    )
    bad = Source("curriculum_app/notes/service.py", text)
    assert "imports cohorts.views" in "".join(faults_in(bad))
    assert "commits" in "".join(commits_in(bad))
    said = "".join(clocks_in(bad))
    assert "flask.request" in said
    assert "reads the clock" in said
