"""In development the sign-in page offers the demonstration accounts with one tap."""

from flask import Flask

from curriculum_app.devtools.programme.staff import PERSONAS


def init_app(app: Flask) -> None:
    """Register the personas."""
    app.extensions["personas"] = list(PERSONAS)
