"""The line under a list that has more than one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from curriculum_app.core.translating import gettext as _


@dataclass(frozen=True, slots=True)
class Pager:
    """What this page holds, and the addresses of its neighbours (empty at the ends)."""

    text: str
    previous_url: str
    next_url: str


def pager(shown: int, total: int, offset: int, size: int, url: Callable[[str], str]) -> Pager | None:
    """The pager of a page with `shown` of `total` rows from `offset` on; None when one page holds all."""
    if total <= size and not offset:
        return None
    number = offset // size + 1
    return Pager(
        _("%(first)s to %(last)s of %(total)s", first=offset + 1, last=offset + shown, total=total),
        url(str(number - 1)) if number > 1 else "",
        url(str(number + 1)) if offset + shown < total else "",
    )
