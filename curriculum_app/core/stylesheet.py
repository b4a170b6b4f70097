"""The one stylesheet: Bootstrap as it comes in its wheel, without the parts no page uses, then the icons, then our own.

Nothing of a third party is copied into the repository; the parts are left out by name when the file is built, so that
the list below is the whole story (docs/decisions/0020-one-small-stylesheet.md has the weights).
"""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

STATIC = Path(__file__).parent / "static"

# Components that need scripts, have no place in calm pages, or that we draw ourselves (tags, tabs, notices, progress).
UNUSED_PARTS = [
    "accordion",
    "alert",
    "badge",
    "blockquote",
    "breadcrumb",
    "btn-check",
    "btn-close",
    "btn-group",
    "btn-lg",
    "btn-link",
    "btn-outline",
    "btn-sm",
    "btn-toolbar",
    "btn-info",
    "btn-light",
    "btn-dark",
    "btn-warning",
    "btn-success",
    "carousel",
    "collapse",
    "collapsing",
    "collapsed",
    "clearfix",
    "col-form-label",
    "dropdown",
    "dropend",
    "dropstart",
    "dropup",
    "fade",
    "figure",
    "fixed",
    "focus-ring",
    "form-floating",
    "form-range",
    "form-switch",
    "form-control-color",
    "form-control-plaintext",
    "form-control-lg",
    "form-control-sm",
    "form-select-lg",
    "form-select-sm",
    "icon-link",
    "initialism",
    "img",
    "input-group",
    "is-invalid",
    "is-valid",
    "invalid-feedback",
    "invalid-tooltip",
    "valid-feedback",
    "valid-tooltip",
    "was-validated",
    "link-",
    "list-group",
    "modal",
    "nav",
    "navbar",
    "object",
    "offcanvas",
    "page-item",
    "page-link",
    "pagination",
    "placeholder",
    "popover",
    "progress",
    "ratio",
    "stretched-link",
    "spinner",
    "tab-content",
    "tab-pane",
    "table-active",
    "table-danger",
    "table-dark",
    "table-info",
    "table-light",
    "table-primary",
    "table-secondary",
    "table-success",
    "table-warning",
    "table-striped",
    "table-hover",
    "table-responsive",
    "toast",
    "tooltip",
    "bg-",
    "border-",
    "bs-",
    "display-",
    "float-",
    "fs-",
    "offset",
    "opacity-",
    "order-",
    "overflow-",
    "position-",
    "rounded",
    "shadow",
    "text-bg-",
    "text-primary",
    "text-secondary",
    "text-success",
    "text-info",
    "text-warning",
    "text-danger",
    "text-light",
    "text-dark",
    "text-black",
    "text-white",
    "text-body",
    "text-opacity",
    "translate",
    "user-select",
    "z-",
    "top-",
    "bottom-",
    "start-",
    "end-",
    "vr",
    "pe-none",
    "pe-auto",
    "container-",
]
UNUSED_WIDTHS = ("min-width:576px", "min-width:1200px", "min-width:1400px")

_PART = re.compile(r"\.(?:" + "|".join(map(re.escape, UNUSED_PARTS)) + r")|-(?:sm|xl|xxl)(?:-|\b)|bs-theme=dark")


def stylesheet(own: Iterable[Path]) -> str:
    """The text of app.css: the used part of Bootstrap, the icons, then the files of `own` in their order."""
    bootstrap = files("flask_bootstrap").joinpath("static/bootstrap5/css/bootstrap.min.css").read_text("utf-8")
    sheets = [_licence(bootstrap), "".join(_used(bootstrap)), icons(STATIC / "icons")]
    return "".join(sheets) + "".join(squeezed(path.read_text("utf-8")) for path in own)


def icons(folder: Path) -> str:
    """Rules for every drawing of `folder`: the variable `--icon-<name>` and the class `icon-<name>`."""
    drawings = {path.stem: _data_url(path.read_text("utf-8")) for path in sorted(folder.glob("*.svg"))}
    variables = ";".join(f"--icon-{name}:{url}" for name, url in drawings.items())
    classes = "".join(f".icon-{name}{{--icon:var(--icon-{name})}}" for name in drawings)
    return f":root{{{variables}}}{classes}"


def squeezed(css: str) -> str:
    """`css` without comments and without the blanks that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(";}", "}").strip()


def _licence(css: str) -> str:
    return css[css.index("/*!") : css.index("*/") + 2]


def _data_url(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg.strip(), safe=" =:/<>%").replace(chr(34), chr(39))}")'


def _used(css: str) -> Iterator[str]:
    for head, body in _rules(css[css.index("*/") + 2 :]):
        if head.startswith("@media"):
            inner = "".join(_used_inside(head, body))
            if inner:
                yield f"{head}{{{inner}}}"
        elif not head.startswith("@"):
            yield from _used_rule(head, body)


def _used_inside(head: str, body: str) -> Iterator[str]:
    if not any(width in head for width in UNUSED_WIDTHS):
        for inner_head, inner_body in _rules(body):
            yield from _used_rule(inner_head, inner_body)


def _used_rule(head: str, body: str) -> Iterator[str]:
    kept = [selector for selector in _selectors(head) if not _PART.search(selector)]
    if kept:
        yield f"{','.join(kept)}{{{body}}}"


def _selectors(head: str) -> list[str]:
    """The selectors of a rule, split at the commas that are not inside brackets, as in `:is(a, b)`."""
    return re.split(r",(?![^()]*\))", head)


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Head and body of each rule on the outermost level of minified css."""
    depth, start, opened = 0, 0, 0
    for place in re.finditer(r"[{}]", css):
        if place.group() == "{":
            if depth == 0:
                opened = place.start()
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            yield css[start:opened].strip(), css[opened + 1 : place.start()]
            start = place.end()
