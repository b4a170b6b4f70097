"""The reasons of keep-apart pairs in plain words; the same in a form, on a page and in what a refusal adds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from curriculum_app.participants.rules.words import ApartReason

APART = {
    ApartReason.CONFLICT: _l("A conflict between them"),
    ApartReason.SAFETY: _l("Safety of one or both"),
    ApartReason.HER_REQUEST: _l("One of them asked for it"),
    ApartReason.FAMILY_REQUEST: _l("A family asked for it"),
    ApartReason.PLACEMENT_REQUEST: _l("A placement asked for it"),
    ApartReason.COURT_ORDER: _l("A court ordered it"),
}
