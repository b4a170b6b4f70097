"""Pages travel compressed: a sheet of twelve shrinks to a fifth, which a cheap phone on a slow network feels.

Compressing a page that echoes input beside a secret invites guessing the secret by the page's length (BREACH). The form
token, the one secret a page holds, is masked anew in each answer (`core.access.csrf`), so its length tells nothing.
"""

import gzip

import brotli
from flask import Flask, Response, request

KINDS = frozenset({"text/html", "application/json", "image/svg+xml"})
SMALLEST = 600
# The next level of Brotli saves 5 % of a page's bytes, which travel in as many packets, for twice the time.
BROTLI_QUALITY = 3
# 2^16 bytes, more than a page: Brotli would otherwise ask the system for four megabytes each time.
BROTLI_WINDOW = 16
GZIP_LEVEL = 5


def init_app(app: Flask) -> None:
    """Compress the answers of `app`; call it first, so that it runs after everything that adds to an answer."""
    app.after_request(compress)


def compress(answer: Response) -> Response:
    """Squeeze `answer` in the best way its reader understands, when that is worth it."""
    if answer.mimetype not in KINDS or answer.is_streamed or answer.direct_passthrough:
        return answer
    answer.vary.add("Accept-Encoding")
    body = answer.get_data()
    if len(body) < SMALLEST or "Content-Encoding" in answer.headers:
        return answer
    if request.accept_encodings["br"]:
        squeezed = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY, lgwin=BROTLI_WINDOW)
        answer.set_data(squeezed)
        answer.headers["Content-Encoding"] = "br"
    elif request.accept_encodings["gzip"]:
        answer.set_data(gzip.compress(body, GZIP_LEVEL, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer
