"""One lesson file: its front matter checked field by field; its Markdown body is checked by `body.py`.

A lesson is a guide for two facilitators. What its files call an *id* is a *key* in the program, where an id is a row's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .body import body_problems
from .front_matter import FrontMatter, split
from .problems import Problem
from .reader import KEY, Reader

MINUTES_AT_MOST = 240
OPENING, CLOSING = "opening", "closing"
_FIELDS = {"number", "id", "title", "minutes", "objectives", "materials", "activities", "language", "version"}
_ACTIVITY_FIELDS = {"id", "title", "minutes", "required"}


@dataclass(frozen=True)
class Activity:
    """One part of a lesson, in minutes; its key is what fidelity logs refer to. An optional one needs spare time."""

    key: str
    title: str
    minutes: int
    required: bool = True


@dataclass(frozen=True)
class LessonText:
    """One lesson in one language, exactly as its file has it; `body` is Markdown.

    `lines` (of the fields, by path) and `body_line` say where things stand in the file.
    """

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
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    body_line: int = field(default=1, compare=False, repr=False)

    @property
    def path(self) -> str:
        """Where its file lies in the folder of lessons."""
        return f"{self.language}/{self.number:02d}-{self.key}.md"


def parse_lesson(path: str, text: str) -> tuple[LessonText | None, list[Problem]]:
    """Read the lesson at `path` ("en/03-body-signals.md"); None beside the problems when there are any."""
    front, problems = split(path, text)
    if front is None:
        return None, problems
    reader = Reader(path, front.fields, lines=front.lines)
    lesson = _read(reader, front)
    reader.only(_FIELDS)
    if lesson.language != path.partition("/")[0]:
        reader.refuse("language", f"write {path.partition('/')[0]}, the name of its folder")
    _refuse_minutes(reader, lesson)
    _refuse_ends(reader, lesson)
    problems += reader.problems
    problems += _file_name_problems(path, lesson)
    keys = {each.key: front.lines.get(f"activities.{place}", 1) for place, each in enumerate(lesson.activities)}
    problems += body_problems(path, lesson.body, lesson.body_line, keys)
    return (None if problems else lesson), problems


def _read(reader: Reader, front: FrontMatter) -> LessonText:
    body = front.body.lstrip("\n")
    return LessonText(
        language=reader.text("language"),
        number=reader.whole("number", 1, 99),
        key=reader.key("id"),
        title=reader.text("title"),
        minutes=reader.whole("minutes", 1, MINUTES_AT_MOST),
        version=reader.whole("version", 1, 9999),
        objectives=reader.texts("objectives"),
        materials=reader.texts("materials"),
        activities=_activities(reader),
        body=body.rstrip() + "\n",
        lines=front.lines,
        body_line=front.body_line + len(front.body) - len(body),
    )


def _activities(reader: Reader) -> tuple[Activity, ...]:
    found: list[Activity] = []
    for position, fields in enumerate(reader.mappings("activities")):
        each = reader.item("activities", position, fields)
        minutes = each.whole("minutes", 1, MINUTES_AT_MOST)
        found.append(Activity(each.key("id"), each.text("title"), minutes, each.flag("required")))
        each.only(_ACTIVITY_FIELDS)
        reader.problems += each.problems
    for name, values in (("an id", [one.key for one in found]), ("a title", [one.title for one in found])):
        if len(set(values)) < len(values):
            reader.refuse("activities", f"give each activity {name} of its own")
    return tuple(found)


def _refuse_minutes(reader: Reader, lesson: LessonText) -> None:
    total = sum(activity.minutes for activity in lesson.activities if activity.required)
    if lesson.activities and lesson.minutes and total != lesson.minutes:
        what = (
            f"the required activities add up to {total} minutes and the lesson says {lesson.minutes}; make them agree"
        )
        reader.refuse("minutes", what)


def _refuse_ends(reader: Reader, lesson: LessonText) -> None:
    required = [activity.key for activity in lesson.activities if activity.required]
    if required and (required[0], required[-1]) != (OPENING, CLOSING):
        what = f"begin the required activities with the id {OPENING} and end them with the id {CLOSING}"
        reader.refuse("activities", what)


def _file_name_problems(path: str, lesson: LessonText) -> list[Problem]:
    if path == lesson.path or not KEY.fullmatch(lesson.key) or not lesson.number or not lesson.language:
        return []
    return [Problem(path, 1, "file name", f"name it {lesson.path}, after its language, number and id")]
