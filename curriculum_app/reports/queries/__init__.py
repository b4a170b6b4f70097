"""Reads of reports: grouped counts in one statement, the girls behind a count, and what the filters offer."""

from curriculum_app.reports.queries.behind import Girl, GirlList, girls_behind
from curriculum_app.reports.queries.completion import NOBODYS_AREA, Completion, GroupCounts, completion
from curriculum_app.reports.queries.fidelity import LessonFigures, Minutes, fidelity, girls_minutes
from curriculum_app.reports.queries.offered import RuleText, name_of_cohort, rules_in_use, site_in_reach, sites_in_reach
from curriculum_app.reports.queries.reach import Selection, within

__all__ = [
    "NOBODYS_AREA",
    "Completion",
    "Girl",
    "GirlList",
    "GroupCounts",
    "LessonFigures",
    "Minutes",
    "RuleText",
    "Selection",
    "completion",
    "fidelity",
    "girls_behind",
    "girls_minutes",
    "name_of_cohort",
    "rules_in_use",
    "site_in_reach",
    "sites_in_reach",
    "within",
]
