"""What `make run` does before it serves: from an empty folder, and again without changing anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.sqlite_only
def test_an_empty_folder_is_made_ready_once(tmp_path: Path) -> None:
    def ready(**more: str) -> subprocess.CompletedProcess[str]:
        around = os.environ | {"INSTANCE_DIR": str(tmp_path), "DATABASE_URL": "", "DEMO_PASSWORD": ""} | more
        command = [sys.executable, "tools/ready.py"]
        return subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)  # noqa: S603

    first, second = ready(), ready()
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "facilitator@example.com" in first.stdout
    assert "There are people here already. Nothing was changed." in second.stdout
    refused = ready(ENVIRONMENT="production")
    assert refused.returncode != 0
