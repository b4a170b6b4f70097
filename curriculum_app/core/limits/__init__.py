"""The programme's limits: ages, areas, group sizes and consents, as they stood on any day.

A *limit* is a row with the day from which it holds; a later row takes over and none is ever changed, so that what was
decided under the old value can still be explained. Where no row speaks, the setting of the environment does. Limits
are the programme's decision: whoever manages it sets them, not whoever runs the computers.
"""

from curriculum_app.core.limits.queries import history, limits_on
from curriculum_app.core.limits.rules import LimitName, Limits

__all__ = ["LimitName", "Limits", "history", "limits_on"]
