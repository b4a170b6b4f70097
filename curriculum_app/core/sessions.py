"""No sessions of Flask's own: who is signed in is a row, and what was just done stands in the address.

Flask would look for its signed cookie in each request. Here there is none: it reads as empty, and writing to it raises.
"""

from __future__ import annotations

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin


class NoSessions(SessionInterface):
    """The interface of sessions that are never there."""

    def open_session(self, app: Flask, request: Request) -> SessionMixin:  # noqa: ARG002 - Flask's own
        """An empty session that cannot be written to."""
        return self.null_session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing to keep."""
