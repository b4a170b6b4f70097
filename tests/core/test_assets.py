"""Static files: built once, named by content, compressed, small; and templates use no class the stylesheet lacks."""

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from flask import Flask

from curriculum_app.core import assets
from curriculum_app.core.stylesheet import STATIC, icons, squeezed, stylesheet

ROOMS = Path(assets.__file__).parents[1]


@pytest.fixture(scope="module")
def css() -> str:
    """The stylesheet as it is built from today's sources."""
    return stylesheet(path for path in assets._sources() if path.suffix == ".css")


def classes_of(template: str) -> Iterator[str]:
    """The classes a template writes out in full; those it puts together from a value are not judged."""
    template = re.sub(r"\{#.*?#\}", "", template, flags=re.DOTALL)
    for value in re.findall(r'class="([^"]*)"', template):
        plain = re.sub(r"\{%.*?%\}", " ", value)
        yield from (word for word in re.sub(r"\S*\{\{.*?\}\}\S*", " ", plain).split() if re.fullmatch(r"[\w-]+", word))


def test_the_files_are_named_by_their_content_and_lie_compressed_beside(tmp_path: Path) -> None:
    names = assets.build(tmp_path)
    app_css = tmp_path / names["app.css"]
    assert re.fullmatch(r"app\.[0-9a-f]{12}\.css", app_css.name)
    assert brotli.decompress(app_css.with_name(app_css.name + ".br").read_bytes()) == app_css.read_bytes()
    assert app_css.with_name(app_css.name + ".gz").exists()


def test_building_again_writes_nothing(tmp_path: Path) -> None:
    names = assets.build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert assets.build(tmp_path) == names
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_damaged_manifest_is_built_anew(tmp_path: Path) -> None:
    names = assets.build(tmp_path)
    (tmp_path / "manifest.json").write_text('{"sources"', encoding="utf-8")
    assert assets.build(tmp_path) == names


def test_the_stylesheet_weighs_little_enough_for_a_sheet_in_50_kilobytes(css: str) -> None:
    assert len(brotli.compress(css.encode())) < 16_000


def test_the_stylesheet_asks_no_other_address_for_anything(css: str) -> None:
    assert "@import" not in css
    assert {url[:5] for url in re.findall(r"url\([\"']?([^)]*)", css)} == {"data:"}


def test_bootstrap_keeps_its_licence_and_loses_what_no_page_uses(css: str) -> None:
    assert "Licensed under MIT" in css
    for gone in (".carousel", ".modal", ".navbar", "bs-theme=dark", "sourceMappingURL"):
        assert gone not in css
    for kept in (".form-control", ".btn", ".table", ".visually-hidden", ".d-flex", ".mb-3", ".col-md-6"):
        assert kept + "{" in css or kept + "," in css or kept + ">" in css, kept


def test_every_drawing_has_a_class_and_a_variable() -> None:
    rules = icons(STATIC / "icons")
    for drawing in (STATIC / "icons").glob("*.svg"):
        assert f".icon-{drawing.stem}{{" in rules
        assert f"--icon-{drawing.stem}:url(" in rules


def test_squeezing_keeps_the_meaning() -> None:
    assert (
        squeezed("/* why */\na > b ,\nc {\n  color : red;\n  margin: 0 auto ;\n}\n")
        == "a > b,c{color : red;margin: 0 auto}"
    )


@pytest.mark.parametrize("template", sorted(ROOMS.glob("*/templates/**/*.html")), ids=lambda path: path.name)
def test_a_template_uses_no_class_that_the_stylesheet_lacks(template: Path, css: str) -> None:
    scripts = "".join(path.read_text("utf-8") for path in assets._sources() if path.suffix == ".js")
    alone = "".join(path.read_text("utf-8") for path in assets._styles_of_pages())
    known = set(re.findall(r"\.([A-Za-z][\w-]*)", css + alone + scripts))
    unknown = sorted(set(classes_of(template.read_text("utf-8"))) - known)
    assert not unknown, f"{template.name} uses {', '.join(unknown)}: use a component, or add a rule to a stylesheet."


def test_static_files_are_served_compressed_and_for_ever(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, tmp_path)
    url = app.jinja_env.globals["asset"]("app.css")  # type: ignore[operator]
    answer = app.test_client().get(url, headers={"Accept-Encoding": "br"}, buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_unknown_static_file_stops_the_template_that_asks_for_it(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, tmp_path)
    with pytest.raises(assets.AssetUnknown):
        app.jinja_env.globals["asset"]("nowhere.js")  # type: ignore[operator]


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    app = Flask(__name__, static_folder=None)
    assets.init_app(app, tmp_path)
    assert "static files are ready" in app.test_cli_runner().invoke(args=["assets", "build"]).output
