"""Static files: built once from their sources, named by their content, served compressed and for ever.

`build` joins the stylesheet, copies the scripts, puts `.br` and `.gz` beside each file and writes `manifest.json`. It
looks at the sources first and does nothing when they are the ones already built, so every start may call it: a checkout
without set-up, a test run and a new release all find their files. WhiteNoise answers `/static/` before Flask is asked.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

import brotli
import click
from flask import Flask
from flask.cli import AppGroup
from whitenoise import WhiteNoise

from curriculum_app.core.stylesheet import STATIC, squeezed, stylesheet

PREFIX = "/static/"
ROOMS = Path(__file__).parents[1]
SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}


class AssetUnknown(KeyError):
    """A template asks for a static file that no room has."""


def init_app(app: Flask, target: Path, headers: Mapping[str, str] = SAFE_HEADERS) -> None:
    """Build what is missing under `target`, serve it with `headers`, and give templates `asset("app.css")`."""
    names = build(target)

    def asset(name: str) -> str:
        if name not in names:
            raise AssetUnknown(name)
        return PREFIX + names[name]

    def add_headers(answer: Headers, path: str, url: str) -> None:  # noqa: ARG001  (WhiteNoise's signature)
        for name, value in headers.items():
            answer[name] = value

    app.jinja_env.globals["asset"] = asset
    app.cli.add_command(_commands(target))
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=target,
        prefix=PREFIX,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.removeprefix(PREFIX) in names.values(),
        add_headers_function=add_headers,
    )


def build(target: Path) -> dict[str, str]:
    """Write the static files to `target` unless they are there already; returns their names by the name asked for."""
    sources = _sources()
    pages = _styles_of_pages()
    digest = _digest(
        *(path.read_bytes() for path in [*sources, *pages, Path(__file__), Path(stylesheet.__code__.co_filename)])
    )
    manifest = target / "manifest.json"
    known = _read(manifest)
    if known.get("sources") == digest:
        return dict(known["files"])
    target.mkdir(parents=True, exist_ok=True)
    texts = {"app.css": stylesheet(path for path in sources if path.suffix == ".css")}
    texts |= {path.name: path.read_text("utf-8") for path in sources if path.suffix == ".js"}
    texts |= {path.name: squeezed(path.read_text("utf-8")) for path in pages}
    names = {name: _write(target, name, text.encode()) for name, text in texts.items()}
    _replace(manifest, json.dumps({"sources": digest, "files": names}, indent=1).encode())
    return names


def _read(manifest: Path) -> dict[str, Any]:
    """What was built last; nothing when the file is absent or damaged, for then all is built anew."""
    try:
        return dict(json.loads(manifest.read_text("utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def _sources() -> list[Path]:
    """Our own style and scripts: the ground's first, then each room's; drawings are part of the stylesheet."""
    own = [path for kind in ("css/*.css", "js/*.js", "icons/*.svg") for path in sorted(STATIC.glob(kind))]
    rooms = [path for kind in ("css", "js") for path in sorted(ROOMS.glob(f"*/static/*.{kind}"))]
    return own + rooms


def _styles_of_pages() -> list[Path]:
    """Styles of a single page (`static/pages/*.css` of its room), which it links itself: no other page carries them."""
    return sorted(ROOMS.glob("*/static/pages/*.css"))


def _write(target: Path, name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    hashed = f"{stem}.{_digest(content)[:12]}.{suffix}"
    _replace(target / f"{hashed}.br", brotli.compress(content))
    _replace(target / f"{hashed}.gz", gzip.compress(content, mtime=0))
    _replace(target / hashed, content)
    return hashed


def _replace(path: Path, content: bytes) -> None:
    """Several processes may start at once: each sees a whole file or none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def _commands(target: Path) -> AppGroup:
    group = AppGroup("assets", help="Static files: style and scripts.")

    @group.command("build")
    def build_assets() -> None:
        """Make the static files, if their sources have changed."""
        names = build(target)
        size = sum((target / f"{name}.br").stat().st_size for name in names.values())
        click.echo(f"{len(names)} static files are ready, {size:,} bytes compressed.")

    return group
