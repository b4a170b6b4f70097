"""The words of trainings: for whom, how long, how somebody came onto the list, what was answered."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from curriculum_app.places.rules import service_area_name
from curriculum_app.trainings.rules.courses import AddedBy, Applied, Audience, hours_of

AUDIENCES = {Audience.PARTNERS: _l("Partners"), Audience.STAFF: _l("Staff")}
ANSWERS = {Applied.USED: _l("Used it"), Applied.NOT_YET: _l("Not yet")}
ADDED = {
    AddedBy.TYPED: _l("Typed in"),
    AddedBy.SIGNED_IN: _l("Signed in"),
    AddedBy.FILE: _l("From a file"),
}


def hours_text(minutes: int) -> str:
    """Minutes in hours: "1.5 hours"."""
    digits = hours_of(minutes)
    return str(ngettext("%(hours)s hour", "%(hours)s hours", 1 if digits == "1" else 2, hours=digits))


def area_text(service_area: int | None) -> str:
    """To whom a training belongs."""
    return str(_("The whole programme")) if service_area is None else service_area_name(service_area)
