"""What a lesson costs whoever opens it: the page over the limit's, and the share of it that is rendering."""

from __future__ import annotations

import statistics
from dataclasses import asdict
from time import perf_counter

from benchmarks.figures import Bench, pairs
from benchmarks.measuring import in_turns
from benchmarks.results import Line
from benchmarks.serving import ROOT
from curriculum_app.curriculum import service
from curriculum_app.curriculum.rules import LessonText, render_parts

SHARE = 0.01
TIMES = 50


def lesson(bench: Bench) -> None:
    """A session's lesson beside its twelve girls, opened in turns with the limit's sheet of the same girls."""
    with bench.open() as (ours, least):
        sheets, limits = pairs(bench.made, least, "open")
        lessons = [(f"{url.removesuffix('/attendance')}/lesson", cookie) for url, cookie in sheets]
        times = in_turns((ours, least), (lessons, limits))
    own, limit = times[0].cpu_ms, times[1].cpu_ms
    page = Line("open a session's lesson, CPU", "", f"{limit:.2f} ms", f"{own:.2f} ms", f"{own / limit:.2f}", None)
    bench.section.add(page)
    texts = service.read_edition(ROOT / "lessons").lessons
    first = statistics.median(_milliseconds(each) for each in texts)
    again = statistics.median(_milliseconds(each) for each in texts for _ in range(TIMES))
    share = again / own
    words, remark = "rendering's share of that page", f"{first:.1f} ms the first time in a process"
    figures = (f"≤ {SHARE:.0%}", "", f"{again:.3f} ms", f"{share:.1%}")
    bench.section.add(Line(words, *figures, share <= SHARE, remark))


def _milliseconds(text: LessonText) -> float:
    """How long a lesson's text takes to become HTML; the text is a new object, as it comes from the database."""
    body, activities = text.body.encode().decode(), [asdict(each) for each in text.activities]
    begun = perf_counter()
    render_parts(body, activities, text.language)
    return 1000 * (perf_counter() - begun)
