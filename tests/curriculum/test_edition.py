"""Reading a folder of lessons: what makes an edition, what its hash covers, and how mistakes are told."""

from decimal import Decimal

import pytest

from curriculum_app.curriculum.rules import Activity, LessonsError, parse_edition

from .files import LESSON, files, two_languages


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
        Activity("opening", "Hello", 20),
        Activity("extra", "One more", 10, required=False),
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
        ("minutes: 60", "minutes: an hour", "line 7, field minutes: write a whole number from 1 to 240"),
        ("minutes: 60", "minutes: true", "line 7, field minutes: write a whole number from 1 to 240"),
        ("minutes: 60", "minutes: 50", "line 7, field minutes: the required activities add up to 60 minutes"),
        ("title: A first lesson\n", "", "line 1, field title: is missing; write one line"),
        ("title: A first lesson", "titel: A first lesson", "line 4, field titel: is not known; did you mean title?"),
        ("title: A first", "title: One: a first", "line 4: this is not valid YAML"),
        ("version: 1", "version: 1\nversion: 2", "line 7, field version: stands here twice; keep one"),
        ("id: first", "id: First!", "line 3, field id: write lower-case words joined by hyphens"),
        ("id: first", "id: other", "file name: name it en/01-other.md, after its language, number and id"),
        ("language: en", "language: es", "line 5, field language: write en, the name of its folder"),
        ("id: extra", "id: opening", "line 12, field activities: give each activity an id of its own"),
        ("id: closing", "id: goodbye", "field activities: begin the required activities with the id opening"),
        ("    minutes: 20", "    minutes: 0", "line 15, field activities.0.minutes: write a whole number"),
        ("    required: false", "    required: perhaps", "line 20, field activities.1.required: write true or false"),
        ("    title: One more\n", "", "line 17, field activities.1.title: is missing; write one line"),
        ("  - Paper", "  - [Paper]", "line 10, field materials: write a list of texts"),
        ("## Before", "# Before", "line 27: use ## for a heading outside of blocks"),
        ("### Today", "## Today", "line 66: use ### for a heading in a block of kind handout"),
        ("Say your name.", "<b>Say</b> your name.", "line 29: HTML is shown as text"),
        ("Say your name.", "[Say](https://example.com)", "line 29: take out the web address"),
        ("Say your name.", "See example.org for more.", "line 29: take out the web address"),
        ("Say your name.", "![x](https://example.com/x.png)", "line 29: pictures are not shown"),
        ("Say your name.", "Call 1-800-555-0100.", "line 29: take out the number; write [help-lines: its name]"),
        ("Say your name.", "Text HOME to 741741.", "line 29: take out the number"),
        ("Say your name.", "Llama al 988 hoy.", "line 29: take out the number"),
        ("Say your name.", "> Hello.", "line 29: put what is read aloud between ::: say and :::"),
        ("Say your name.", "See [help-lines].", "line 29: write [help-lines] or [help-lines: RAINN; NCMEC] on a line"),
        ("Say your name.", "Say\u202eyour name.", "line 29: take out the hidden control character"),
        ("::: safety", "::: danger", "line 31: there is no block “danger”; write one of activity, handout, say"),
        ("::: safety", ":::safety", "line 31: begin a block with ::: and one of"),
        ("::: safety", "::: safety first", "line 31: nothing stands after ::: safety"),
        ("::: handout My page", "::: handout", "line 65: write the title that is printed on it after ::: handout"),
        ("Hi. You can pass.\n:::", "Hi. You can pass.", "line 36: end this say block with a line of ::: alone"),
        ("clear.\n:::\n", "clear.\n", "line 31: end this safety block with a line of ::: alone"),
        ("[help-lines: RAINN]\n:::", "[help-lines: RAINN]", "line 65: end this handout block with a line of :::"),
        ("Say your name.", "Say your name.\n:::", "line 30: this ::: closes nothing; take it out"),
        ("::: activity extra", "::: activity extras", "line 45: the fields know no activity extras"),
        ("::: activity extra", "::: activity extras", "line 17: the activity extra has no block"),
        ("::: activity extra", "::: activity opening", "line 45: the activity opening has more than one block"),
        ("::: say\nThis is a game.\n:::\n", "", "line 45: give the activity extra something to say"),
        ("::: safety\nKeep the door clear.\n:::\n", "", "line 27: add a block ::: safety: what could hurt"),
        ("Keep the door clear.\n", "", "line 31: this safety block is empty"),
        ("one good thing?", "one good thing.", "line 60: end the closing on a gentle question that is read aloud"),
        (LESSON, "Just text.", "line 1: begin the file with its fields between two lines of ---"),
        (LESSON, "---\n- one\n---\n", "line 1: write each field on a line of its own"),
    ],
)
def test_a_mistake_is_named_with_its_file_its_line_and_how_to_mend_it(old: str, new: str, said: str) -> None:
    told = problems((old, new))
    assert any(said in problem for problem in told), told
    assert all(problem.startswith("en/01-first.md, ") for problem in told)


def test_the_emergency_number_may_stand_in_a_lesson() -> None:
    assert parse_edition(files(("Say your name.", "If it is an emergency, call 911."))).lessons_offered == 2


@pytest.mark.parametrize(
    "paragraph", ["Penal Code 647(b), as amended by SB 1322 (2016).", "A mandated reporter (11166)."]
)
def test_sections_of_law_are_no_telephone_numbers(paragraph: str) -> None:
    assert parse_edition(files(("Say your name.", paragraph))).lessons_offered == 2


def test_activities_stand_in_the_order_of_the_fields() -> None:
    swapped = LESSON.replace("::: activity opening", "::: activity x").replace(
        "::: activity extra", "::: activity opening"
    )
    told = problems((LESSON, swapped.replace("::: activity x", "::: activity extra")))
    assert told == ["en/01-first.md, line 35: put the activities in the order of the fields: opening, extra, closing"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[help-lines: RAINN]", "[help-lines: Rain]", "line 69: there is no help line “Rain”; the program knows RAINN"),
        (
            "Hi. You can pass.",
            "Participation necessitates considerable emotional vulnerability.",
            "line 36: what is said aloud is too hard (Flesch-Kincaid grade",
        ),
        ("- I can pass.", "- Participation necessitates vulnerability.", "line 65: the page to give out is too hard"),
        ("- I can pass.", "- I can pass.\n" * 101, "words; shorten it to 300, so that it fits one page"),
    ],
)
def test_what_is_for_girls_is_reviewed(old: str, new: str, said: str) -> None:
    with pytest.raises(LessonsError) as refused:
        parse_edition(files((old, new)), ["RAINN"])
    assert any(said in str(problem) for problem in refused.value.problems), refused.value.problems


def test_spanish_for_girls_is_held_to_spanish_measures() -> None:
    assert parse_edition(two_languages(), ["RAINN"]).lessons_offered == 2
    hard = "La participación terapéutica comunitaria presupone considerable vulnerabilidad emocional."
    with pytest.raises(
        LessonsError, match=r"es/01-first.md, line 36: what is said aloud is too hard \(Fernández-Huerta"
    ):
        parse_edition(two_languages(("Hola. Puedes pasar.", hard)), ["RAINN"])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "minimum_share = 0.5",
            "minimum_share = 50",
            "field completion.minimum_share: write a number above 0",
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


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("minutes: 20", "minutes: 30", "es/01-first.md, line 13, field activities.0: en/01-first.md has no activity"),
        ("required: false", "required: true", "es/01-first.md, line 17, field activities.1: en/01-first.md has no"),
        ("minutes: 60", "minutes: 70", "es/01-first.md, line 7, field minutes: en/01-first.md says 60"),
        ("extra", "another", "en/01-first.md, line 17, field activities.1: es/01-first.md has no activity extra"),
    ],
)
def test_languages_have_the_same_activities_and_minutes(old: str, new: str, said: str) -> None:
    mended = [(old, new), ("minutes: 40", "minutes: 50")] if new == "minutes: 70" else [(old, new)]
    mended += [("minutes: 40", "minutes: 30")] if new in ("minutes: 30", "required: true") else []
    with pytest.raises(LessonsError) as refused:
        parse_edition(two_languages(*mended))
    assert any(said in str(problem) for problem in refused.value.problems), refused.value.problems


def test_every_lesson_is_there_in_every_language() -> None:
    missing = {path: data for path, data in two_languages().items() if path != "es/02-second.md"}
    with pytest.raises(LessonsError, match=r"en/02-second.md, line 3, field id: the lesson second has no file in es/"):
        parse_edition(missing)


def test_a_language_that_the_curriculum_does_not_name_is_refused() -> None:
    with pytest.raises(LessonsError, match=r"es/01-first.md: add es to languages in curriculum.toml"):
        parse_edition(dict(two_languages()) | {"curriculum.toml": files()["curriculum.toml"]})
