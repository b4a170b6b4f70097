"""What several pages of the curriculum say: minutes in words, which edition it is, and whether it is an earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from curriculum_app.core import clock
from curriculum_app.curriculum.models import Edition


@dataclass(frozen=True)
class Link:
    """A link to a lesson or an edition."""

    text: str
    url: str


def minutes_text(minutes: int) -> str:
    """A length in words."""
    return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))


def pinned_id(edition: Edition, editions: Sequence[Edition]) -> UUID | None:
    """The edition for addresses: None for the current one, whose lessons have the short address."""
    return None if is_current(edition, editions) else edition.id


def is_current(edition: Edition, editions: Sequence[Edition]) -> bool:
    return bool(editions) and editions[0].id == edition.id


def edition_text(edition: Edition) -> str:
    day = format_date(clock.local(edition.loaded_at).date(), "long")
    return str(_("%(name)s, loaded %(day)s (%(mark)s)", name=edition.name, day=day, mark=edition.content_hash[:8]))


def earlier_notice(edition: Edition, editions: Sequence[Edition]) -> str:
    if is_current(edition, editions):
        return ""
    return str(_("This is an earlier text. Groups that began with it keep it."))
