"""Neutral names for groups: they stand on calendars, doors and printed sheets and must tell nothing."""

from collections.abc import Sequence

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHORTEST_RUN = 3


def letters(ordinal: int) -> str:
    """The letters of the group with this running number: 0 is A, 25 is Z, 26 is AA, as in spreadsheets."""
    text = ""
    rest = ordinal + 1
    while rest:
        rest, digit = divmod(rest - 1, len(ALPHABET))
        text = ALPHABET[digit] + text
    return text


def neutral_name(ordinal: int, weekdays: Sequence[int]) -> str:
    """The name of a group, for example "Group A, Tuesday" or "Group C, Monday to Friday"."""
    return f"Group {letters(ordinal)}, {_days(weekdays)}"


def _days(weekdays: Sequence[int]) -> str:
    days = sorted(weekdays)
    names = [DAY_NAMES[day] for day in days]
    if len(days) == len(DAY_NAMES):
        return "daily"
    if len(days) >= SHORTEST_RUN and days == list(range(days[0], days[-1] + 1)):
        return f"{names[0]} to {names[-1]}"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
