"""Write what is made from code: the table of settings in docs/deploying.md and the catalogue of all text.

python tools/generate.py            write them
python tools/generate.py --check    say which of them no longer match the code; ends with 1 if any
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from config import Settings  # noqa: E402 - the program's folder has to be known first

PYBABEL = Path(sys.executable).with_name("pybabel")
BEGIN = "<!-- made from config.py by `make fix` -->"
END = "<!-- end -->"


def settings_table() -> str:
    """The settings as a Markdown table, in the order of config.py."""
    rows = ["| setting | default | what it decides |", "| --- | --- | --- |"]
    for each in fields(Settings):
        # A default below this folder is shown as people would type it, not as it is on this machine.
        default = str(each.default).replace(f"{ROOT}/", "")
        rows.append(f"| `{each.name.upper()}` | {f'`{default}`' if default else ''} | {each.metadata['help']} |")
    return "\n".join(rows)


def deploying() -> str:
    """docs/deploying.md with its table of settings as config.py has it now."""
    text = (ROOT / "docs/deploying.md").read_text()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{settings_table()}\n{END}{after}"


def catalogue() -> str:
    """Every text that is shown to people, as gettext's template; without dates or line numbers, so that it lasts."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "messages.pot"
        options = ["-F", "babel.cfg", "-k", "_l", "--omit-header", "--no-location", "--sort-output"]
        subprocess.run([PYBABEL, "-q", "extract", *options, "-o", str(made), "curriculum_app"], cwd=ROOT, check=True)
        return made.read_text()


def pages() -> dict[Path, str]:
    """Every generated page and what it should hold."""
    return {
        ROOT / "docs/deploying.md": deploying(),
        ROOT / "curriculum_app/translations/messages.pot": catalogue(),
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only compare them; returns the exit status."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text() != text}
    for path, text in stale.items():
        name = path.relative_to(ROOT)
        if "--check" in arguments:
            print(f"{name} no longer matches the code: run `make fix` and commit it.")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            print(f"{name} written.")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
