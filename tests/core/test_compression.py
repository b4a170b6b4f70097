"""Pages travel compressed when the reader understands it, and unchanged when not."""

import gzip

import brotli
import pytest
from flask import Flask, Response

from curriculum_app.core import compression

PAGE = "<p>Maya R. was present.</p>" * 100


@pytest.fixture
def site() -> Flask:
    """A site of a long page, a short one and a spreadsheet."""
    app = Flask(__name__, static_folder=None)
    compression.init_app(app)
    app.add_url_rule("/long", "long", lambda: PAGE)
    app.add_url_rule("/short", "short", lambda: "<p>Hello</p>")
    app.add_url_rule("/sheet", "sheet", lambda: Response(PAGE, mimetype="text/csv"))
    return app


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_page_is_squeezed_as_its_reader_understands(site: Flask, encoding: str, unpack: type[bytes]) -> None:
    answer = site.test_client().get("/long", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(PAGE) / 5
    assert unpack(answer.data).decode() == PAGE


def test_brotli_is_preferred(site: Flask) -> None:
    answer = site.test_client().get("/long", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize(("path", "accepts"), [("/long", ""), ("/long", "br;q=0"), ("/short", "br"), ("/sheet", "br")])
def test_what_is_short_or_not_understood_stays_as_it_is(site: Flask, path: str, accepts: str) -> None:
    answer = site.test_client().get(path, headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in answer.headers
