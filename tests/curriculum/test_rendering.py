"""Lesson text on a page: plain Markdown works, anything that could act does nothing."""

import re

import pytest

from curriculum_app.curriculum.rules import render_blocks


def html(body: str) -> str:
    """The one block of `body`."""
    (block,) = render_blocks(body, say_label="Say")
    return str(block)


def test_headings_lists_tables_and_emphasis_are_rendered() -> None:
    text = html("## Hello\n\n* one\n* **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<h2>Hello</h2>" in text
    assert "<li><strong>two</strong></li>" in text
    assert "<td>2</td>" in text


def test_text_that_is_read_aloud_says_so_in_words() -> None:
    assert '<div class="say"><p class="say-label">Say</p>' in html("> Hi there.")


def test_under_a_heading_of_another_subject_headings_are_one_level_lower() -> None:
    (block,) = render_blocks("## Hello\n\n### More", say_label="Say", under_heading=True)
    assert "<h3>Hello</h3>" in block
    assert "<h4>More</h4>" in block


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "[link](javascript:alert(1))",
        "[link](  JaVaScRiPt:alert(1))",
        "[link](data:text/html,<script>alert(1)</script>)",
        "![picture](https://example.com/x.png)",
        "<a href='https://example.com' onclick='alert(1)'>x</a>",
        "<style>body{display:none}</style>",
        "<blockquote class=say onmouseover=alert(1)>x</blockquote>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<javascript:alert(1)>",
        "| <svg/onload=alert(1)> |\n|---|\n| x |",
    ],
)
def test_hostile_text_does_nothing(hostile: str) -> None:
    text = html(hostile).lower()
    assert not any(tag in text for tag in ("<script", "<img", "<svg", "<style", "<blockquote"))
    assert re.search(r"<a[^>]* href", text) is None


def test_raw_html_is_shown_as_the_text_that_was_written() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in html("<b>bold</b>")


def test_template_braces_stay_text() -> None:
    assert "{{ 7 * 7 }} {% if x %}" in html("{{ 7 * 7 }} {% if x %}")


def test_links_to_secure_addresses_stay_and_do_not_tell_where_they_came_from() -> None:
    assert 'rel="noopener noreferrer"' in html("[help](https://example.com/)")


def test_the_spoken_label_cannot_bring_markup() -> None:
    (block,) = render_blocks("> Hi.", say_label="<i>Say</i>")
    assert "&lt;i&gt;Say" in block


def test_a_text_is_cut_where_the_help_lines_belong() -> None:
    before, after = render_blocks("Before.\n\n[help-lines]\n\nAfter.", say_label="Say")
    assert "Before." in before
    assert "After." in after
