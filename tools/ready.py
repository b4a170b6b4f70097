"""Make everything ready that a site on this machine is served from: six commands in one process, which starts once.

python tools/ready.py
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import ScriptInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from curriculum_app import create_app

COMMANDS = (
    ("database", "upgrade"),
    ("lessons", "load"),
    ("assessments", "load"),
    ("assets", "build"),
    ("demo", "load", "--if-empty"),
    ("demo", "accounts"),
)


def main() -> int:
    """Run them in order until one fails; its exit status."""
    app = create_app()
    for command in COMMANDS:
        around = ScriptInfo(create_app=lambda: app)
        try:
            status = app.cli.main(command, prog_name="flask", obj=around, standalone_mode=False)
        except click.ClickException as refusal:
            refusal.show()
            return refusal.exit_code
        if status:
            return int(status)
    return 0


if __name__ == "__main__":
    sys.exit(main())
