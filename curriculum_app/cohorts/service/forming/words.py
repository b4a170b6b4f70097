"""The sentences of the rules: why a girl cannot be in a group, one line each. A pair reads like nothing else."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from curriculum_app.cohorts.rules.forming.facts import Obstacle, Shortfall

OBSTACLES: Mapping[Obstacle, object] = {
    Obstacle.AREA: _l("She lives outside the programme's service areas."),
    Obstacle.TOO_YOUNG: _l("She is too young on the first day."),
    Obstacle.TOO_OLD: _l("She is too old on the first day."),
    Obstacle.CONSENT: _l("Consent to take part does not hold on the first day."),
    Obstacle.STAFF: _l("This group has no trained people on all its days."),
    Obstacle.ROOM: _l("Another group needs the same room or people at that time."),
    Obstacle.LANGUAGE: _l("The group is in a language she does not speak."),
    Obstacle.TIME: _l("She cannot come at that time."),
    Obstacle.SITE: _l("She cannot go to that site."),
    Obstacle.AGE_SPAN: _l("The girls' ages would lie too far apart."),
    Obstacle.FULL: _l("Every seat is taken."),
    Obstacle.APART: _l("She can't join this group. Ask a coordinator."),
}
SHORTFALLS: Mapping[Shortfall, object] = {
    Shortfall.TOO_FEW: _l("Too few girls for a group."),
    Shortfall.TOO_MANY: _l("More girls than seats."),
}
