"""Law: templates show what a presenter prepared, in the house's own components, and nothing inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from config import ROOT
from tests.house.tree import APP, sources, templates

ARITHMETIC = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
GLOBALS = {
    "_",
    "ngettext",
    "url_for",
    "may",
    "csrf_token",
    "asset",
    "navigation",
    "slot",
    "stencil",
    "stencils",
    "drawing",
    "caller",
}
INLINE = {
    r"<script(?![^>]*\ssrc=)": "has an inline script: put it into a module under static/js",
    r"\sstyle\s*=": "has a style attribute: give it a class",
    r"<style": "has an inline style sheet: put it into static/css",
    r"\son[a-z]+\s*=\s*[\"']": "has an inline event handler: listen in a module under static/js",
}
# Texts between tags that no language translates: the product's name and single signs are not words.
WORD = re.compile(r"[A-Za-z]{2,}")
TAG = re.compile(r"<[^>]*>|&\w+;", re.DOTALL)


def faults_in(name: str, text: str) -> Iterator[str]:
    """What one template does that the house does not."""
    # A comment is not shown, and the block `width` holds the name of a class.
    text = re.sub(r"{#.*?#}|{% block width %}.*?{% endblock %}", "", text, flags=re.DOTALL)
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    tree = environment.parse(text)
    for each in tree.find_all(nodes.Filter):
        if each.name == "safe":
            yield f"{name}:{each.lineno} trusts a value by |safe: let the presenter make Markup it can vouch for."
    for node in tree.find_all(ARITHMETIC):
        yield f"{name}:{node.lineno} calculates: let the presenter do it."
    yield from (f"{name}:{line} calls {called}, which it does not import." for line, called in _unknown_calls(tree))
    for pattern, fault in INLINE.items():
        if re.search(pattern, text):
            yield f"{name} {fault}."
    if "/devtools/" not in name:  # the gallery is read by whoever builds the pages
        yield from _untranslated(name, tree)


def _unknown_calls(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Calls of what a template neither imports, defines nor is given, with their lines."""
    known = _callable_in(tree)
    for each in tree.find_all(nodes.Call):
        if isinstance(each.node, nodes.Name) and each.node.name not in known:
            yield each.lineno, each.node.name


def _callable_in(tree: nodes.Template) -> set[str]:
    """What a template may call: what it imports, defines or is given, and what every template has."""
    names = [name for each in tree.find_all(nodes.FromImport) for name in each.names]
    imported = {name if isinstance(name, str) else name[1] for name in names}
    defined = {each.name for each in tree.find_all(nodes.Macro)}
    given = {each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"}
    return imported | defined | given | GLOBALS


def _untranslated(name: str, tree: nodes.Template) -> Iterator[str]:
    """Words for people that do not pass through gettext. A tag may span several pieces of data."""
    pieces = [(data.lineno, data.data) for data in tree.find_all(nodes.TemplateData)]
    is_inside = False
    for line, piece in pieces:
        text = ("<" if is_inside else "") + piece
        is_inside = text.rfind("<") > text.rfind(">")
        words = WORD.search(TAG.sub(" ", text + (">" if is_inside else "")))
        if words and "<!" not in text:
            yield f'{name}:{line} shows "{words.group()}" as it stands: write {{{{ _("…") }}}}.'


def rendered() -> set[str]:
    """Templates that a view names."""
    found: set[str] = set()
    for source in sources():
        found.update(re.findall(r"render_page\(\s*\"([^\"]+\.html)\"", source.text))
    return found


def extends_base(name: str) -> bool:
    """Whether the template called `name` stands on base.html, perhaps by way of another."""
    path = next((path for path in templates() if path.as_posix().endswith(f"/templates/{name}")), None)
    if path is None:
        return False
    parent = re.search(r"{%-? extends \"([^\"]+)\"", path.read_text())
    return bool(parent) and (parent.group(1) == "base.html" or extends_base(parent.group(1)))  # type: ignore[union-attr]


def components() -> dict[str, Path]:
    """Every component (macro) that pages may call, and the file it stands in."""
    return {
        macro: path
        for path in sorted((APP / "core/templates/components").glob("*.html"))
        for macro in re.findall(r"{%-? macro (\w+)\(", path.read_text())
        if not macro.startswith("_")
    }


def test_templates_only_show() -> None:
    """No arithmetic, no trusted values, nothing inline, every word through gettext."""
    faults = [fault for path in templates() for fault in faults_in(path.relative_to(ROOT).as_posix(), path.read_text())]
    assert not faults, "\n".join(faults)


def test_every_page_stands_on_the_one_base() -> None:
    """Whatever a view renders extends base.html."""
    lost = sorted(name for name in rendered() if not extends_base(name))
    assert not lost, f'Let these begin with {{% extends "base.html" %}}: {", ".join(lost)}'


def test_every_component_has_a_place_in_the_gallery() -> None:
    """A part that nobody can look at by itself is not finished."""
    gallery = "".join(path.read_text() for path in (APP / "devtools").rglob("*") if path.suffix in {".html", ".py"})
    missing = [f"{name} ({path.name})" for name, path in components().items() if not re.search(rf"\b{name}\b", gallery)]
    assert not missing, f"Show these in the gallery at /dev/components: {', '.join(missing)}"


def test_the_law_of_templates_bites() -> None:
    """Each kind of fault is seen in a template that has them all."""
    bad = (
        '<p style="color:red" onclick="x()">{{ a|safe }} {{ b + 1 }}</p><script>x()</script><p>Hello there</p>'
        '<p class="{{ c }} wide">{{ _("Fine") }}</p>'
    )
    faults = "\n".join(faults_in("bad.html", bad))
    for word in ("trusts", "calculates", "style attribute", "event handler", "inline script", '"Hello"'):
        assert word in faults, f"nothing said of: {word}"
    assert "wide" not in faults
    assert "Fine" not in faults
