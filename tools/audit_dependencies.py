"""Ask the advisory service about every pinned dependency, and say how many it really answered for.

pip-audit ends with 0 after auditing nothing, so what it audited is counted here. Without a way to the service
that is said plainly and is no failure; a known hole is one.

    python tools/audit_dependencies.py requirements.txt
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def main(requirements: str) -> int:
    """Print what is known about the pins in `requirements`; 1 when a hole is known, else 0."""
    answer = _ask(requirements)
    if answer is None:
        print("The advisory service cannot be reached from here: nothing was audited.")
        return 0
    audited = [each for each in answer if "skip_reason" not in each]
    holes = [(each, hole) for each in audited for hole in each["vulns"]]
    for each, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        print(f"{each['name']} {each['version']} has {hole['id']}; mended in {mended}.")
    print(f"{len(audited)} of {len(answer)} dependencies audited, {len(holes)} known holes.")
    if len(audited) < len(answer):
        print("The advisory service knows nothing of the others from here: they were not audited.")
    return 1 if holes else 0


def _ask(requirements: str) -> list[dict[str, Any]] | None:
    # With hashes and no pip, the pins are read as they stand and nothing is resolved or downloaded.
    command = ["pip-audit", "--require-hashes", "--disable-pip", "--progress-spinner=off", "-f", "json"]
    done = subprocess.run([*command, "-r", requirements], capture_output=True, text=True, timeout=120, check=False)
    if not done.stdout.strip():
        return None
    dependencies: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return dependencies


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
