"""A lesson in its parts, as it is led; its page to give out; its sections, as they are searched and compared."""

from types import SimpleNamespace

from curriculum_app.core.report_now import help_lines
from curriculum_app.curriculum.rules import render_handout, render_parts
from curriculum_app.curriculum.rules.nodes import nodes
from curriculum_app.curriculum.rules.sections import Section, sections

ACTIVITIES = [{"key": "opening", "title": "Hello", "minutes": 10}, {"key": "closing", "title": "Bye", "minutes": 5}]
BODY = """\
## Why

Because *it* helps.

::: safety
Keep the door clear.
:::

::: activity opening
Sit down.

::: say
Hi. You can pass.
:::
:::

Between the two.

::: activity closing
::: ask
- One?
- **Two?**
:::
:::

## After

[help-lines: RAINN]

::: handout My page
### Today

I can pass.

________________________

[help-lines: RAINN; NCMEC]
:::
"""


def lesson(body: str = BODY, **values: object) -> SimpleNamespace:
    """A lesson as the sections look at it."""
    defaults = {"activities": ACTIVITIES, "language": "en", "objectives": ["To meet."], "materials": ["Paper"]}
    return SimpleNamespace(body=body, **defaults | values)


def test_a_lesson_falls_into_before_activities_after_and_handout() -> None:
    parts = render_parts(BODY, ACTIVITIES, "en")
    before, after, handout = (str(part[0].html) for part in (parts.before, parts.after, parts.handout))
    assert "Because" in before
    assert "Keep the door clear." in before
    assert [key for key, _ in parts.activities] == ["opening", "closing"]
    opening = str(parts.activities[0][1][0].html)
    assert "Hi. You can pass." in opening
    assert opening.index("</section>") < opening.index("Between the two.")
    assert "After" in after
    assert "I can pass." not in after
    assert "I can pass." in handout


def test_what_was_rendered_is_kept() -> None:
    assert render_parts(BODY, ACTIVITIES, "en") is render_parts(BODY, ACTIVITIES, "en")


def test_the_page_to_give_out_stands_alone_with_headings_from_the_second_level() -> None:
    handout = render_handout(BODY, "en")
    assert handout is not None
    assert handout.title == "My page"
    assert str(handout.pieces[0].html).startswith("<h2>Today</h2>")
    assert handout.pieces[0].lines == ("RAINN", "NCMEC")
    assert render_handout("## Nothing to give out", "en") is None


def test_html_becomes_plain_lists() -> None:
    found = nodes("<h2>A &amp; b</h2>\n<ul>\n<li>One <strong>two</strong></li>\n</ul>\n<hr>\n<p>x</p>")
    assert found == [
        {"tag": "h2", "children": ["A & b"]},
        {
            "tag": "ul",
            "children": [{"tag": "li", "children": ["One ", {"tag": "strong", "children": ["two"]}]}],
        },
        {"tag": "hr", "children": []},
        {"tag": "p", "children": ["x"]},
    ]


def test_a_help_line_says_how_it_is_reached_in_the_language_of_the_text() -> None:
    by_name = {line.name: line for line in help_lines()}
    assert by_name["988 Suicide and Crisis Lifeline"].ways("en") == ("Call 988", "Text 988")
    assert by_name["Crisis Text Line"].ways("es") == ("Envía HOME al 741741",)
    assert by_name["RAINN"].ways("es") == ("Llamar al 1-800-656-4673",)


def test_sections_are_plain_text_in_order() -> None:
    assert sections(lesson()) == (
        Section("", "", ("To meet.",)),
        Section("What you need", "", ("Paper",)),
        Section("Why", "", ("Because it helps.",)),
        Section("Safety", "", ("Keep the door clear.",)),
        Section("Hello", "activity-opening", ("Sit down.", "Hi. You can pass.")),
        Section("", "", ("Between the two.",)),
        Section("Bye", "activity-closing", ("One?", "Two?")),
        Section("After", "", ("RAINN",)),
        Section("My page", "", ("Today", "I can pass.", "________________________", "RAINN; NCMEC")),
    )
