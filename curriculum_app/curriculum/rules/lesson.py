"""One lesson file: its front matter checked field by field, its Markdown body checked line by line.

A lesson is a guide for two facilitators. `## headings` are its activities, lines that begin with `>` are
read aloud, and it ends on a gentle question that is read aloud too.
"""

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
import yaml  # type: ignore[import-untyped]  # it ships no types

from .problems import Problem
from .reader import KEY, Reader

MINUTES_AT_MOST = 240
_FIELDS = {
    "curriculum",
    "lesson",
    "number",
    "title",
    "minutes",
    "version",
    "objectives",
    "materials",
    "activities",
}
_HEADING = re.compile(r"^##[ ]+(.+?)[ ]*#*$", re.MULTILINE)
_MARKUP = re.compile(r"<[A-Za-z/!][^>]*>")
_LINK = re.compile(r"\]\(\s*(?!https://)([^)\s]*)")


@dataclass(frozen=True)
class Activity:
    """One part of a lesson, in minutes; its key is what fidelity logs refer to."""

    key: str
    title: str
    minutes: int


@dataclass(frozen=True)
class LessonText:
    """One lesson in one language, exactly as its file has it; `body` is Markdown."""

    language: str
    number: int
    key: str
    title: str
    minutes: int
    version: int
    objectives: tuple[str, ...]
    materials: tuple[str, ...]
    activities: tuple[Activity, ...]
    body: str


def parse_lesson(path: str, text: str, curriculum: str) -> tuple[LessonText | None, list[Problem]]:
    """Read the lesson at `path` ("en/03-body-signals.md"); None beside the problems when there are any."""
    try:
        fields, body = frontmatter.parse(text)
    except yaml.YAMLError as error:
        return None, [_yaml_problem(path, error)]
    if not fields:
        return None, [Problem(path, "line 1", "begin the file with its fields between two lines of ---")]
    reader = Reader(path, fields)
    lesson = _read(reader, path.partition("/")[0], body.strip() + "\n")
    reader.only(_FIELDS)
    if reader.text("curriculum") not in ("", curriculum):
        reader.refuse("curriculum", f"write {curriculum}, the key in curriculum.toml")
    problems = reader.problems + _file_name_problems(path, lesson)
    problems += _minutes_problems(path, lesson)
    problems += _body_problems(path, lesson, first_line=text.count("\n", 0, max(text.find(body), 0)) + 1)
    return (None if problems else lesson), problems


def _read(reader: Reader, language: str, body: str) -> LessonText:
    return LessonText(
        language=language,
        number=reader.whole("number", 1, 99),
        key=reader.key("lesson"),
        title=reader.text("title"),
        minutes=reader.whole("minutes", 1, MINUTES_AT_MOST),
        version=reader.whole("version", 1, 9999),
        objectives=reader.texts("objectives"),
        materials=reader.texts("materials"),
        activities=_activities(reader),
        body=body,
    )


def _activities(reader: Reader) -> tuple[Activity, ...]:
    found: list[Activity] = []
    for position, fields in enumerate(reader.mappings("activities"), start=1):
        each = Reader(reader.path, fields, under=f"activities, number {position}, ")
        found.append(Activity(each.key("key"), each.text("title"), each.whole("minutes", 1, MINUTES_AT_MOST)))
        each.only({"key", "title", "minutes"})
        reader.problems += each.problems
    for name, values in (("key", [one.key for one in found]), ("title", [one.title for one in found])):
        if len(set(values)) < len(values):
            reader.refuse("activities", f"give each activity a {name} of its own")
    return tuple(found)


def _yaml_problem(path: str, error: yaml.YAMLError) -> Problem:
    mark: Any = getattr(error, "problem_mark", None)
    where = f"line {mark.line + 1}" if mark else "front matter"
    return Problem(path, where, "this is not valid YAML; put a text that holds a colon or a quote in double quotes")


def _file_name_problems(path: str, lesson: LessonText) -> list[Problem]:
    wanted = f"{lesson.language}/{lesson.number:02d}-{lesson.key}.md"
    if path == wanted or not KEY.fullmatch(lesson.key) or not lesson.number:
        return []
    return [Problem(path, "file name", f"name it {wanted}, after its number and lesson key")]


def _minutes_problems(path: str, lesson: LessonText) -> list[Problem]:
    total = sum(activity.minutes for activity in lesson.activities)
    if total == lesson.minutes or not lesson.activities:
        return []
    what = f"the activities add up to {total} minutes and the lesson says {lesson.minutes}; make them agree"
    return [Problem(path, "field minutes", what)]


def _body_problems(path: str, lesson: LessonText, first_line: int) -> list[Problem]:
    problems: list[Problem] = []
    lines = lesson.body.split("\n")
    for number, line in enumerate(lines, start=first_line):
        problems += [Problem(path, f"line {number}", what) for what in _line_problems(line)]
    headings = _HEADING.findall(lesson.body)
    for activity in lesson.activities:
        if headings.count(activity.title) != 1:
            what = f"give the activity “{activity.title}” exactly one heading: ## {activity.title}"
            problems.append(Problem(path, "body", what))
    last = next((line for line in reversed(lines) if line.strip()), "")
    if not (last.startswith(">") and last.rstrip().endswith("?")):
        problems.append(Problem(path, "body", "end on a gentle question that is read aloud: > … ?"))
    return problems


def _line_problems(line: str) -> list[str]:
    found = []
    if re.match(r"#[ ]", line):
        found.append("use ## for headings; the title of the page is the lesson's title")
    if _MARKUP.search(line) and not re.search(r"<https://[^>]*>", line):
        found.append("HTML is shown as text and not obeyed; write it in Markdown")
    if "![" in line:
        found.append("pictures are not shown; describe what matters in words")
    if _LINK.search(line):
        found.append("a link must begin with https://")
    return found
