"""Reading a folder of lessons: what makes an edition, what its hash covers, and how mistakes are told."""

from decimal import Decimal

import pytest

from curriculum_app.curriculum.rules import Activity, LessonsError, parse_edition

from .files import LESSON, files


def problems(*changes: tuple[str, str], path: str = "en/01-first.md") -> list[str]:
    """What is said about the small curriculum with `changes`."""
    with pytest.raises(LessonsError) as refused:
        parse_edition(files(*changes, path=path))
    return [str(problem) for problem in refused.value.problems]


def test_an_edition_has_its_rule_and_its_lessons_in_order() -> None:
    edition = parse_edition(files())
    assert (edition.key, edition.rule.lessons_needed, edition.rule.minimum_share) == (
        "small-steps",
        1,
        Decimal("0.5"),
    )
    assert [(lesson.number, lesson.key) for lesson in edition.lessons] == [(1, "first"), (2, "second")]
    assert edition.lessons[0].activities == (
        Activity("hello", "Hello", 20),
        Activity("closing", "Closing", 40),
    )
    assert edition.lessons_offered == 2


def test_line_ends_byte_order_marks_and_other_files_do_not_change_the_hash() -> None:
    plain = files()
    saved_elsewhere = {path: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n") for path, data in plain.items()}
    saved_elsewhere["README.md"] = saved_elsewhere["help_lines.toml"] = b"not part of it"
    assert parse_edition(saved_elsewhere).content_hash == parse_edition(plain).content_hash


def test_one_changed_word_changes_the_hash() -> None:
    assert parse_edition(files(("Say your name", "Sing your name"))).content_hash != parse_edition(files()).content_hash


def test_a_changed_rule_changes_the_hash() -> None:
    changed = files(("make_ups_allowed = 0", "make_ups_allowed = 1"), path="curriculum.toml")
    assert parse_edition(changed).content_hash != parse_edition(files()).content_hash


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "minutes: 60",
            "minutes: an hour",
            "en/01-first.md, field minutes: write a whole number from 1 to 240",
        ),
        ("minutes: 60", "minutes: true", "en/01-first.md, field minutes: write a whole number from 1 to 240"),
        ("minutes: 60", "minutes: 50", "the activities add up to 60 minutes and the lesson says 50"),
        ("title: A first lesson\n", "", "en/01-first.md, field title: is missing; write one line"),
        ("title: A first lesson", "titel: A first lesson", "field titel: is not known; did you mean title?"),
        ("title: A first", "title: One: a first", "en/01-first.md, line 5: this is not valid YAML"),
        ("lesson: first", "lesson: First!", "field lesson: write lower-case words joined by hyphens"),
        (
            "lesson: first",
            "lesson: other",
            "file name: name it en/01-other.md, after its number and lesson key",
        ),
        (
            "curriculum: small-steps",
            "curriculum: big",
            "field curriculum: write small-steps, the key in curriculum.toml",
        ),
        ("key: closing", "key: hello", "field activities: give each activity a key of its own"),
        ("    minutes: 20", "    minutes: 0", "activities, number 1, field minutes: write a whole number"),
        ("  - Paper", "  - [Paper]", "field materials: write a list of texts"),
        ("## Hello", "## Hi", "give the activity “Hello” exactly one heading: ## Hello"),
        ("## Hello", "# Hello", "line 21: use ## for headings"),
        ("Say your name.", "<b>Say</b> your name.", "line 23: HTML is shown as text"),
        ("Say your name.", "[Say](javascript:alert(1))", "line 23: a link must begin with https://"),
        ("Say your name.", "![x](https://example.com/x.png)", "line 23: pictures are not shown"),
        ("Say your name.", "Say\u202eyour name.", "line 23: take out the hidden control character"),
        ("> What was good today?", "> That is all.", "end on a gentle question that is read aloud"),
        (
            LESSON,
            "Just text.",
            "en/01-first.md, line 1: begin the file with its fields between two lines of ---",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_how_to_mend_it(old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in problems((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "minimum_share = 0.5",
            "minimum_share = 50",
            "completion, field minimum_share: write a number above 0",
        ),
        ("lessons_needed = 1", "lessons_needed = 3", "3 lessons cannot be needed where 2 are offered"),
        ('version = "t-1"', "version = t-1", "curriculum.toml: this is not valid TOML"),
        ("[completion]", "[complete]", "field complete: is not known; did you mean completion?"),
    ],
)
def test_a_mistake_in_the_rule_is_named(old: str, new: str, said: str) -> None:
    assert any(said in problem for problem in problems((old, new), path="curriculum.toml"))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files() -> None:
    broken = dict(files(("minutes: 60", "minutes: 0")))
    broken["en/02-second.md"] = b"nothing"
    with pytest.raises(LessonsError) as refused:
        parse_edition(broken)
    paths = [problem.path for problem in refused.value.problems]
    assert sorted(set(paths)) == ["en/01-first.md", "en/02-second.md"]
    assert paths == sorted(paths)


def test_a_missing_rule_file_a_gap_in_the_numbers_and_bad_bytes_are_told() -> None:
    whole = dict(files())
    for changed, said in (
        (
            {path: data for path, data in whole.items() if path != "curriculum.toml"},
            "curriculum.toml: is missing",
        ),
        ({path: data for path, data in whole.items() if "01" not in path}, "number the lessons 1, 2, 3"),
        ({"curriculum.toml": whole["curriculum.toml"]}, "there is no lesson"),
        (whole | {"en/01-first.md": b"---\n\xff"}, "en/01-first.md, line 2: save the file as UTF-8"),
    ):
        with pytest.raises(LessonsError, match=said):
            parse_edition(changed)


def test_languages_must_teach_the_same_lessons_in_the_same_minutes() -> None:
    both = dict(files())
    for name in ("01-first", "02-second"):
        both[f"es/{name}.md"] = both[f"en/{name}.md"]
    assert parse_edition(both).lessons_offered == 2
    both["es/01-first.md"] = both["es/01-first.md"].replace(b"20", b"30").replace(b"40", b"30")
    with pytest.raises(LessonsError, match=r"es/, lesson first: have the same activities and minutes as en/"):
        parse_edition(both)
