"""When a mark may be written: from the day of the session, freely for a week, later with a reason."""

from datetime import date, timedelta

FREE_FOR = timedelta(days=7)


def is_too_early(held_on: date, today: date) -> bool:
    """Whether the session is still to come. Marks made ahead would say that it was held."""
    return today < held_on


def needs_because(held_on: date, today: date) -> bool:
    """Whether a change on `today` needs a written reason: more than 7 days after the session."""
    return today - held_on > FREE_FOR
