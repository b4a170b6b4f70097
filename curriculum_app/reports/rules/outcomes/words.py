"""The words of the outcomes report."""

from enum import StrEnum


class OutcomeGrouping(StrEnum):
    """How the girls are put into rows: as in the completion report, by their latest enrolment."""

    SERVICE_AREA = "service_area"
    PERIOD = "period"
    EDITION = "edition"
    COHORT = "cohort"
