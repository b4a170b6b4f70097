"""A drawing is safe under the content policy, named for screen readers, and drawn once."""

from typing import Any

import pytest

from curriculum_app.core import charts

SPEC: dict[str, Any] = {
    "width": 200,
    "data": {"values": [{"name": "<b>A & B</b>", "value": 0.5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "name", "type": "nominal"}},
}


def test_a_drawing_has_a_name_and_a_description_and_no_inline_style() -> None:
    drawing = charts.draw(SPEC, title="Shares <all>", description='A: "half"')
    assert 'role="img"' in drawing
    assert "Shares &lt;all&gt;</title>" in drawing
    assert "A: &quot;half&quot;</desc>" in drawing
    assert " style=" not in drawing
    assert "<b>" not in drawing


def test_the_same_figures_are_drawn_once() -> None:
    first = charts.draw(SPEC, title="Once", description="")
    assert charts.draw(dict(SPEC), title="Once", description="") is first
    assert charts.draw(SPEC, title="Twice", description="") != first


def test_inline_style_becomes_attributes() -> None:
    raw = '<svg viewBox="0 0 10 20"><path style="fill: red; stroke:none" d="M0,0"/></svg>'
    shown = charts.presentable(raw, title="t", description="")
    assert '<path fill="red" stroke="none" d="M0,0"/>' in shown


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<a href="https://example.com">x</a>',
        '<image href="x"/>',
        '<path onclick="x()"/>',
        "<style/>",
    ],
)
def test_what_the_policy_refuses_is_not_shown(inside: str) -> None:
    with pytest.raises(charts.UnsafeDrawing):
        charts.presentable(f'<svg viewBox="0 0 10 20">{inside}</svg>', title="t", description="")


def test_what_is_no_drawing_is_not_shown() -> None:
    with pytest.raises(charts.UnsafeDrawing):
        charts.presentable("<p>no</p>", title="t", description="")
