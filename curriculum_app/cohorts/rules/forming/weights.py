"""What makes one draft better than another: every weight in one place, in points, with words.

A seat is worth most, and more the longer a girl has waited, so that of two girls for one seat the one who waited longer
gets it. Everything else only decides between drafts that seat as many. Hard rules have no weight: they hold.
"""

from uuid import UUID

from curriculum_app.cohorts.rules.forming.facts import Draft, Girl, PossibleGroup, Problem, age_in, company

SEAT = 1_000  # a girl has a place
DAY_WAITED = 5  # for each day she has waited
MOST_DAYS = 365  # more days than a year count as a year
STAYS = 250  # she stays where the last draft had her: one new girl moves few
PREFERRED_LANGUAGE = 60  # the group speaks the language that is hers
NEW_GROUP = -600  # each new group: fuller groups rather than more of them
TOO_FEW = -10_000  # a group that a person began by hand and that cannot be filled; no other may stay too small
YEAR_APART = -40  # each year between the youngest and the oldest of a group


def seat_worth(girl: Girl, group: PossibleGroup, problem: Problem) -> int:
    """What it is worth that this girl has a seat in this group."""
    worth = SEAT + DAY_WAITED * min(max(girl.days_waiting, 0), MOST_DAYS)
    if girl.languages[:1] == (group.language,):
        worth += PREFERRED_LANGUAGE
    if problem.now.get(girl.id) == group.id:
        worth += STAYS
    return worth


def group_worth(group: PossibleGroup, ages: list[int]) -> int:
    """What it costs that a group takes in new girls, where `ages` are all that it then has."""
    is_short = group.is_new and len(ages) < group.minimum
    width = max(ages) - min(ages)
    return (NEW_GROUP if group.is_new else 0) + (TOO_FEW if is_short else 0) + YEAR_APART * width


def worth(problem: Problem, draft: Draft) -> int:
    """The points of a whole draft: what the solver makes as large as it can."""
    girls = {girl.id: girl for girl in problem.girls}
    groups = {group.id: group for group in problem.groups}
    points = sum(seat_worth(girls[girl], groups[group], problem) for girl, group in draft.items())
    for group_id, there in company(draft).items():
        points += group_worth(groups[group_id], ages_in(groups[group_id], there, girls))
    return points


def ages_in(group: PossibleGroup, there: frozenset[UUID], girls: dict[UUID, Girl]) -> list[int]:
    """The ages of everybody in a group on its first day, those seated before included."""
    return [age_in(girls[each], group) for each in there] + [age_in(each, group) for each in group.seated]
