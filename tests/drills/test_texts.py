"""The drills of texts, reduced: rubbish, planted names and exports; and the proofs that they can see."""

from __future__ import annotations

import pytest
from flask import Flask

from curriculum_app.core import exports
from curriculum_app.core.access import public
from tests.drills.fuzzing import fuzzing
from tests.drills.inert import inert
from tests.drills.planting import hits, planting, spellings
from tests.drills.sites import Site
from tests.drills.sizes import REDUCED


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """These tests change its routes, and search its database for what was typed."""
    return own_app


def test_rubbish_never_breaks_it(site: Site) -> None:
    figure = fuzzing(site, REDUCED)
    assert figure.held, figure


def add_route(app: Flask, name: str, view: object) -> None:
    """One more route, as if somebody had written it."""
    app._got_first_request = False
    app.add_url_rule(f"/{name}", name, public("a seeded fault")(view), methods=["GET"])  # type: ignore[arg-type]


def test_a_page_that_breaks_or_repeats_markup_is_caught(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> str:
        raise ZeroDivisionError

    add_route(site.app, "breaks", breaks)
    add_route(site.app, "repeats", lambda: "<q9x onload=x>")
    only = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint in {"breaks", "repeats"}]
    monkeypatch.setattr("tests.drills.fuzzing._routes", lambda _site: only)
    monkeypatch.setattr("tests.drills.fuzzing._forms", lambda *_: {"none": {}})
    said = "\n".join(fuzzing(site, REDUCED).faults)
    assert "/breaks: ZeroDivisionError" in said
    assert "/repeats: shows what was typed as markup" in said


def test_what_is_typed_about_a_girl_lies_nowhere_in_the_clear(site: Site) -> None:
    figure = planting(site, REDUCED)
    assert figure.held, figure


@pytest.mark.parametrize("spelled", list(spellings("Zeph Quillonaire")))
def test_a_name_is_found_in_every_spelling(spelled: bytes) -> None:
    assert hits(b"\x01name=" + spelled + b"\n", ["Zeph Quillonaire"])
    assert not hits(b"\x01name=\n", ["Zeph Quillonaire"])


def test_exports_are_inert(site: Site) -> None:
    figure = inert(site, REDUCED)
    assert figure.held, figure


def test_an_export_that_would_run_is_caught(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "inert", lambda text: text)
    monkeypatch.setitem(exports._INERT, "strings_to_formulas", True)
    said = "\n".join(inert(site, REDUCED).faults)
    assert "csv: the cell '=1+1' would run." in said
