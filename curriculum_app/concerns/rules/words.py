"""The words of a concern; their values stand in the database."""

from __future__ import annotations

from enum import StrEnum


class AboutStaff(StrEnum):
    """Whether it is about somebody on the staff; `other` works with us and has no account here."""

    NO = "no"
    YES = "yes"
    OTHER = "other"


class Known(StrEnum):
    """What she knows of something."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Agency(StrEnum):
    """Who takes a report (Penal Code 11165.9): county welfare, police, sheriff, or a county's probation department."""

    WELFARE = "welfare"
    POLICE = "police"
    SHERIFF = "sheriff"
    PROBATION = "probation"


class ClockKind(StrEnum):
    """What has to be done in time."""

    PHONE = "phone"
    CROSS = "cross"
    WRITTEN = "written"


class Question(StrEnum):
    """What is asked, one at a time and in this order."""

    LEARNED = "learned"
    PHONE = "phone"
    TEXT = "text"
    EXPLOITED = "exploited"
    CROSS = "cross"
    WRITTEN = "written"


class Field(StrEnum):
    """One answer; each that was ever given is a row of history."""

    GIRL = "girl"
    ABOUT_STAFF = "about_staff"
    LEARNED = "learned"
    CALLED = "called"
    AGENCY = "agency"
    SPOKEN_TO = "spoken_to"
    REFERRAL_NUMBER = "referral_number"
    PHONE_NOT_REQUIRED = "phone_not_required"
    TEXT = "text"
    EXPLOITED = "exploited"
    CROSSED = "crossed"
    CROSS_NOT_REQUIRED = "cross_not_required"
    WRITTEN = "written"
    WRITTEN_NOT_REQUIRED = "written_not_required"
    FOLLOW_UP = "follow_up"


class NoticeKind(StrEnum):
    """Why somebody is told: a new concern, or a clock that ends soon, very soon, or has ended."""

    NEW = "new"
    FIRST = "first"
    LAST = "last"
    OVERDUE = "overdue"
