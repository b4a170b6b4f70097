"""Lesson text on a page: Markdown and the lesson's own blocks work, anything that could act does nothing."""

import re

import pytest

from curriculum_app.curriculum.rules import render_lesson

ACTIVITIES = (
    {"key": "opening", "title": "Hello *you* <b>", "minutes": 10, "required": True},
    {"key": "extra", "title": "One more", "minutes": 5, "required": False},
)


def html(body: str, language: str = "en", *, under_heading: bool = False) -> str:
    """The one piece of `body`."""
    (piece,) = render_lesson(body, ACTIVITIES, language, under_heading=under_heading)
    return str(piece.html)


def test_headings_lists_tables_and_emphasis_are_rendered() -> None:
    text = html("## Hello\n\n* one\n* **two**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert "<h2>Hello</h2>" in text
    assert "<li><strong>two</strong></li>" in text
    assert "<td>2</td>" in text


def test_an_activity_is_a_section_headed_by_its_title_and_minutes() -> None:
    text = html("::: activity opening\nStand up.\n:::\n\n::: activity extra\n:::")
    assert '<section class="activity">\n<h2>Hello *you* &lt;b&gt;</h2>' in text
    assert '<p class="activity-minutes">10 minutes</p>\n<p>Stand up.</p>\n</section>' in text
    assert "5 minutes, if there is time" in text


@pytest.mark.parametrize(
    ("kind", "english", "spanish"),
    [
        ("say", "Say", "Diga"),
        ("ask", "Ask", "Pregunte"),
        ("safety", "Safety", "Seguridad"),
        ("adapt", "If your group or room is different", "Si su grupo o su salón es diferente"),
        ("watch", "Watch for", "Ponga atención a"),
    ],
)
def test_a_block_says_what_it_is_in_the_language_of_the_lesson(kind: str, english: str, spanish: str) -> None:
    body = f"::: {kind}\nHello there.\n:::"
    shown = '<div class="{}">\n<p class="block-label">{}</p>\n<p>Hello there.</p>\n</div>'
    assert shown.format(kind, english) in html(body)
    assert shown.format(kind, spanish) in html(body, "es")


def test_blocks_stand_in_an_activity_and_what_follows_stands_outside() -> None:
    text = html("::: activity opening\n::: say\n- One\n- Two\n:::\nThen wait.\n:::\n\n## After")
    assert re.search(r"<li>Two</li>\s*</ul>\s*</div>\s*<p>Then wait.</p>\s*</section>\s*<h2>After</h2>", text)


def test_the_page_to_give_out_has_its_own_heading() -> None:
    text = html("::: handout My page\n### Today\nI can pass.\n:::")
    assert '<section class="handout">' in text
    assert text.index("Page to give out") < text.index("<h2>My page</h2>") < text.index("<h3>Today</h3>")


def test_under_a_heading_of_another_subject_headings_are_one_level_lower() -> None:
    text = html("## Hello\n\n::: activity opening\n### More\n:::", under_heading=True)
    assert "<h3>Hello</h3>" in text
    assert "<h3>Hello *you*" in text
    assert "<h4>More</h4>" in text


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
        "::: handout <script>alert(1)</script>\nx\n:::",
        "::: activity <img/src=x>\nx\n:::",
        '::: say" onclick="alert(1)\nx\n:::',
    ],
)
def test_hostile_text_does_nothing(hostile: str) -> None:
    text = html(hostile).lower()
    assert not any(tag in text for tag in ("<script", "<img", "<svg", "<style", "<blockquote"))
    assert re.search(r"<[a-z]+[^>]* (href|on[a-z]+)=", text) is None


def test_a_class_that_is_not_of_a_block_is_taken_out() -> None:
    assert 'class="card"' not in html("::: card\nHello.\n:::")


def test_raw_html_is_shown_as_the_text_that_was_written() -> None:
    assert "&lt;b&gt;bold&lt;/b&gt;" in html("<b>bold</b>")


def test_what_editions_from_before_the_blocks_read_aloud_stays_set_apart() -> None:
    assert re.search(r"<blockquote>\s*<p>Hi there.</p>\s*</blockquote>", html("> Hi there."))


def test_template_braces_stay_text() -> None:
    assert "{{ 7 * 7 }} {% if x %}" in html("{{ 7 * 7 }} {% if x %}")


def test_links_to_secure_addresses_stay_and_do_not_tell_where_they_came_from() -> None:
    assert 'rel="noopener noreferrer"' in html("[help](https://example.com/)")


def test_a_text_is_cut_where_help_lines_belong_and_names_them() -> None:
    body = "Before.\n\n[help-lines]\n\n::: handout Mine\nSome.\n\n[help-lines: RAINN; love is respect]\n:::\n\nAfter."
    first, second, last = render_lesson(body, ACTIVITIES, "en")
    assert (first.lines, second.lines, last.lines) == (("*",), ("RAINN", "love is respect"), ())
    assert "Before." in first.html
    assert "Some." in second.html
    assert "After." in last.html
