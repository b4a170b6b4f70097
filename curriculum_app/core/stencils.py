"""Stencils: what a list repeats is drawn once, with slots, and stamped for each of its rows.

Twelve girls on a sheet differ by their names, ids and answers; their rows are otherwise the same three kilobytes, which
a template takes longer to draw than the database takes to find them. On a page:

    {% set drawn = stencil(a_macro, page.choices) %}
    {% for row in page.rows %}{{ drawn | stamped(id=row.id, name=row.name) }}{% endfor %}

The macro says `{{ slot("id") }}` where each row has its own; a slot without a value stays empty. A stencil is kept for
the life of the process, so nothing about a person may be drawn into it: that goes into slots alone, where it is escaped
and never looked through for slots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache

from flask import Flask
from markupsafe import Markup, escape

from curriculum_app.core.translating import locale_name

# Two signs that Unicode gives to nobody.
OPENS, CLOSES = "\ue000", "\ue001"
SLOT = re.compile(f"{OPENS}([a-z_]*){CLOSES}")
KEPT = 500
# Whole tables are large, and readers come back to the newest ones only.
KEPT_DRAWINGS = 16

Macro = Callable[..., Markup]


def stencil(macro: Macro, *given: Hashable) -> Markup:
    """What `macro` draws with `given` in the language of this request; drawn once."""
    return _drawn(macro, locale_name(), *given)


def stencils(macro: Macro, kinds: Iterable[Hashable]) -> dict[Hashable, Markup]:
    """A stencil of each of a few `kinds`, by kind: for tables of which every cell is one of them."""
    return {kind: stencil(macro, kind) for kind in kinds}


@lru_cache(KEPT)
def _drawn(macro: Macro, _locale: str, *given: Hashable) -> Markup:
    return macro(*given)


@lru_cache(KEPT_DRAWINGS)
def drawing(macro: Macro, page: Hashable) -> Markup:
    """What `macro` draws of a page of figures; the same page, in its own language, is drawn once.

    Whoever makes the page keeps it for the same figures, and puts nothing about a person or the reader into it.
    """
    return macro(page)


def drawn_by(kinds: Iterable[Hashable], drawn: Mapping[Hashable, Markup]) -> Markup:
    """The stencils of `kinds`, one after the other (see `stencils`)."""
    return Markup("".join([drawn[kind] for kind in kinds]))  # noqa: S704 - each drawn by a template


def slot(name: str) -> Markup:
    """The place where `stamped` puts the value called `name` (small letters and lines between them)."""
    return Markup(f"{OPENS}{name}{CLOSES}")  # noqa: S704 - a word of the template


def stamped(drawn: Markup, **values: object) -> Markup:
    """Fill the slots of `drawn`; values are escaped as a template escapes them."""
    filled = {name: escape(value) for name, value in values.items()}
    parts = list(_parts(drawn))
    parts[1::2] = [filled.get(name, "") for name in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 - drawn by a template, filled with what is escaped


@lru_cache(KEPT)
def _parts(drawn: Markup) -> list[str]:
    """The text before, between and after slots, and in turn with it their names."""
    return SLOT.split(drawn)


def init_app(app: Flask) -> None:
    """Give templates `stencil`, `stencils`, `drawing`, `slot` and the filters `stamped` and `drawn_by`."""
    app.jinja_env.globals.update(stencil=stencil, stencils=stencils, drawing=drawing, slot=slot)
    app.jinja_env.filters.update(stamped=stamped, drawn_by=drawn_by)
