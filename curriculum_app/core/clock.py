"""The only place that reads the clock.

Instants are UTC and aware, cut to milliseconds so that both databases keep them exactly. `TIME_ZONE` decides what
date it is, when midnight falls and what "today" means.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """This instant: UTC, aware, whole milliseconds."""
    at = datetime.now(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def zone() -> ZoneInfo:
    """The time zone of the programme."""
    return ZoneInfo(current_app.config["SETTINGS"].time_zone)


def local(at: datetime) -> datetime:
    """The instant `at` as a wall clock in the programme's time zone shows it."""
    return at.astimezone(zone())


def today(at: datetime) -> date:
    """The calendar date in the programme's time zone at the instant `at`."""
    return local(at).date()


def instant(day: date, wall: time) -> datetime:
    """The UTC instant of a local date and wall time; in the hour that autumn repeats, the first of the two."""
    return datetime.combine(day, wall, zone()).astimezone(UTC)


def end_of_day(at: datetime) -> datetime:
    """The midnight that ends the local day of the instant `at`."""
    return instant(today(at) + timedelta(days=1), time())
