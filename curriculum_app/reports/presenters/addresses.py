"""The addresses of a report with the same filters: what a page of numbers needs a hundred of."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import url_for

from curriculum_app.reports.forms import FilterForm


class Addresses:
    """Addresses of one endpoint that carry the filters of `form`; the filters are written out once."""

    def __init__(self, endpoint: str, form: FilterForm) -> None:
        self._path = url_for(endpoint)
        self._now = form.query()
        self._known = urlencode(self._now)

    def __call__(self, **changes: str) -> str:
        """The address with `changes`; what is empty is left out."""
        if changes.keys() & self._now.keys():
            return self._path + _query({**self._now, **changes})
        more = urlencode({name: value for name, value in changes.items() if value})
        return self._path + _question("&".join(filter(None, (self._known, more))))


def _query(values: Mapping[str, str]) -> str:
    return _question(urlencode({name: value for name, value in values.items() if value}))


def _question(text: str) -> str:
    return f"?{text}" if text else ""
