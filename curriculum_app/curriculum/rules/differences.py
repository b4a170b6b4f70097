"""What only shows when the files of an edition are held against each other: numbers, languages, activities."""

from collections.abc import Iterator, Sequence

from .lesson import LessonText
from .problems import Problem


def differences(lessons: Sequence[LessonText], languages: Sequence[str], needed: int) -> list[Problem]:
    """The problems across `lessons`, which must be the same in each of `languages`; the first is held to be right.

    `needed` is how many lessons the completion rule asks for.
    """
    if not lessons:
        return [Problem("", 0, "", f"there is no lesson; add one as {languages[0]}/01-<id>.md")]
    by_language = {
        language: sorted((each for each in lessons if each.language == language), key=lambda each: each.number)
        for language in languages
    }
    problems = [
        Problem(each.path, 0, "", f"add {each.language} to languages in curriculum.toml, or take the file out")
        for each in lessons
        if each.language not in by_language
    ]
    problems += [found for own in by_language.values() for found in _numbering(own)]
    first = by_language[languages[0]]
    if len(first) < needed:
        what = f"{needed} lessons cannot be needed where {len(first)} are offered"
        problems.append(Problem("curriculum.toml", 0, "field completion.lessons_needed", what))
    if not problems:
        for language in languages[1:]:
            own = by_language[language]
            problems += _missing(first, own, language) + _missing(own, first, languages[0])
            problems += [found for a in first for b in own if a.key == b.key for found in _unlike(a, b)]
    return problems


def _numbering(lessons: Sequence[LessonText]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, lesson in enumerate(lessons, start=1):
        if lesson.number != number:
            what = "number the lessons 1, 2, 3 … without a gap or a repeat"
            yield Problem(lesson.path, lesson.lines.get("number", 1), "field number", what)
            return
        if lesson.key in seen:
            yield Problem(lesson.path, lesson.lines.get("id", 1), "field id", "give each lesson an id of its own")
        seen.add(lesson.key)


def _missing(there: Sequence[LessonText], here: Sequence[LessonText], language: str) -> list[Problem]:
    keys = {lesson.key for lesson in here}
    return [
        Problem(
            each.path, each.lines.get("id", 1), "field id", f"the lesson {each.key} has no file in {language}/; add it"
        )
        for each in there
        if each.key not in keys
    ]


def _unlike(first: LessonText, other: LessonText) -> Iterator[Problem]:
    for name in ("number", "minutes"):
        wanted, given = getattr(first, name), getattr(other, name)
        if wanted != given:
            what = f"{first.path} says {wanted} and this file {given}; make them agree"
            yield Problem(other.path, other.lines.get(name, 1), f"field {name}", what)
    wanted_plan, plan = ([(a.key, a.minutes, a.required) for a in each.activities] for each in (first, other))
    for place, activity in enumerate(plan):
        if activity not in wanted_plan:
            what = f"{first.path} has no activity {activity[0]} with these minutes and this need; make them agree"
            yield Problem(other.path, other.lines.get(f"activities.{place}", 1), f"field activities.{place}", what)
    for place, activity in enumerate(wanted_plan):
        if activity[0] not in {key for key, *_ in plan}:
            what = f"{other.path} has no activity {activity[0]}; add it"
            yield Problem(first.path, first.lines.get(f"activities.{place}", 1), f"field activities.{place}", what)
    if set(plan) == set(wanted_plan) and plan != wanted_plan:
        what = f"put the activities in the order of {first.path}"
        yield Problem(other.path, other.lines.get("activities", 1), "field activities", what)
